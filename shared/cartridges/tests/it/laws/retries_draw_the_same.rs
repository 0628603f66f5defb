//! Law 4: a repeated step (after a lost race, in another process) is identical.

use proptest::prelude::*;

use super::cases;
use crate::{
    playable::Playable,
    script::scripts,
    world::{World, stored},
};

pub fn repeated_step_is_identical<D: Playable>() {
    proptest!(cases(), |(script in scripts())| {
        World::<D>::record(&script, |moment| {
            let again = stored(moment.before).step(&moment.world.registry, moment.commands, moment.now).unwrap();
            let text = |session| serde_json::to_string(session).unwrap();
            assert_eq!(text(&again.session), text(&moment.step.session));
            assert_eq!(again.events, moment.step.events);
        });
    });
}
