//! The manifest matches the game.

use wpp_game::session::Status;

use crate::{conformance::Law, playable::Playable, script::scripts, world::World};

pub fn phases_match_the_manifest<D: Playable>(law: Law) {
    law.check(scripts(), |script| {
        World::<D>::record(&script, |moment| {
            let session = &moment.world.session;
            let Some(name) = session.phase_name() else { return };
            let declared = D::ABOUT.phases.iter().find(|phase| phase.name == name);
            let declared = declared.unwrap_or_else(|| panic!("The manifest does not have the phase {name:?}."));
            if session.status() == Status::Running {
                assert!(
                    declared.timed || session.deadline().is_none(),
                    "The manifest declares the phase {name:?} without a deadline, and it has one."
                );
            }
        });
    });
}
