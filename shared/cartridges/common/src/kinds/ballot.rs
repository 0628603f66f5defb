//! The options of a question and the answers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::{content::decimal::Decimal, ids::PlayerId};

use super::Submission;
use crate::answers::{AnswerPhase, OptionIds};

/// The options of a question and the answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ballot {
    /// The options, in the order that everybody sees. Empty for answers in words and numbers.
    pub options: Vec<String>,
    /// Indices of the right options. For an order: all indices, in the right order.
    #[serde(with = "one_or_many")]
    pub right: Vec<usize>,
    /// The answers, in the order of their arrival.
    pub answers: Vec<Answer>,
    /// Number of people in the audience who picked each option, once somebody did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<u32>,
}

/// One player's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Id of the player.
    pub player: PlayerId,
    /// The checked answer.
    #[serde(flatten)]
    pub given: Given,
}

/// A checked answer. Numbers are indices into the options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// The picked option.
    Option(usize),
    /// The picked options.
    Options(BTreeSet<usize>),
    /// The typed text.
    Text(String),
    /// The estimated number.
    Number(Decimal),
    /// All options, in the player's order.
    Order(Vec<usize>),
}

/// The data of a phase in which players answer a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answering {
    /// The options and answers.
    #[serde(rename = "table")]
    pub ballot: Ballot,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
}

impl AnswerPhase for Answering {
    fn waiting(&self) -> &[PlayerId] {
        &self.waiting
    }

    fn waiting_mut(&mut self) -> &mut Vec<PlayerId> {
        &mut self.waiting
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        self.ballot.answers.iter().map(|answer| &answer.player).collect()
    }
}

impl Ballot {
    /// Returns a player's answer.
    #[must_use]
    pub fn answer_of(&self, player: &PlayerId) -> Option<&Given> {
        self.answers.iter().find(|answer| answer.player == *player).map(|answer| &answer.given)
    }

    /// Gives an answer to another player.
    pub fn hand_over(&mut self, from: &PlayerId, to: &PlayerId) {
        for answer in self.answers.iter_mut().filter(|answer| answer.player == *from) {
            answer.player = to.clone();
        }
    }

    /// Returns the typed answers that one player alone gave.
    pub fn texts_of_one_player(&self) -> impl Iterator<Item = (&PlayerId, &String)> {
        let typed = || {
            self.answers.iter().filter_map(|answer| match &answer.given {
                Given::Text(text) => Some((&answer.player, text)),
                _ => None,
            })
        };
        typed().filter(move |(_, text)| typed().filter(|(_, other)| other == text).count() == 1)
    }

    /// Returns the players who picked an option, in the order of their answers.
    #[must_use]
    pub fn pickers(&self, index: usize) -> Vec<PlayerId> {
        let picked = |answer: &&Answer| match &answer.given {
            Given::Option(option) => *option == index,
            Given::Options(options) => options.contains(&index),
            Given::Text(_) | Given::Number(_) | Given::Order(_) => false,
        };
        self.answers.iter().filter(picked).map(|answer| answer.player.clone()).collect()
    }
}

impl Given {
    /// Returns the answer as its player submitted it.
    #[must_use]
    pub fn submission(&self, ids: OptionIds) -> Submission {
        let all = |indices: &mut dyn Iterator<Item = &usize>| Some(indices.map(|index| ids.id(*index)).collect());
        let none = Submission::default();
        match self {
            Self::Option(index) => Submission { option_id: Some(ids.id(*index)), ..none },
            Self::Options(indices) => Submission { option_ids: all(&mut indices.iter()), ..none },
            Self::Text(text) => Submission { text: Some(text.clone()), ..none },
            Self::Number(number) => Submission { number: Some(*number), ..none },
            Self::Order(indices) => Submission { order: all(&mut indices.iter()), ..none },
        }
    }
}

/// Stores one index as a number, as releases do that know only questions with one right option. During an
/// upgrade, such a release reads what this one writes.
mod one_or_many {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Indices {
        One(usize),
        Many(Vec<usize>),
    }

    pub fn serialize<S: Serializer>(indices: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
        match indices {
            [one] => Indices::One(*one),
            many => Indices::Many(many.to_vec()),
        }
        .serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<usize>, D::Error> {
        Ok(match Indices::deserialize(deserializer)? {
            Indices::One(one) => vec![one],
            Indices::Many(many) => many,
        })
    }
}
