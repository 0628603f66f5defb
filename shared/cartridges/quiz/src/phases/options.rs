//! The options of a question.

use rand::seq::SliceRandom;
use wpp_game::{
    content::{Question, QuestionKind},
    driver::StepContext,
    text::Key,
};

use crate::state::{Ballot, State};

/// The options of a statement, in the order in which they are always shown. The app translates them.
const TRUE_FALSE: [&str; 2] = ["true", "false"];

/// Returns the options of the current question and which are right.
pub(super) fn build(state: &State, ctx: &mut StepContext<'_>) -> Ballot {
    let question = &state.current;
    match question.kind {
        QuestionKind::Blank | QuestionKind::Open | QuestionKind::Choice | QuestionKind::Several => {
            with_decoys(question, state.config.decoys(), ctx)
        }
        QuestionKind::TrueFalse => Ballot {
            options: TRUE_FALSE.map(str::to_owned).to_vec(),
            right: TRUE_FALSE.iter().position(|option| *option == question.answer).into_iter().collect(),
            ..Ballot::default()
        },
        QuestionKind::Order => order(question, ctx),
        QuestionKind::Poll => Ballot { options: question.decoys.clone(), ..Ballot::default() },
        QuestionKind::Typed
        | QuestionKind::Number
        | QuestionKind::WordCloud
        | QuestionKind::Prompt
        | QuestionKind::Drawing => Ballot::default(),
    }
}

/// Returns the right answers and distinct decoys, in random order. A question with several right answers
/// has as many decoys as right ones at least, so that the number of right ones does not follow from the setting.
fn with_decoys(question: &Question, decoys: usize, ctx: &mut StepContext<'_>) -> Ballot {
    let right: Vec<&String> = right_answers(question).collect();
    let most_decoys = if question.kind == QuestionKind::Several { right.len().max(decoys) } else { decoys };
    let mut order: Vec<&String> = question.decoys.iter().collect();
    order.shuffle(ctx.rng);
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
    options.shuffle(ctx.rng);
    let right = options.iter().enumerate().filter(|(_, (_, right))| *right).map(|(at, _)| at).collect();
    Ballot { options: options.into_iter().map(|(text, _)| text.clone()).collect(), right, ..Ballot::default() }
}

/// Returns the items in an order that is not the right one.
fn order(question: &Question, ctx: &mut StepContext<'_>) -> Ballot {
    let items: Vec<&String> = right_answers(question).collect();
    let mut shown: Vec<usize> = (0..items.len()).collect();
    shown.shuffle(ctx.rng);
    if shown.is_sorted() {
        shown.reverse();
    }
    let right = (0..items.len()).filter_map(|item| shown.iter().position(|at| *at == item)).collect();
    let text = |at: usize| items.get(at).map(|item| (*item).clone());
    Ballot { options: shown.into_iter().filter_map(text).collect(), right, ..Ballot::default() }
}

fn right_answers(question: &Question) -> impl Iterator<Item = &String> {
    std::iter::once(&question.answer).chain(&question.more_answers)
}
