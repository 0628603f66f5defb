//! The players whose answers a solution singles out. Reactions during the solution are for them.
//!
//! Their answers are those that the fewest players gave: a lonely right one, or a lonely wrong one. An answer that
//! everybody gave singles out nobody, and neither do questions of opinion, whose answers have no names.

use std::collections::BTreeSet;

use wpp_cartridge_kit::{
    kinds::{Ballot, Given},
    prelude::*,
};
use wpp_game::{content::decimal::Decimal, text::Key};

use crate::contract::Solution;

/// Most players in the spotlight. A larger group is a crowd.
const MOST: usize = 4;

/// Returns the players with the rarest answers, in the order of their answers.
pub(super) fn of(question: &Question, ballot: &Ballot) -> Vec<PlayerId> {
    if question.kind.is_opinion() {
        return Vec::new();
    }
    let mut groups: Vec<(AnswerKey<'_>, Vec<&PlayerId>)> = Vec::new();
    for answer in &ballot.answers {
        let key = AnswerKey::of(&answer.given);
        match groups.iter_mut().find(|(other, _)| *other == key) {
            Some((_, players)) => players.push(&answer.player),
            None => groups.push((key, vec![&answer.player])),
        }
    }
    let fewest = groups.iter().map(|(_, players)| players.len()).min().unwrap_or_default();
    let rarest: Vec<&PlayerId> = groups
        .iter()
        .filter(|(_, players)| players.len() == fewest)
        .flat_map(|(_, players)| players)
        .copied()
        .collect();
    let is_unanimous = groups.len() == 1 && fewest > 1;
    if is_unanimous || rarest.len() > MOST {
        return Vec::new();
    }
    rarest.into_iter().cloned().collect()
}

/// Returns a player's answer as a text for an award, as everybody reads it; empty when it is no text of its own.
pub(super) fn quote(question: &Question, ballot: &Ballot, solution: &Solution, player: &PlayerId) -> String {
    let option = |index: &usize| ballot.options.get(*index).map(String::as_str);
    match ballot.answer_of(player) {
        Some(Given::Option(index)) if question.kind != QuestionKind::TrueFalse => {
            option(index).unwrap_or_default().into()
        }
        Some(Given::Options(indices)) => indices.iter().filter_map(option).collect::<Vec<_>>().join(", "),
        Some(Given::Text(_) | Given::Number(_)) => {
            let written = solution.written.iter().find(|written| written.players.contains(player));
            written.map(|written| written.text.clone()).unwrap_or_default()
        }
        Some(Given::Option(_) | Given::Order(_)) | None => String::new(),
    }
}

/// Answers that count as the same.
#[derive(PartialEq)]
enum AnswerKey<'a> {
    Option(usize),
    Options(&'a BTreeSet<usize>),
    Text(Key),
    Number(Decimal),
    Order(&'a [usize]),
}

impl<'a> AnswerKey<'a> {
    fn of(given: &'a Given) -> Self {
        match given {
            Given::Option(option) => Self::Option(*option),
            Given::Options(options) => Self::Options(options),
            Given::Text(text) => Self::Text(Key::of(text.original())),
            Given::Number(number) => Self::Number(*number),
            Given::Order(order) => Self::Order(order),
        }
    }
}
