//! Rules that depend on the kind of a question.

use super::{DECOYS, Draft, DraftError, Errors, GAP, MAX_ALIASES, MAX_MORE_ANSWERS, POLL_OPTIONS, QuestionKind};
use crate::{content::decimal::Decimal, text::Key};

/// Fewest items of `order` after the first: two items can be guessed.
const MIN_ORDER_ITEMS_AFTER_FIRST: usize = 2;

pub(super) fn prompt(errors: &mut Errors, kind: QuestionKind, gaps: usize, draft: &Draft) {
    match (kind, gaps) {
        (QuestionKind::Blank, 1) => {
            let words = |text: &str| format!(" {} ", Key::of(text).as_str());
            let revealed = !draft.answer.is_empty() && words(&draft.prompt).contains(&words(&draft.answer));
            if revealed {
                errors.add("prompt", "answer_in_prompt", "the prompt contains the answer; rephrase it");
            }
        }
        (QuestionKind::Blank, 0) => errors.add("prompt", "no_gap", format!("write the gap as {GAP}")),
        (_, 0 | 1) => {}
        _ => errors.add("prompt", "many_gaps", "the prompt has several gaps; keep one"),
    }
}

/// Checks the form of the answer, and replaces it by its normal form.
pub(super) fn answer(errors: &mut Errors, kind: QuestionKind, answer: &mut String) {
    if answer.is_empty() {
        return;
    }
    match kind {
        QuestionKind::TrueFalse => {
            answer.make_ascii_lowercase();
            if !matches!(answer.as_str(), "true" | "false") {
                errors.add("answer", "not_true_or_false", "write true or false");
            }
        }
        QuestionKind::Number => match answer.parse::<Decimal>() {
            Ok(number) => *answer = number.to_string(),
            Err(bad) => errors.add("answer", "not_a_number", bad.to_string()),
        },
        kind if kind.is_opinion() => unused(errors, "answer"),
        _ => {}
    }
}

/// Checks the answers after the first: their number, and that all differ.
pub(super) fn more_answers(errors: &mut Errors, kind: QuestionKind, draft: &Draft) {
    let least = match kind {
        QuestionKind::Order => MIN_ORDER_ITEMS_AFTER_FIRST,
        QuestionKind::Several => 0,
        _ if draft.more_answers.is_empty() => return,
        _ => return unused(errors, "more_answers"),
    };
    match draft.more_answers.len() {
        few if few < least => return errors.add("more_answers", "too_few", "write at least three items"),
        many if many > MAX_MORE_ANSWERS => return too_many(errors, "more_answers", MAX_MORE_ANSWERS),
        _ => {}
    }
    let mut seen = vec![Key::of(&draft.answer)];
    for (at, answer) in draft.more_answers.iter().enumerate().filter(|(_, answer)| !answer.is_empty()) {
        let key = Key::of(answer);
        if seen.contains(&key) {
            let message = "this equals another answer; write a different one";
            errors.add(&format!("more_answers[{at}]"), "answer_twice", message);
        }
        seen.push(key);
    }
}

/// Checks the other spellings. Only people who type an answer need them, so the kinds with options that are
/// always shown keep theirs for other games.
pub(super) fn aliases(errors: &mut Errors, kind: QuestionKind, draft: &Draft) {
    if draft.aliases.len() > MAX_ALIASES {
        return too_many(errors, "aliases", MAX_ALIASES);
    }
    let has_spellings = QuestionKind::WITH_DECOYS.contains(&kind) || kind == QuestionKind::Typed;
    if !has_spellings && !draft.aliases.is_empty() {
        return unused(errors, "aliases");
    }
    let mut seen = vec![Key::of(&draft.answer)];
    for (at, alias) in draft.aliases.iter().enumerate() {
        let key = Key::of(alias);
        if !alias.is_empty() && seen.contains(&key) {
            errors.add(
                &format!("aliases[{at}]"),
                "alias_twice",
                "this equals the answer or another spelling; remove it",
            );
        }
        seen.push(key);
    }
}

/// Checks the decoys. In games where people write answers, no decoy may resemble the truth or another
/// decoy. If the options are always shown, it is enough that they differ.
pub(super) fn decoys(errors: &mut Errors, kind: QuestionKind, draft: &Draft) {
    let (bounds, few) = match kind {
        QuestionKind::Blank | QuestionKind::Open | QuestionKind::Choice | QuestionKind::Several => {
            (DECOYS, "write at least one plausible lie")
        }
        QuestionKind::Poll => (POLL_OPTIONS, "write at least two options"),
        _ if draft.decoys.is_empty() => return,
        _ => return unused(errors, "decoys"),
    };
    if draft.decoys.len() < *bounds.start() {
        return errors.add("decoys", "too_few", few);
    }
    if draft.decoys.len() > *bounds.end() {
        return too_many(errors, "decoys", *bounds.end());
    }
    let is_typed = matches!(kind, QuestionKind::Blank | QuestionKind::Open);
    let same = |one: &Key, other: &Key| if is_typed { one.near(other) } else { one == other };
    let answers = std::iter::once(&draft.answer).chain(&draft.more_answers).chain(&draft.aliases);
    let truths: Vec<Key> = answers.filter(|text| !text.is_empty()).map(|text| Key::of(text)).collect();
    let mut seen: Vec<Key> = Vec::new();
    for (at, decoy) in draft.decoys.iter().enumerate().filter(|(_, decoy)| !decoy.is_empty()) {
        let key = Key::of(decoy);
        if truths.iter().any(|truth| same(truth, &key)) {
            errors.add(&format!("decoys[{at}]"), "decoy_is_answer", "this equals the answer; write a wrong answer");
        } else if seen.iter().any(|other| same(other, &key)) {
            errors.add(&format!("decoys[{at}]"), "decoy_twice", "this equals another decoy; write a different one");
        }
        seen.push(key);
    }
}

fn too_many(errors: &mut Errors, field: &str, most: usize) {
    let message = format!("there are too many entries; keep at most {most}");
    errors.push(DraftError::new(field, "too_many", message).with("most", most));
}

fn unused(errors: &mut Errors, field: &str) {
    errors.add(field, "unused", "questions of this kind do not use this; remove it");
}
