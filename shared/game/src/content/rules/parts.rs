//! Rules that follow from the [form](ItemForm) of an item.

use std::collections::BTreeSet;

use super::{AnswerForm, Bounds, Draft, DraftError, Errors, GAP};
use crate::{
    content::{
        Media, MediaKind,
        decimal::{BadNumber, Decimal},
        form::{ItemForm, MediaForm},
    },
    text::Key,
};

pub(super) fn prompt(errors: &mut Errors, form: &ItemForm, gaps: usize, draft: &Draft) {
    if gaps < form.gaps.min {
        errors.add("prompt", "no_gap", format!("write the gap as {GAP}"));
    } else if gaps > form.gaps.max {
        let message = match form.gaps.max {
            0 => "the prompt has a gap; write it without one",
            _ => "the prompt has several gaps; keep one",
        };
        errors.add("prompt", "many_gaps", message);
    } else if form.gaps.min > 0 {
        let words = |text: &str| format!(" {} ", Key::of(text).as_str());
        let revealed = !draft.answer.is_empty() && words(&draft.prompt).contains(&words(&draft.answer));
        if revealed {
            errors.add("prompt", "answer_in_prompt", "the prompt contains the answer; rephrase it");
        }
    }
}

/// Checks the form of the answer, and replaces it by its normal form.
pub(super) fn answer(errors: &mut Errors, form: &ItemForm, prompt: &str, answer: &mut String) {
    if answer.is_empty() {
        return;
    }
    match form.answer {
        AnswerForm::None => unused(errors, "answer"),
        AnswerForm::Text => {}
        AnswerForm::TrueFalse => {
            answer.make_ascii_lowercase();
            if !matches!(answer.as_str(), "true" | "false") {
                errors.add("answer", "not_true_or_false", "write true or false");
            }
        }
        AnswerForm::Number => match Decimal::written(answer) {
            Ok(number) => *answer = number.to_string(),
            Err(bad) => {
                let code = if bad == BadNumber::Ambiguous { "ambiguous_number" } else { "not_a_number" };
                errors.add("answer", code, bad.to_string());
            }
        },
        AnswerForm::Match => {
            if Key::of(prompt) == Key::of(answer) {
                errors.add("answer", "pair_of_equals", "both texts of the pair are the same; change one of them");
            }
        }
    }
}

/// Checks the answers after the first: their number, and that all differ.
pub(super) fn more_answers(errors: &mut Errors, form: &ItemForm, draft: &Draft) {
    let few = format!("write at least {} items", form.more_answers.min + 1);
    if !has_allowed_length(errors, "more_answers", &draft.more_answers, form.more_answers, &few) {
        return;
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
pub(super) fn aliases(errors: &mut Errors, form: &ItemForm, draft: &Draft) {
    if !has_allowed_length(errors, "aliases", &draft.aliases, form.aliases, "") {
        return;
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
pub(super) fn decoys(errors: &mut Errors, form: &ItemForm, draft: &Draft) {
    let few = match form.answer {
        AnswerForm::None => format!("write at least {} options", form.decoys.min),
        _ => "write at least one plausible lie".to_owned(),
    };
    if !has_allowed_length(errors, "decoys", &draft.decoys, form.decoys, &few) {
        return;
    }
    let same = |one: &Key, other: &Key| if form.is_written { one.near(other) } else { one == other };
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

/// Checks the words of a list: their number, and that all differ.
pub(super) fn words(errors: &mut Errors, form: &ItemForm, draft: &Draft) {
    let few = format!("write at least {} words", form.words.min);
    if !has_allowed_length(errors, "words", &draft.words, form.words, &few) {
        return;
    }
    let mut seen = BTreeSet::new();
    for (at, word) in draft.words.iter().enumerate().filter(|(_, word)| !word.is_empty()) {
        if !seen.insert(Key::of(word).as_str().to_owned()) {
            let message = "this word is in the list already; remove it";
            errors.add(&format!("words[{at}]"), "word_twice", message);
        }
    }
}

/// Refuses points, a time limit and other details of an item that is no question.
pub(super) fn details(errors: &mut Errors, form: &ItemForm, draft: &Draft) {
    if form.has_details {
        return;
    }
    let given = [
        ("explanation", draft.explanation.is_some()),
        ("source", draft.source.is_some()),
        ("points", !super::is_one(&draft.points)),
        ("time_limit_s", draft.time_limit_s.is_some()),
        ("difficulty", draft.difficulty.is_some()),
    ];
    for (field, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
        unused(errors, field);
    }
}

/// Checks whether the kind has a picture or a sound.
pub(super) fn media(errors: &mut Errors, form: &ItemForm, media: Option<&Media>) {
    match (form.media, media) {
        (MediaForm::None, Some(_)) => unused(errors, "media"),
        (MediaForm::Picture, None) => {
            let message =
                "there is no picture; add one in the editor, or import a ZIP archive: tables and texts contain none";
            errors.add("media", "picture_missing", message);
        }
        (MediaForm::Picture, Some(Media { file, .. })) if MediaKind::of_file(file) == Some(MediaKind::Sound) => {
            errors.add("media.file", "no_picture", "this is a sound; choose a picture");
        }
        _ => {}
    }
}

/// Checks the number of texts in a list. Returns whether the texts need further checks.
fn has_allowed_length(errors: &mut Errors, field: &str, texts: &[String], allowed: Bounds, few: &str) -> bool {
    match texts.len() {
        0 if allowed.max == 0 => return false,
        _ if allowed.max == 0 => unused(errors, field),
        length if length < allowed.min => errors.add(field, "too_few", few),
        length if length > allowed.max => {
            let message = format!("there are too many entries; keep at most {}", allowed.max);
            errors.push(DraftError::new(field, "too_many", message).with("most", allowed.max));
        }
        _ => return true,
    }
    false
}

fn unused(errors: &mut Errors, field: &str) {
    errors.add(field, "unused", "questions of this kind do not use this; remove it");
}
