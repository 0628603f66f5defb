//! Accepts reactions.

use std::collections::BTreeMap;

use wpp_game::{contract::ErrorCode, driver::GameDriver, ids::PlayerId};

use super::{REACTIONS_PER_QUESTION, ReactionCounts, ReactionRecord, position};
use crate::Step;

/// A state of a game in which people send reactions.
pub trait Reactable {
    /// Returns whether the current phase accepts reactions.
    fn accepts_reactions(&self) -> bool;

    /// Returns the record of a player of the current question.
    fn reactions_of(&self, player: &PlayerId) -> Option<&ReactionRecord>;

    /// Returns the record of a player of the current question.
    fn reactions_of_mut(&mut self, player: &PlayerId) -> Option<&mut ReactionRecord>;

    /// Returns the number of reactions during the current question of players who do not play it.
    fn latecomer_reactions(&self) -> &BTreeMap<PlayerId, u32>;

    /// Returns the number of reactions during the current question of players who do not play it.
    fn latecomer_reactions_mut(&mut self) -> &mut BTreeMap<PlayerId, u32>;

    /// Returns whom reactions are for now; empty when the game shows nothing that a player did.
    fn spotlight(&self) -> Vec<Spotlight>;

    /// Returns the number of the current question in the game, from 1. `None` in games that do not show the question of
    /// an award.
    fn question_number(&self) -> Option<u32> {
        None
    }
}

/// A player whose lie or answer everybody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spotlight {
    /// The player.
    pub player: PlayerId,
    /// The lie or answer; empty when it is no text.
    pub text: String,
}

/// The reason for which a reaction is rejected. The text is for the acting person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReactionError {
    /// The current phase does not accept reactions.
    #[error("the game has moved on: this cannot be done now")]
    WrongPhase,
    /// The emoji is not one of [`EMOJI`](super::EMOJI).
    #[error("that is not one of the reactions")]
    UnknownEmoji,
    /// The person has sent [`REACTIONS_PER_QUESTION`] reactions.
    #[error("you have used all reactions of this question; the next question brings more")]
    TooMany,
}

impl ReactionError {
    /// Returns the error code that clients read.
    #[must_use]
    pub fn code(self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::UnknownEmoji => ErrorCode::InvalidInput,
            Self::TooMany => ErrorCode::TooManyRequests,
        }
    }
}

/// Returns how many reactions this person may still send during this question.
#[must_use]
pub fn reactions_left(state: &impl Reactable, person: &PlayerId) -> u32 {
    let latecomer = || state.latecomer_reactions().get(person).copied().unwrap_or_default();
    let sent = state.reactions_of(person).map_or_else(latecomer, ReactionRecord::sent_now);
    REACTIONS_PER_QUESTION.saturating_sub(sent)
}

impl<D> Step<'_, '_, D>
where
    D: GameDriver,
    D::State: Reactable,
    D::Event: From<ReactionCounts>,
{
    /// Accepts a reaction of a player.
    ///
    /// # Errors
    /// [`ReactionError`] in a phase without reactions, for an unknown emoji, and past the limit.
    pub fn react(&mut self, person: &PlayerId, emoji: &str) -> Result<(), ReactionError> {
        if !self.state.accepts_reactions() {
            return Err(ReactionError::WrongPhase);
        }
        let which = position(emoji).ok_or(ReactionError::UnknownEmoji)?;
        if reactions_left(&self.state, person) == 0 {
            return Err(ReactionError::TooMany);
        }
        let question = self.state.question_number();
        if let Some(record) = self.state.reactions_of_mut(person) {
            record.send(which, question);
        } else {
            *self.state.latecomer_reactions_mut().entry(person.clone()).or_default() += 1;
        }
        for Spotlight { player, text } in self.state.spotlight() {
            if player != *person
                && let Some(record) = self.state.reactions_of_mut(&player)
            {
                record.receive(which, 1, &text, question);
            }
        }
        self.emit(ReactionCounts::one(emoji).into());
        Ok(())
    }
}
