//! Law 1: a step applies every due deadline before a command.

use proptest::prelude::*;
use wpp_game::session::{Command, Emitted, Patches};

use super::cases;
use crate::{
    playable::Playable,
    script::scripts,
    world::{World, essence},
};

pub fn wakeup_before_command_changes_nothing<D: Playable>() {
    proptest!(cases(), |(script in scripts(), late in 0..10_000_u64)| {
        World::<D>::record(&script, |moment| {
            // A wake-up before the command changes nothing, even after an outage.
            let now = moment.now.plus_ms(late);
            let registry = &moment.world.registry;
            let at_once = moment.before.step(registry, moment.commands, now).unwrap();
            let woken = moment.before.step(registry, &[Command::Wake], now).unwrap();
            let after = woken.session.step(registry, moment.commands, now).unwrap();
            assert_eq!(essence(&at_once.session), essence(&after.session));
            // One step has one patch, and two steps have two.
            assert_eq!(without_patches(at_once.events), without_patches([woken.events, after.events].concat()));
            // No due deadline remains.
            assert!(at_once.session.wake_at().is_none_or(|wake| wake > now));
        });
    });
}

fn without_patches(events: Vec<Emitted>) -> Vec<Emitted> {
    events.into_iter().map(|event| Emitted { patches: Patches::default(), ..event }).collect()
}
