//! Votes of the audience.

use wpp_game::driver::{AudienceActions, Ballot, GameDriver, Tally};

use super::{Polls, VoteRejection, cast::open_poll};
use crate::{
    answers::{audience_vote, audience_votes},
    rejections::CommonRejection,
};

/// The capability of games whose audience votes as players do.
pub struct AudienceVotes;

/// An action that may be a vote.
pub trait MayVote {
    /// Returns the ids of the question and the option of a vote; `None` for every other action.
    fn vote(&self) -> Option<(&str, &str)>;
}

impl<D> AudienceActions<D> for AudienceVotes
where
    D: GameDriver<Action: MayVote, State: Polls, Rejection: From<CommonRejection> + From<VoteRejection>>,
{
    fn ballot(&self, state: &D::State, action: &D::Action) -> Result<Option<Ballot>, D::Rejection> {
        let Some((question_id, option_id)) = action.vote() else { return Ok(None) };
        let poll = open_poll(state, question_id)?;
        let option = poll.find(option_id)?;
        Ok(Some(audience_vote(poll.ids, option, poll.votes_of_spectator())))
    }

    /// Replaces the audience's votes on the shown question.
    fn tally(&self, state: &mut D::State, tally: &Tally<'_>) -> Vec<D::Event> {
        let audience = state.poll().and_then(|poll| audience_votes(poll.ids, poll.authors.len(), tally));
        if let (Some(audience), Some(votes)) = (audience, state.votes_mut()) {
            votes.audience = audience;
        }
        Vec::new()
    }
}
