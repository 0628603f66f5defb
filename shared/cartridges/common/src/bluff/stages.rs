//! The data of the phases in which players write lies, guess, and see the outcome.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::{driver::TextVisitor, ids::PlayerId};

use super::{Ballot, Choice, Kind, Lie};
use crate::reactions::Spotlight;

/// The data of a phase in which players write lies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Writing {
    /// The lies, in the order of their arrival.
    #[serde(alias = "titles")]
    pub lies: Vec<Lie>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
}

/// The data of a phase in which players guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guessing {
    /// The options and guesses.
    #[serde(rename = "table", alias = "ballot")]
    pub ballot: Ballot,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
}

/// The data of a phase that reveals the options step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealing {
    /// The options and guesses.
    #[serde(rename = "table", alias = "ballot")]
    pub ballot: Ballot,
    /// Indices of hidden choices, grouped by step, the next step last.
    pub to_come: Vec<Vec<usize>>,
}

/// What one player wrote and picked, for the player's own view.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnPart {
    /// The lie, as typed.
    pub lie: Option<String>,
    /// Id of the option that contains the lie.
    pub option_id: Option<String>,
    /// Id of the picked option.
    pub guess: Option<String>,
}

impl Writing {
    /// Returns the players who have written a lie.
    #[must_use]
    pub fn answered(&self) -> BTreeSet<&PlayerId> {
        self.lies.iter().filter_map(|lie| lie.player.as_ref()).collect()
    }

    /// Returns what `player` wrote.
    #[must_use]
    pub fn own_part(&self, player: &PlayerId) -> OwnPart {
        let own = self.lies.iter().find(|lie| lie.player.as_ref() == Some(player));
        OwnPart { lie: own.map(|lie| lie.text.original().to_owned()), ..OwnPart::default() }
    }

    /// Returns whether a lie waits for the approval of a moderator.
    #[must_use]
    pub fn waits_for_moderator(&self) -> bool {
        self.lies.iter().any(|lie| lie.text.is_waiting())
    }

    /// Removes the authors that are not in `players`. Their lies remain, without credit.
    pub fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        for lie in &mut self.lies {
            lie.player.take_if(|player| !players.contains(player));
        }
    }

    /// Passes the lies to `visitor`.
    pub fn visit(&mut self, visitor: &mut dyn TextVisitor) {
        self.lies.iter_mut().for_each(|lie| visitor.unshown(&mut lie.text, None));
    }
}

impl Guessing {
    /// Starts without guesses.
    #[must_use]
    pub fn new(choices: Vec<Choice>) -> Self {
        Self { ballot: Ballot { choices, ..Ballot::default() }, waiting: Vec::new() }
    }
}

impl Revealing {
    /// Starts without a revealed option.
    #[must_use]
    pub fn new(ballot: Ballot) -> Self {
        Self { to_come: ballot.steps_to_come(), ballot }
    }

    /// Returns the authors of the options that the last step revealed. The text is empty for an author of the truth.
    #[must_use]
    pub fn spotlight(&self) -> Vec<Spotlight> {
        let shown = self.ballot.revealed.iter().rev().take(self.ballot.together);
        let mut spotlight = Vec::new();
        for choice in shown.filter_map(|at| self.ballot.choices.get(*at)) {
            let text = if choice.kind == Kind::Truth { "" } else { &choice.text };
            let authors = choice.outcome.iter().flat_map(|outcome| &outcome.authors);
            spotlight.extend(authors.map(|author| Spotlight { player: author.clone(), text: text.to_owned() }));
        }
        spotlight
    }
}
