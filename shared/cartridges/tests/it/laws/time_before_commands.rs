//! Law 1: a step applies every due deadline before a command.

use wpp_game::session::{Command, Emitted, Patches};

use crate::{
    conformance::{Law, assert_same, events, note},
    playable::Playable,
    script::scripts,
    world::{World, essence},
};

pub fn wakeup_before_command_changes_nothing<D: Playable>(law: Law) {
    law.check((scripts(), 0..10_000_u64), |(script, late)| {
        note(|| format!("Each input is tested {late} ms late."));
        World::<D>::record(&script, |moment| {
            // A wake-up before the command changes nothing, even after an outage.
            let now = moment.now.plus_ms(late);
            let registry = &moment.world.registry;
            let at_once = moment.before.step(registry, moment.commands, now).unwrap();
            let woken = moment.before.step(registry, &[Command::Wake], now).unwrap();
            let after = woken.session.step(registry, moment.commands, now).unwrap();
            assert_same(
                "A wake-up before the input changes the session",
                &essence(&at_once.session),
                &essence(&after.session),
            );
            // One step has one patch, and two steps have two.
            let (expected, found) =
                (without_patches(at_once.events), without_patches([woken.events, after.events].concat()));
            assert_same("A wake-up before the input changes the events", &events(&expected), &events(&found));
            // No due deadline remains.
            assert!(at_once.session.wake_at().is_none_or(|wake| wake > now), "A due deadline remains.");
        });
    });
}

fn without_patches(events: Vec<Emitted>) -> Vec<Emitted> {
    events.into_iter().map(|event| Emitted { patches: Patches::default(), ..event }).collect()
}
