//! The options of a question and the answers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::{
    content::decimal::Decimal,
    driver::{FreeText, TextVisitor},
    ids::PlayerId,
};

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
    Text(FreeText),
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

    fn waits_for_moderator(&self) -> bool {
        self.ballot.texts().any(|(_, text)| text.is_waiting())
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
    pub fn texts_of_one_player(&self) -> impl Iterator<Item = (&PlayerId, &str)> {
        let typed = || self.texts().map(|(player, text)| (player, text.original()));
        typed().filter(move |(_, text)| typed().filter(|(_, other)| other == text).count() == 1)
    }

    /// Passes the typed texts to `visitor`, before everybody sees them.
    pub fn visit_unshown(&mut self, visitor: &mut dyn TextVisitor) {
        self.texts_mut().for_each(|text| visitor.unshown(text, None));
    }

    /// Passes the typed texts that everybody may read to `visitor`, after everybody saw them.
    pub fn visit_copies(&mut self, visitor: &mut dyn TextVisitor) {
        self.texts_mut().filter_map(FreeText::open_mut).for_each(|text| visitor.copy(text));
    }

    /// Ends the moderation of the typed texts. Texts without approval remain, for their authors only.
    pub fn settle(&mut self) {
        for text in self.texts_mut() {
            if let Some(approved) = text.open_mut().map(std::mem::take) {
                *text = FreeText::Open(approved);
            }
        }
    }

    /// Returns the typed answers and their players.
    fn texts(&self) -> impl Iterator<Item = (&PlayerId, &FreeText)> {
        self.answers.iter().filter_map(|answer| match &answer.given {
            Given::Text(text) => Some((&answer.player, text)),
            _ => None,
        })
    }

    fn texts_mut(&mut self) -> impl Iterator<Item = &mut FreeText> {
        self.answers.iter_mut().filter_map(|answer| match &mut answer.given {
            Given::Text(text) => Some(text),
            _ => None,
        })
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
    /// Returns the answer as its player submitted it, for this player.
    #[must_use]
    pub fn submission(&self, ids: OptionIds) -> Submission {
        let all = |indices: &mut dyn Iterator<Item = &usize>| Some(indices.map(|index| ids.id(*index)).collect());
        let none = Submission::default();
        match self {
            Self::Option(index) => Submission { option_id: Some(ids.id(*index)), ..none },
            Self::Options(indices) => Submission { option_ids: all(&mut indices.iter()), ..none },
            Self::Text(text) => Submission { text: Some(text.original().to_owned()), ..none },
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

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: FreeText) -> Answer {
        Answer { player: PlayerId("ann".to_owned()), given: Given::Text(text) }
    }

    fn held_back(approved: Option<bool>) -> FreeText {
        FreeText::Moderated { text: "soup".to_owned(), id: 7, approved }
    }

    /// Releases without moderation of typed answers store a string.
    #[test]
    fn text_without_moderation_is_stored_as_a_string() {
        let stored = r#"{"player":"ann","text":"soup"}"#;
        let open = answer(FreeText::Open("soup".to_owned()));
        assert_eq!(serde_json::from_str::<Answer>(stored).unwrap(), open);
        assert_eq!(serde_json::to_string(&open).unwrap(), stored);
    }

    #[test]
    fn moderated_text_reads_back() {
        for approved in [None, Some(false), Some(true)] {
            let moderated = answer(held_back(approved));
            let stored = serde_json::to_string(&moderated).unwrap();
            assert_eq!(serde_json::from_str::<Answer>(&stored).unwrap(), moderated, "{stored}");
        }
    }

    #[test]
    fn approved_text_is_stored_as_a_string_once_it_is_shown() {
        let answers = [Some(true), Some(false), None].map(|approved| answer(held_back(approved))).into();
        let mut ballot = Ballot { answers, ..Ballot::default() };
        ballot.settle();
        let stored: Vec<&Given> = ballot.answers.iter().map(|answer| &answer.given).collect();
        let expected = [FreeText::Open("soup".to_owned()), held_back(Some(false)), held_back(None)].map(Given::Text);
        assert_eq!(stored, expected.iter().collect::<Vec<_>>());
    }
}
