//! Marks answers: how much of a question's points each of them earns.
//!
//! | kind | all points | part of the points |
//! |---|---|---|
//! | one right option, true or false | the right option | – |
//! | several right options | exactly the right ones | for each right option, less one or more for each wrong option |
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
            Given::Options(options) => several(options, &ballot.right, ballot.options.len()),
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

/// Returns the share of the picked ones among `options` options. A wrong option costs as much as a right one earns, and
/// more if the wrong ones are fewer, so that picking everything earns nothing.
fn several(picked: &BTreeSet<usize>, right: &[usize], options: usize) -> u32 {
    let hits = right.iter().filter(|option| picked.contains(option)).count();
    let misses = picked.len() - hits;
    let wrong = options.saturating_sub(right.len()).max(1);
    let earned = (hits * wrong).saturating_sub(misses * wrong.max(right.len()));
    part(ALL, earned, wrong * right.len())
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
    /// The shortest first.
    sorted: Vec<u64>,
}

impl Distances {
    fn of(question: &Question, ballot: &Ballot) -> Self {
        let truth = Some(question).filter(|question| question.kind == QuestionKind::Number);
        let truth = truth.and_then(|question| question.answer.parse().ok());
        let numbers = ballot.answers.iter().filter_map(|answer| match answer.given {
            Given::Number(number) => Some(number),
            _ => None,
        });
        let mut sorted: Vec<u64> = numbers.filter_map(|number| Some(distance(truth?, number))).collect();
        sorted.sort_unstable();
        Self { truth, sorted }
    }

    /// Returns the share of a number. Numbers at least twice as far away as the others' median earn nothing.
    fn share(&self, number: Decimal) -> u32 {
        let Some(distance) = self.truth.map(|truth| distance(truth, number)) else { return 0 };
        if self.sorted.first() == Some(&distance) {
            return ALL;
        }
        let limit = self.median_of_others(distance).saturating_mul(2);
        let left = u128::from(limit.saturating_sub(distance));
        let share = u128::from(HALF) * left / u128::from(limit).max(1);
        u32::try_from(share).unwrap_or(HALF)
    }

    /// Returns the median of all distances except one `distance`, or the shorter of two medians. A number is no measure of
    /// its own quality. One absurd number hardly moves the median, so it does not make all others look near.
    fn median_of_others(&self, distance: u64) -> u64 {
        let at = |index: usize| self.sorted.get(index).copied().unwrap_or_default();
        let middle = self.sorted.len().saturating_sub(2) / 2;
        if distance <= at(middle) { at(middle + 1) } else { at(middle) }
    }
}

/// Returns the distance of two numbers, in thousandths.
pub(super) fn distance(one: Decimal, other: Decimal) -> u64 {
    one.thousandths().abs_diff(other.thousandths())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Answer;

    /// Returns the shares of these estimates of 100.
    fn shares(numbers: &[i32]) -> Vec<u32> {
        let question = Question { kind: QuestionKind::Number, answer: "100".to_owned(), ..Question::default() };
        let answer = |(at, number): (usize, &i32)| Answer {
            player: PlayerId(format!("p{at}")),
            given: Given::Number(number.to_string().parse().unwrap()),
        };
        let ballot = Ballot { answers: numbers.iter().enumerate().map(answer).collect(), ..Ballot::default() };
        marks(&question, &ballot).into_iter().map(|mark| mark.share).collect()
    }

    #[test]
    fn far_numbers_earn_nothing_in_small_groups() {
        let far = 999_999_999;
        assert_eq!(shares(&[far]), [ALL], "nobody is nearer");
        assert_eq!(shares(&[90, far]), [ALL, 0]);
        assert_eq!(shares(&[far, 90, far]), [0, ALL, 0]);
        assert_eq!(shares(&[90, 300, far]), [ALL, 0, 0]);
    }

    #[test]
    fn near_numbers_earn_a_part_in_small_groups() {
        assert_eq!(shares(&[110, 115]), [ALL, 125]);
        assert_eq!(shares(&[110, 85, 500]), [ALL, 125, 0]);
        assert_eq!(shares(&[110, 120]), [ALL, 0], "twice as far away");
    }

    #[test]
    fn equally_near_numbers_earn_the_same() {
        assert_eq!(shares(&[90, 110]), [ALL, ALL]);
        assert_eq!(shares(&[90, 110, 130]), [ALL, ALL, 0]);
        assert_eq!(shares(&[101, 90, 110, 115]), [ALL, 250, 250, 125]);
    }

    #[test]
    fn nothing_is_near_an_exact_number() {
        assert_eq!(shares(&[100, 101]), [ALL, 0]);
        assert_eq!(shares(&[100, 101, 102]), [ALL, 0, 0]);
        assert_eq!(shares(&[100, 100, 101]), [ALL, ALL, 0]);
        assert_eq!(shares(&[100]), [ALL]);
    }

    #[test]
    fn no_number_earns_more_than_a_nearer_one() {
        let choices = [100, 101, 103, 110, 160, 100_000];
        for code in 0..choices.len().pow(5) {
            let digit = |at: u32| choices[code / choices.len().pow(at) % choices.len()];
            let numbers: Vec<i32> = (0..5).map(digit).collect();
            let mut marked: Vec<(i32, u32)> = numbers.iter().copied().zip(shares(&numbers)).collect();
            marked.sort_unstable_by_key(|(number, share)| (*number, std::cmp::Reverse(*share)));
            let falls =
                |pair: &[(i32, u32)]| pair[0].1 >= pair[1].1 && (pair[0].0 != pair[1].0 || pair[0].1 == pair[1].1);
            assert!(marked.windows(2).all(falls), "{marked:?}");
        }
    }

    /// Returns the share of `hits` right and `misses` wrong picks.
    fn share_of(hits: usize, misses: usize, right: usize, wrong: usize) -> u32 {
        let picked = (0..hits).chain(right..right + misses).collect();
        several(&picked, &(0..right).collect::<Vec<_>>(), right + wrong)
    }

    #[test]
    fn picks_among_several_options_earn_their_share() {
        for (right, wrong) in (1..=8).flat_map(|right| (1..=8).map(move |wrong| (right, wrong))) {
            let share = |hits, misses| share_of(hits, misses, right, wrong);
            assert_eq!(share(right, wrong), 0, "everything: {right} right, {wrong} wrong");
            assert_eq!(share(0, 0), 0, "nothing");
            for (hits, misses) in (0..=right).flat_map(|hits| (0..=wrong).map(move |misses| (hits, misses))) {
                let is_exact = (hits, misses) == (right, 0);
                assert_eq!(share(hits, misses) == ALL, is_exact, "{hits} and {misses} of {right} and {wrong}");
                assert!(hits == right || share(hits, misses) <= share(hits + 1, misses), "a right option never costs");
                assert!(
                    misses == wrong || share(hits, misses) >= share(hits, misses + 1),
                    "a wrong option never earns"
                );
            }
        }
    }

    #[test]
    fn options_without_a_wrong_one_earn_their_share() {
        assert_eq!([1, 2, 3].map(|hits| share_of(hits, 0, 3, 0)), [333, 666, ALL]);
    }
}
