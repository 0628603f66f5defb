//! Phases that wait for one answer from every player.

mod audience;
mod options;
mod phase;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{
    driver::{GameDriver, Moderation, Seat},
    ids::PlayerId,
};

pub use self::{
    audience::{audience_vote, audience_votes},
    options::{OptionIds, OptionView},
    phase::{AnswerPhase, AnswerPhases, Waiting},
};
use crate::{
    Step,
    settings::{CommonSettings as _, HasSettings},
};

/// Data of `progress`. Both lists follow the order in which players joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// Players whose answers have arrived.
    pub answered: Vec<PlayerId>,
    /// Players who are present and have not answered.
    pub waiting: Vec<PlayerId>,
}

/// A state with phases that wait for answers.
pub trait Answers: AnswerPhases + HasSettings {
    /// Returns the position in the game, from which the ids of options follow.
    fn option_ids(&self) -> OptionIds;

    /// Returns whether `player` plays the current question. Latecomers play from the next one.
    fn plays(&self, player: &PlayerId) -> bool;

    /// Returns the players who have answered in this phase. By default, those whose answers are in the data of the phase.
    fn answered(&self) -> BTreeSet<&PlayerId> {
        self.stored_answers()
    }

    /// Returns whether `player` has answered in this phase.
    fn has_answered(&self, player: &PlayerId) -> bool {
        self.answered().contains(player)
    }

    /// Returns whether the phase ends once everybody has answered. By default, the settings decide.
    fn ends_when_all_answered(&self) -> bool {
        self.settings().ends_when_all_answered()
    }

    /// Returns whether an answer waits for the approval of a moderator. By default, one in the data of the phase.
    fn waits_for_moderator(&self) -> bool {
        self.answer_phase().is_some_and(|phase| phase.waits_for_moderator())
    }
}

/// Returns whether an answer of `player` is missing, in a phase that waits for answers.
pub fn is_missing(state: &impl Answers, player: &PlayerId) -> bool {
    state.plays(player) && !state.has_answered(player)
}

impl<D> Step<'_, '_, D>
where
    D: GameDriver,
    D::State: Answers,
    D::Event: From<Progress>,
{
    /// Stores the awaited players of a phase that has just started, and returns them.
    pub(crate) fn start_waiting(&mut self) -> Vec<PlayerId> {
        let awaited = self.awaited();
        if let Some(phase) = self.state.answer_phase_mut() {
            awaited.clone_into(phase.waiting_mut());
        }
        awaited
    }

    /// Returns whether a phase that has just started has nobody to wait for.
    pub(crate) fn has_nobody_to_wait_for(&self) -> bool {
        self.is_complete(self.awaited().is_empty(), 0)
    }

    /// Emits `progress` after an answer, and if the awaited players changed. Returns whether the phase is complete.
    pub(crate) fn report_progress(&mut self, answer: bool) -> bool {
        let awaited = self.awaited();
        let answered = self.answered_in_order();
        let Some(waiting) = self.state.answer_phase_mut().map(|phase| phase.waiting_mut()) else { return false };
        let changed = *waiting != awaited;
        awaited.clone_into(waiting);
        let complete = self.is_complete(awaited.is_empty(), answered.len());
        if answer || changed {
            self.emit(Progress { answered, waiting: awaited }.into());
        }
        complete
    }

    fn awaited(&self) -> Vec<PlayerId> {
        let answered = self.state.answered();
        let awaited =
            |seat: &&Seat| seat.present && self.state.plays(&seat.player_id) && !answered.contains(&seat.player_id);
        self.ctx.seats.iter().filter(awaited).map(|seat| seat.player_id.clone()).collect()
    }

    fn answered_in_order(&self) -> Vec<PlayerId> {
        let answered = self.state.answered();
        let seats = self.ctx.seats.iter().map(|seat| &seat.player_id);
        seats.filter(|player| answered.contains(player)).cloned().collect()
    }

    /// Returns whether everybody present, or everybody who plays this question, has answered, and a moderator who is
    /// present has decided about all answers. If nobody is present, the phase waits for its deadline: all players may share
    /// one router that is restarting.
    fn is_complete(&self, nobody_awaited: bool, answered: usize) -> bool {
        let seats = self.ctx.seats;
        let somebody_present = seats.iter().any(|seat| seat.present);
        let playing = seats.iter().filter(|seat| self.state.plays(&seat.player_id)).count();
        let everybody = playing > 0 && answered == playing;
        let held_back = self.ctx.moderation == Moderation::Attended && self.state.waits_for_moderator();
        self.state.ends_when_all_answered() && !held_back && (everybody || (somebody_present && nobody_awaited))
    }
}
