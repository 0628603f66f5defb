//! Votes of players and the audience for options that players wrote.
//!
//! A game stores [`Votes`] with each question, and describes the question that people vote on as a [`Poll`]. The kit then accepts the
//! votes of players ([`Step::accept_vote`](crate::Step::accept_vote)), counts those of the [audience](AudienceVotes), and
//! [shares](Votes::share) points.

mod audience;
mod cast;
mod poll;
mod rejection;
mod stored;

pub use self::{
    audience::{AudienceVotes, MayVote},
    cast::Polls,
    poll::Poll,
    rejection::VoteRejection,
    stored::{Vote, Votes},
};
