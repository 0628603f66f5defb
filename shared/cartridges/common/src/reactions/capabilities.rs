//! The capabilities of games with reactions.

use wpp_game::driver::{AudienceActions, Ballot, Coalescing, GameDriver, Lane, Tally};

use super::{REACT, Reactable, ReactionCounts, audience};
use crate::{events::MergeEvents, rejections::CommonRejection};

/// The capabilities of games with reactions: the audience reacts as players do, and reactions of a crowd are counted.
///
/// A game whose audience also votes implements [`AudienceActions`] itself, with [`ballot`](super::ballot) and
/// [`tally`](super::tally).
pub struct Reactions;

/// An action that may be a reaction.
pub trait MayReact {
    /// Returns the emoji of a reaction; `None` for every other action.
    fn reaction(&self) -> Option<&str>;
}

impl<D> AudienceActions<D> for Reactions
where
    D: GameDriver<Action: MayReact, State: Reactable, Event: From<ReactionCounts>, Rejection: From<CommonRejection>>,
{
    fn ballot(&self, state: &D::State, action: &D::Action) -> Result<Option<Ballot>, D::Rejection> {
        let Some(emoji) = action.reaction() else { return Ok(None) };
        Ok(Some(audience::ballot::<D>(state, emoji)?))
    }

    fn tally(&self, state: &mut D::State, tally: &Tally<'_>) -> Vec<D::Event> {
        audience::tally::<D>(state, tally)
    }
}

impl<D: GameDriver<Event: MergeEvents>> Coalescing<D> for Reactions {
    fn lane(&self, action: &str) -> Lane {
        if action == REACT { Lane::Coalesced } else { Lane::Reliable }
    }

    fn merge(&self, earlier: &mut D::Event, later: &D::Event) -> bool {
        earlier.merge(later)
    }
}
