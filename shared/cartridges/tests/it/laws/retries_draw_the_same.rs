//! Law 4: a repeated step (after a lost race, in another process) is identical.

use crate::{
    conformance::{Law, assert_same, events},
    playable::Playable,
    script::scripts,
    world::{World, stored},
};

pub fn repeated_step_is_identical<D: Playable>(law: Law) {
    law.check(scripts(), |script| {
        World::<D>::record(&script, |moment| {
            let again = stored(moment.before).step(&moment.world.registry, moment.commands, moment.now).unwrap();
            let json = |session| serde_json::to_value(session).unwrap();
            assert_same(
                "A repeated step changes the session differently",
                &json(&moment.step.session),
                &json(&again.session),
            );
            assert_same("A repeated step sends other events", &events(&moment.step.events), &events(&again.events));
        });
    });
}
