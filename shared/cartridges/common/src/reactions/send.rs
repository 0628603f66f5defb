//! Accepts reactions.

use wpp_game::{driver::GameDriver, ids::PlayerId};

use super::{REACTIONS_PER_QUESTION, ReactionCounts, ReactionRecord, position};
use crate::{
    Step,
    players::{Players, Records},
    rejections::CommonRejection,
};

/// A state that counts reactions. [`players!`](crate::players!) implements the trait.
pub trait CountsReactions: Players<Record: AsRef<ReactionRecord> + AsMut<ReactionRecord>> {
    /// Returns the number of reactions during the current question of players who do not play it.
    fn latecomer_reactions(&self) -> &Records<u32>;

    /// Returns the number of reactions during the current question of players who do not play it.
    fn latecomer_reactions_mut(&mut self) -> &mut Records<u32>;

    /// Returns the number of reactions of players other than `person` during the current question.
    fn reactions_of_others(&self, person: &PlayerId) -> u32 {
        let sent = self.players().iter().map(|(player, record)| (player, record.as_ref().sent_now()));
        let latecomers = self.latecomer_reactions().iter().map(|(player, sent)| (player, *sent));
        sent.chain(latecomers).filter(|(player, _)| *player != person).map(|(_, sent)| sent).sum()
    }

    /// Starts the next question.
    fn start_reactions(&mut self) {
        self.latecomer_reactions_mut().clear();
        self.players_mut().values_mut().for_each(|record| record.as_mut().start_question());
    }
}

/// A state of a game in which people send reactions.
pub trait Reactable: CountsReactions {
    /// Returns whether the current phase accepts reactions.
    fn accepts_reactions(&self) -> bool;

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

/// Returns how many reactions this person may still send during this question.
#[must_use]
pub fn reactions_left(state: &impl CountsReactions, person: &PlayerId) -> u32 {
    let latecomer = || state.latecomer_reactions().get(person).copied().unwrap_or_default();
    let sent = state.players().get(person).map_or_else(latecomer, |record| record.as_ref().sent_now());
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
    /// [`CommonRejection`] in a phase without reactions, for an unknown emoji, and past the limit.
    pub fn react(&mut self, person: &PlayerId, emoji: &str) -> Result<(), CommonRejection> {
        if !self.state.accepts_reactions() {
            return Err(CommonRejection::WrongPhase);
        }
        let which = position(emoji).ok_or(CommonRejection::UnknownEmoji)?;
        if reactions_left(&self.state, person) == 0 {
            return Err(CommonRejection::TooManyReactions);
        }
        let question = self.state.question_number();
        if let Some(record) = self.state.players_mut().get_mut(person) {
            record.as_mut().send(which, question);
        } else {
            *self.state.latecomer_reactions_mut().entry(person.clone()).or_default() += 1;
        }
        for Spotlight { player, text } in self.state.spotlight() {
            if player != *person
                && let Some(record) = self.state.players_mut().get_mut(&player)
            {
                record.as_mut().receive(which, 1, &text, question);
            }
        }
        self.emit(ReactionCounts::one(emoji).into());
        Ok(())
    }
}
