//! The options of a question.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use wpp_game::{
    content::{Question, QuestionKind},
    text::Key,
};

use super::Ballot;

/// The options of a statement, in the order in which they are always shown. The app translates them.
const TRUE_FALSE: [&str; 2] = ["true", "false"];

/// Returns the options of a question and which are right. Questions with one right option have `decoys` wrong ones, if
/// there are enough.
pub fn build_options(question: &Question, decoys: usize, rng: &mut ChaCha8Rng) -> Ballot {
    match question.kind {
        QuestionKind::Blank | QuestionKind::Open | QuestionKind::Choice | QuestionKind::Several => {
            with_decoys(question, decoys, rng)
        }
        QuestionKind::TrueFalse => Ballot {
            options: TRUE_FALSE.map(str::to_owned).to_vec(),
            right: TRUE_FALSE.iter().position(|option| *option == question.answer).into_iter().collect(),
            ..Ballot::default()
        },
        QuestionKind::Order => order(question, rng),
        QuestionKind::Poll => Ballot { options: question.decoys.clone(), ..Ballot::default() },
        QuestionKind::Typed
        | QuestionKind::Number
        | QuestionKind::WordCloud
        | QuestionKind::Prompt
        | QuestionKind::Drawing
        | QuestionKind::WordList
        | QuestionKind::Pair
        | QuestionKind::Picture => Ballot::default(),
    }
}

/// Returns the right answers and distinct decoys, in random order. A question with several right answers
/// has as many decoys as right ones at least, so that the number of right ones does not follow from the setting.
fn with_decoys(question: &Question, decoys: usize, rng: &mut ChaCha8Rng) -> Ballot {
    let right: Vec<&String> = right_answers(question).collect();
    let most_decoys = if question.kind == QuestionKind::Several { right.len().max(decoys) } else { decoys };
    let mut order: Vec<&String> = question.decoys.iter().collect();
    order.shuffle(rng);
    let truths = right.iter().copied().chain(&question.aliases);
    let mut taken: Vec<Key> = truths.map(|text| Key::of(text)).collect();
    let mut options: Vec<(&String, bool)> = right.iter().map(|text| (*text, true)).collect();
    for decoy in order {
        let key = Key::of(decoy);
        if options.len() < right.len() + most_decoys && !taken.contains(&key) {
            options.push((decoy, false));
            taken.push(key);
        }
    }
    options.shuffle(rng);
    let right = options.iter().enumerate().filter(|(_, (_, right))| *right).map(|(at, _)| at).collect();
    Ballot { options: options.into_iter().map(|(text, _)| text.clone()).collect(), right, ..Ballot::default() }
}

/// Returns the items in an order that is not the right one.
fn order(question: &Question, rng: &mut ChaCha8Rng) -> Ballot {
    let items: Vec<&String> = right_answers(question).collect();
    let mut shown: Vec<usize> = (0..items.len()).collect();
    shown.shuffle(rng);
    if shown.is_sorted() {
        shown.reverse();
    }
    let right = (0..items.len()).filter_map(|item| shown.iter().position(|at| *at == item)).collect();
    let text = |at: usize| items.get(at).map(|item| (*item).clone());
    Ballot { options: shown.into_iter().filter_map(text).collect(), right, ..Ballot::default() }
}

/// Returns whether people answer a question of this kind by picking one option.
#[must_use]
pub fn is_pick(kind: QuestionKind) -> bool {
    matches!(
        kind,
        QuestionKind::Blank | QuestionKind::Open | QuestionKind::Choice | QuestionKind::TrueFalse | QuestionKind::Poll
    )
}

/// Returns whether a question has the options that its kind needs. A question without a wrong answer
/// leaves nothing to choose.
#[must_use]
pub fn is_playable(question: &Question) -> bool {
    match question.kind {
        QuestionKind::Blank
        | QuestionKind::Open
        | QuestionKind::Choice
        | QuestionKind::Several
        | QuestionKind::Poll => !question.decoys.is_empty(),
        QuestionKind::Order => !question.more_answers.is_empty(),
        QuestionKind::TrueFalse | QuestionKind::Typed | QuestionKind::Number | QuestionKind::WordCloud => true,
        QuestionKind::Prompt
        | QuestionKind::Drawing
        | QuestionKind::WordList
        | QuestionKind::Pair
        | QuestionKind::Picture => false,
    }
}

fn right_answers(question: &Question) -> impl Iterator<Item = &String> {
    std::iter::once(&question.answer).chain(&question.more_answers)
}
