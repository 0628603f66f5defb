//! Accepts votes of players.

use wpp_game::ids::PlayerId;

use super::{Poll, Vote, VoteRejection, Votes};
use crate::{Step, phases::PhasedGame, players::Players, rejections::CommonRejection};

/// A state of a game in which people vote.
pub trait Polls: Players {
    /// Returns the question that people vote on; `None` in other phases.
    fn poll(&self) -> Option<Poll<'_>>;

    /// Returns the votes on that question.
    fn votes_mut(&mut self) -> Option<&mut Votes>;
}

impl<D: PhasedGame<State: Polls, Rejection: From<VoteRejection>>> Step<'_, '_, D> {
    /// Accepts a vote of a player. Votes are final.
    ///
    /// # Errors
    /// [`CommonRejection::WrongPhase`] for a question that nobody votes on now, and [`VoteRejection`].
    pub fn accept_vote(&mut self, voter: PlayerId, question_id: &str, option_id: &str) -> Result<(), D::Rejection> {
        let poll = open_poll(&self.state, question_id)?;
        let option = poll.find(option_id)?;
        poll.check(&voter, option)?;
        if !self.state.players().contains_key(&voter) {
            // A latecomer who joined since the phase began votes from the next question on.
            return Err(CommonRejection::WrongPhase.into());
        }
        if let Some(votes) = self.state.votes_mut() {
            votes.players.push(Vote { voter, option });
        }
        self.answer_received();
        Ok(())
    }
}

/// Returns the question that people vote on, if it has this id.
pub(super) fn open_poll<'a>(state: &'a impl Polls, question_id: &str) -> Result<Poll<'a>, CommonRejection> {
    state.poll().filter(|poll| poll.ids.question_id() == question_id).ok_or(CommonRejection::WrongPhase)
}
