//! Phases that wait for one answer from every player.

mod options;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{
    driver::{GameDriver, Moderation, Seat},
    ids::PlayerId,
};

pub use self::options::{OptionIds, OptionView};
use crate::{Step, rejections::CommonRejection};

/// Data of `progress`. Both lists follow the order in which players joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// Players whose answers have arrived.
    pub answered: Vec<PlayerId>,
    /// Players who are present and have not answered.
    pub waiting: Vec<PlayerId>,
}

/// A state with phases that wait for answers.
pub trait Answers {
    /// Returns the position in the game, from which the ids of options follow.
    fn option_ids(&self) -> OptionIds;

    /// Returns whether `player` plays the current question. Latecomers play from the next one.
    fn plays(&self, player: &PlayerId) -> bool;

    /// Returns the players who have answered in this phase.
    fn answered(&self) -> BTreeSet<&PlayerId>;

    /// Returns whether `player` has answered in this phase.
    fn has_answered(&self, player: &PlayerId) -> bool {
        self.answered().contains(player)
    }

    /// Returns the stored list of awaited players; `None` when the phase does not wait for answers.
    fn waiting_mut(&mut self) -> Option<&mut Vec<PlayerId>>;

    /// Returns whether the configuration ends the phase once everybody has answered.
    fn ends_when_all_answered(&self) -> bool;

    /// Returns whether an answer waits for the approval of a moderator.
    fn waits_for_moderator(&self) -> bool {
        false
    }
}

/// Returns whether an answer of `player` is missing, in a phase that waits for answers.
pub fn is_missing(state: &impl Answers, player: &PlayerId) -> bool {
    state.plays(player) && !state.has_answered(player)
}

/// Checks that `player` plays the current question and has not answered in this phase.
///
/// # Errors
/// [`CommonRejection::NextQuestion`] and [`CommonRejection::AlreadySubmitted`].
pub fn check(state: &impl Answers, player: &PlayerId) -> Result<(), CommonRejection> {
    if !state.plays(player) {
        return Err(CommonRejection::NextQuestion);
    }
    if state.has_answered(player) {
        return Err(CommonRejection::AlreadySubmitted);
    }
    Ok(())
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
        if let Some(waiting) = self.state.waiting_mut() {
            awaited.clone_into(waiting);
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
        let Some(waiting) = self.state.waiting_mut() else { return false };
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
