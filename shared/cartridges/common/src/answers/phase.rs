//! The data of phases that wait for answers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::ids::PlayerId;

/// The data of a phase that waits for answers.
pub trait AnswerPhase {
    /// Returns the players whom the phase waits for.
    fn waiting(&self) -> &[PlayerId];

    /// Returns the players whom the phase waits for.
    fn waiting_mut(&mut self) -> &mut Vec<PlayerId>;

    /// Returns the players whose answers the data has.
    fn answered(&self) -> BTreeSet<&PlayerId>;

    /// Returns whether an answer waits for the approval of a moderator.
    fn waits_for_moderator(&self) -> bool {
        false
    }
}

/// A state that has the data of its phases in a field `stage`. [`answer_phases!`](crate::answer_phases!) implements the trait.
pub trait AnswerPhases {
    /// Returns the data of the current phase; `None` when the phase does not wait for answers.
    fn answer_phase(&self) -> Option<&dyn AnswerPhase>;

    /// Returns the data of the current phase; `None` when the phase does not wait for answers.
    fn answer_phase_mut(&mut self) -> Option<&mut dyn AnswerPhase>;

    /// Returns the players whose answers the data of the phase has.
    fn stored_answers(&self) -> BTreeSet<&PlayerId> {
        self.answer_phase().map(|phase| phase.answered()).unwrap_or_default()
    }

    /// Returns the players whom the phase waits for, for a view.
    fn waiting(&self) -> Vec<PlayerId> {
        self.answer_phase().map(|phase| phase.waiting().to_vec()).unwrap_or_default()
    }
}

/// The data of a phase whose answers the state has in another place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Waiting {
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
}

impl AnswerPhase for Waiting {
    fn waiting(&self) -> &[PlayerId] {
        &self.waiting
    }

    fn waiting_mut(&mut self) -> &mut Vec<PlayerId> {
        &mut self.waiting
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        BTreeSet::new()
    }
}

/// Lets the kit read the variants of the enum `Stage` whose phases wait for answers. Each contains one
/// [`AnswerPhase`](crate::answers::AnswerPhase).
///
/// ```ignore
/// wpp_cartridge_kit::answer_phases!(State: Lie, Guess);
/// ```
#[macro_export]
macro_rules! answer_phases {
    ($state:ty: $($variant:ident),+) => {
        impl $crate::answers::AnswerPhases for $state {
            fn answer_phase(&self) -> Option<&dyn $crate::answers::AnswerPhase> {
                match &self.stage {
                    $(Stage::$variant(data) => Some(data),)+
                    _ => None,
                }
            }

            fn answer_phase_mut(&mut self) -> Option<&mut dyn $crate::answers::AnswerPhase> {
                match &mut self.stage {
                    $(Stage::$variant(data) => Some(data),)+
                    _ => None,
                }
            }
        }
    };
}
