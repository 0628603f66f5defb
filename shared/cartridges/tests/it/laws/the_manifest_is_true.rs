//! The manifest matches the game.

use proptest::prelude::*;
use wpp_game::session::Status;

use super::cases;
use crate::{playable::Playable, script::scripts, world::World};

pub fn phases_match_the_manifest<D: Playable>() {
    proptest!(cases(), |(script in scripts())| {
        World::<D>::record(&script, |moment| {
            let session = &moment.world.session;
            let Some(name) = session.phase_name() else { return };
            let declared = D::ABOUT.phases.iter().find(|phase| phase.name == name);
            let declared = declared.unwrap_or_else(|| panic!("the manifest does not know the phase {name:?}"));
            if session.status() == Status::Running {
                assert!(declared.timed || session.deadline().is_none(), "{name:?} has a deadline");
            }
        });
    });
}
