//! Law 3: looking at the clock twice is looking once; a refused command changes nothing, yet what
//! it found due stays fired.

use proptest::prelude::*;
use wpp_game::session::Command;

use super::cases;
use crate::{
    playable::{Playable, every_driver},
    script::scripts,
    world::{World, essence},
};

fn a_second_look_and_a_refusal_change_nothing<D: Playable>() {
    proptest!(cases(), |(script in scripts(), late in 0..3_000_u64)| {
        World::<D>::record(&script, |moment| {
            let now = moment.now.plus_ms(late);
            let registry = &moment.world.registry;
            let once = moment.before.step(registry, &[Command::Wake], now).unwrap();
            let twice = once.session.step(registry, &[Command::Wake], now).unwrap();
            assert!(!twice.changed && twice.events.is_empty());
            assert_eq!(twice.session.version(), once.session.version());
            assert_eq!(essence(&twice.session), essence(&once.session));

            let asked = moment.before.step(registry, moment.commands, now).unwrap();
            assert_eq!(asked.session.version(), moment.before.version() + u64::from(asked.changed));
            if asked.answers.iter().all(Result::is_err) {
                assert_eq!(asked.changed, once.changed);
                assert_eq!(asked.events, once.events);
                assert_eq!(essence(&asked.session), essence(&once.session));
            }
        });
    });
}

every_driver!(a_second_look_and_a_refusal_change_nothing);
