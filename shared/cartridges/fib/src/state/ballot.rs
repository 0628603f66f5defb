//! Lies, options and guesses of one question.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::{driver::FreeText, ids::PlayerId};

use super::is_default;
use crate::contract::reveal_data::{Awarded, Kind};

/// A submitted lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lie {
    /// The author. `None` after the author was removed: the lie remains, without credit.
    pub player: Option<PlayerId>,
    pub text: FreeText,
    /// Whether the game suggested the lie.
    #[serde(rename = "offered", default, skip_serializing_if = "is_default")]
    pub suggested: bool,
}

/// The options of a question and the guesses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Ballot {
    /// The options, in the order that everybody sees.
    pub choices: Vec<Choice>,
    /// The guesses, in the order of their arrival.
    pub guesses: Vec<Guess>,
    /// Indices of revealed choices, in the order of their reveal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revealed: Vec<usize>,
    /// Number of choices that the last step revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub together: usize,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    pub text: String,
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The published outcome; `None` before the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// An author of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Author {
    pub player: PlayerId,
    #[serde(rename = "offered", default, skip_serializing_if = "is_default")]
    pub suggested: bool,
    /// The author's text, if the option shows another one: a nearly equal text, or the replacement of a removed text.
    #[serde(rename = "wrote", default, skip_serializing_if = "Option::is_none")]
    pub own_text: Option<String>,
}

/// A guess: an index into the choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Guess {
    pub player: PlayerId,
    pub choice: usize,
}

/// The published outcome of an option. It does not change when people leave later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub authors: Vec<PlayerId>,
    pub pickers: Vec<PlayerId>,
    pub awarded: Vec<Awarded>,
}

impl Ballot {
    pub(crate) fn guess_of(&self, player: &PlayerId) -> Option<usize> {
        self.guesses.iter().find(|guess| guess.player == *player).map(|guess| guess.choice)
    }

    /// Removes guesses and authors that are not in `players`.
    pub(super) fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        self.guesses.retain(|guess| players.contains(&guess.player));
        for choice in &mut self.choices {
            choice.authors.retain(|author| players.contains(&author.player));
        }
    }
}

impl Choice {
    pub(crate) fn new(text: String, kind: Kind) -> Self {
        Self { text, kind, authors: Vec::new(), outcome: None }
    }

    pub(crate) fn author(&self, player: &PlayerId) -> Option<&Author> {
        self.authors.iter().find(|author| author.player == *player)
    }
}
