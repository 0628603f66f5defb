//! Law 1: a command first fires every deadline due; it never meets an expired phase.

use proptest::prelude::*;
use wpp_game::session::Command;

use super::cases;
use crate::{
    playable::Playable,
    script::scripts,
    world::{World, essence},
};

pub fn wakeup_before_command_changes_nothing<D: Playable>() {
    proptest!(cases(), |(script in scripts(), late in 0..10_000_u64)| {
        World::<D>::record(&script, |moment| {
            // However late the command is (an outage too), firing first changes nothing.
            let now = moment.now.plus_ms(late);
            let registry = &moment.world.registry;
            let at_once = moment.before.step(registry, moment.commands, now).unwrap();
            let woken = moment.before.step(registry, &[Command::Wake], now).unwrap();
            let after = woken.session.step(registry, moment.commands, now).unwrap();
            assert_eq!(essence(&at_once.session), essence(&after.session));
            assert_eq!(at_once.events, [woken.events, after.events].concat());
            // And nothing due is left behind.
            assert!(at_once.session.wake_at().is_none_or(|wake| wake > now));
        });
    });
}
