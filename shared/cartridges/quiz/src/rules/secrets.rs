//! The texts that nobody may read now.

use wpp_cartridge_kit::{kinds::Answering, prelude::*};

use crate::state::{Stage, State};

/// Returns the texts that nobody may read now: answers of later questions, the current answer until
/// the options appear (until the solution if people type it), its explanation and source until the
/// solution, and every other spelling. A typed answer is known to its author until the solution.
pub(super) fn secrets(state: &State) -> Vec<Secret> {
    let current = &state.current;
    let is_typed = current.kind == QuestionKind::Typed;
    let deck: Vec<Question> = state.deck.iter().collect();
    let mut texts: Vec<&String> = deck.iter().flat_map(answers).collect();
    texts.extend(deck.iter().flat_map(|question| &question.aliases));
    let (before_options, before_solution) = match state.stage {
        Stage::Question => (true, true),
        Stage::Answer { .. } => (false, true),
        Stage::Solution { .. } | Stage::Scoreboard { .. } | Stage::GameOver { .. } => (false, false),
    };
    let has_options = state.ballot().is_some_and(|ballot| !ballot.options.is_empty());
    if before_options || (before_solution && !has_options) {
        texts.extend(answers(current));
    }
    if before_solution {
        texts.extend(current.explanation.iter().chain(&current.source));
    }
    // Somebody may have typed the other spelling that the solution shows.
    if before_solution || !is_typed {
        texts.extend(&current.aliases);
    }
    let mut secrets: Vec<Secret> = texts.into_iter().map(|text| Secret::from_everybody(text)).collect();
    if let Stage::Answer(Answering { ballot, .. }) = &state.stage {
        secrets.extend(ballot.texts_of_one_player().map(|(player, text)| Secret::known_to(player, text)));
    }
    secrets
}

/// Returns the answers of a question. `true` and `false` are no secrets as words.
fn answers(question: &Question) -> impl Iterator<Item = &String> {
    let texts = std::iter::once(&question.answer).chain(&question.more_answers);
    texts.filter(|text| question.kind != QuestionKind::TrueFalse && !text.is_empty())
}
