//! Marks answers: how much of a question's points each of them earns.
//!
//! | kind | all points | part of the points |
//! |---|---|---|
//! | one right option, true or false | the right option | – |
//! | several right options | exactly the right ones | for each right option, less one for each wrong option |
//! | typed | the answer or another spelling; a typing error is allowed, see [`Key::near`] | – |
//! | number | the nearest number | half and less, by distance |
//! | order | the right order | for each item in its place, half at most |
//!
//! Questions of opinion have no marks.

use std::collections::BTreeSet;

use wpp_game::{
    content::{Question, QuestionKind, decimal::Decimal},
    ids::PlayerId,
    text::Key,
};

use super::{Ballot, Given};
use crate::questions::spellings;

/// The share of a right answer, in thousandths.
pub const ALL: u32 = 1_000;
const HALF: u32 = ALL / 2;

/// The share of the points that a player's answer earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark<'a> {
    /// The player.
    pub player: &'a PlayerId,
    /// In thousandths, 0 to [`ALL`].
    pub share: u32,
}

impl Mark<'_> {
    /// Returns whether the answer earns all points.
    #[must_use]
    pub fn is_right(self) -> bool {
        self.share == ALL
    }
}

/// Returns the mark of each answer, in the order of the answers.
#[must_use]
pub fn marks<'a>(question: &Question, ballot: &'a Ballot) -> Vec<Mark<'a>> {
    if question.kind.is_opinion() {
        return Vec::new();
    }
    let scale = Distances::of(question, ballot);
    let truths = truths(question);
    let mark = |player, given: &Given| {
        let share = match given {
            Given::Option(option) => all_if(ballot.right.contains(option)),
            Given::Options(options) => several(options, &ballot.right),
            Given::Text(text) => all_if(is_true(&truths, text.original())),
            Given::Number(number) => scale.share(*number),
            Given::Order(order) => ordered(order, &ballot.right),
        };
        Mark { player, share }
    };
    ballot.answers.iter().map(|answer| mark(&answer.player, &answer.given)).collect()
}

/// Returns the keys of the answer and its other spellings; none for questions that people do not answer with a text.
pub(super) fn truths(question: &Question) -> Vec<Key> {
    if question.kind == QuestionKind::Typed { spellings(question) } else { Vec::new() }
}

/// Returns whether a reader would take a typed text for one of the truths.
pub(super) fn is_true(truths: &[Key], text: &str) -> bool {
    let key = Key::of(text);
    truths.iter().any(|truth| truth.near(&key))
}

fn all_if(right: bool) -> u32 {
    if right { ALL } else { 0 }
}

/// Returns the share of `hits` of `of` parts of `whole`.
fn part(whole: u32, hits: usize, of: usize) -> u32 {
    let hits = u32::try_from(hits).unwrap_or(u32::MAX);
    whole.saturating_mul(hits) / u32::try_from(of).unwrap_or(u32::MAX).max(1)
}

/// A wrong option costs as much as a right one earns, so that picking everything earns nothing more.
fn several(picked: &BTreeSet<usize>, right: &[usize]) -> u32 {
    let hits = right.iter().filter(|option| picked.contains(option)).count();
    part(ALL, hits.saturating_sub(picked.len() - hits), right.len())
}

fn ordered(order: &[usize], right: &[usize]) -> u32 {
    if order == right {
        return ALL;
    }
    let in_place = order.iter().zip(right).filter(|(item, wanted)| item == wanted).count();
    part(HALF, in_place, right.len())
}

/// The distances of all numbers from the truth.
struct Distances {
    truth: Option<Decimal>,
    nearest: u64,
    /// Twice the median distance. Numbers that are farther away earn nothing. One absurd number moves the
    /// median hardly, so it does not make all others look near.
    limit: u64,
}

impl Distances {
    fn of(question: &Question, ballot: &Ballot) -> Self {
        let truth = Some(question).filter(|question| question.kind == QuestionKind::Number);
        let truth = truth.and_then(|question| question.answer.parse().ok());
        let numbers = ballot.answers.iter().filter_map(|answer| match answer.given {
            Given::Number(number) => Some(number),
            _ => None,
        });
        let mut distances: Vec<u64> = numbers.filter_map(|number| Some(distance(truth?, number))).collect();
        distances.sort_unstable();
        let nearest = distances.first().copied().unwrap_or_default();
        let median = distances.get(distances.len() / 2).copied().unwrap_or_default();
        Self { truth, nearest, limit: median.saturating_mul(2) }
    }

    fn share(&self, number: Decimal) -> u32 {
        let Some(distance) = self.truth.map(|truth| distance(truth, number)) else { return 0 };
        if distance == self.nearest {
            return ALL;
        }
        let left = u128::from(self.limit.saturating_sub(distance));
        let share = u128::from(HALF) * left / u128::from(self.limit).max(1);
        u32::try_from(share).unwrap_or(HALF)
    }
}

/// Returns the distance of two numbers, in thousandths.
pub(super) fn distance(one: Decimal, other: Decimal) -> u64 {
    one.thousandths().abs_diff(other.thousandths())
}
