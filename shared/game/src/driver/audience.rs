//! Actions of the audience. A game receives their sums only, so its state does not grow with the audience.

use std::{collections::BTreeMap, num::NonZeroU32};

use super::GameDriver;

/// Votes and reactions of people without a seat.
///
/// The platform checks each action with [`ballot`](Self::ballot), counts it once, and passes the sums to
/// [`tally`](Self::tally) at most five times a second. All votes that were accepted in a phase are part of the last tally
/// before the phase ends. See `docs/decisions/0160-counted-audience.md`.
pub trait AudienceActions<D: GameDriver + ?Sized> {
    /// Returns what an action counts for; `None` for an action that only players may take.
    ///
    /// # Errors
    /// The rejection, if the current phase does not accept the action.
    fn ballot(&self, state: &D::State, action: &D::Action) -> Result<Option<Ballot>, D::Rejection>;

    /// Applies the sums of a poll. Returns the events to publish. Sums of a poll that is over have no effect.
    fn tally(&self, state: &mut D::State, tally: &Tally<'_>) -> Vec<D::Event>;

    /// Returns whether everybody sees the sums while people vote. Otherwise only the number of voters is public.
    fn shows_votes(&self, _state: &D::State) -> bool {
        true
    }
}

/// Whether a person decides something or expresses something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotKind {
    /// A vote. A person has at most one for each choice.
    Vote,
    /// A reaction. A person may repeat a choice.
    Reaction,
}

/// One action of one member of the audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// Whether the action is a vote or a reaction.
    pub kind: BallotKind,
    /// What the person votes on, unique within the game for this kind.
    pub poll: String,
    /// The choice, such as the id of an option. Contains no line break.
    pub choice: String,
    /// Most ballots of one person in this poll; `None` for reactions without a limit.
    pub most: Option<NonZeroU32>,
}

/// The sums of a poll.
#[derive(Debug)]
pub struct Tally<'a> {
    /// Whether the sums are votes or reactions.
    pub kind: BallotKind,
    /// The poll of the [`Ballot`]s.
    pub poll: &'a str,
    /// Number of ballots for each choice.
    pub sums: &'a BTreeMap<String, u32>,
    /// Number of ballots for each choice since the previous tally, without zeros.
    pub new: BTreeMap<String, u32>,
}
