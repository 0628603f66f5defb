//! Lengths, keys and gaps of a question, and the difference of its decoys.

use std::{collections::BTreeSet, ops::RangeInclusive};

use wpp_game::{
    content::{
        Difficulty, QuestionKind,
        rules::{Draft, GAP},
    },
    text::{Key, Profanity, clean},
};
use wpp_migration::pack::{Pack, PackQuestion, PackQuestionKind};

use crate::valid;

/// A question needs enough decoys for the options of a round in which nobody submits a lie.
const MIN_DECOYS: usize = 4;

const KEY: RangeInclusive<usize> = 3..=60;
const LABEL: RangeInclusive<usize> = 2..=40;
const PROMPT: RangeInclusive<usize> = 20..=200;
/// A prompt to answer or draw is a phrase.
const SHORT_PROMPT: RangeInclusive<usize> = 10..=90;
const TEXT: RangeInclusive<usize> = 1..=80;
const SENTENCE: RangeInclusive<usize> = 10..=300;

/// Returns every fault of a pack, each with the key of its question.
pub fn faults(pack: &Pack) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(key(&pack.key));
    faults.extend(text("title", &pack.title, LABEL));
    faults.extend(text("language", &pack.language, LABEL));
    faults.extend(text("description", &pack.description, SENTENCE));
    if pack.questions.is_empty() {
        faults.push("the pack has no questions".to_owned());
    }
    let mut keys = BTreeSet::new();
    for question in &pack.questions {
        let mut found = question_faults(question);
        if !keys.insert(&question.key) {
            found.push("two questions have this key".to_owned());
        }
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", question.key)));
    }
    faults
}

fn question_faults(question: &PackQuestion) -> Vec<String> {
    let mut faults = Vec::new();
    faults.extend(key(&question.key));
    if is_question(question) {
        faults.extend(text("category", &question.category, LABEL));
        faults.extend(text("prompt", &question.prompt, PROMPT));
        faults.extend(text("answer", &question.answer, TEXT));
        faults.extend(text("explanation", &question.explanation, SENTENCE));
        faults.extend(text("source", &question.source, SENTENCE));
    } else {
        let is_phrase = matches!(question.kind, PackQuestionKind::Prompt | PackQuestionKind::Drawing);
        faults.extend(text("prompt", &question.prompt, if is_phrase { SHORT_PROMPT } else { TEXT }));
        for shown in [&question.prompt, &question.answer].into_iter().chain(&question.words) {
            faults.extend(Profanity::Strict.check(shown).err().map(|profane| profane.to_string()));
        }
    }
    for alias in &question.aliases {
        faults.extend(text("alias", alias, TEXT));
    }
    for decoy in &question.decoys {
        faults.extend(text("decoy", decoy, TEXT));
    }
    for answer in &question.more_answers {
        faults.extend(text("further answer", answer, TEXT));
    }
    for word in &question.words {
        faults.extend(text("word", word, TEXT));
    }
    faults.extend(gap(question));
    if needs_decoys(question.kind) && question.decoys.len() < MIN_DECOYS {
        faults.push(format!("{} decoys, at least {MIN_DECOYS} are required", question.decoys.len()));
    }
    if question.kind == PackQuestionKind::Blank {
        faults.extend(decoys_near_an_alias(question));
    }
    // The rules for packs of accounts apply as well, for instance that the prompt must not contain the answer.
    match draft(question).check() {
        Ok(valid) if valid.kind.as_str() == question.kind.as_str() && valid.draft.prompt == question.prompt => {}
        Ok(valid) => faults.push(format!("the rules change the question: {valid:?}")),
        Err(found) => faults.extend(found.iter().map(ToString::to_string)),
    }
    faults
}

fn is_question(question: &PackQuestion) -> bool {
    QuestionKind::parse(question.kind.as_str()).is_some_and(|kind| kind.form().has_details)
}

fn needs_decoys(kind: PackQuestionKind) -> bool {
    matches!(kind, PackQuestionKind::Blank | PackQuestionKind::Choice | PackQuestionKind::Several)
}

fn gap(question: &PackQuestion) -> Option<String> {
    let underscores = question.prompt.matches('_').count();
    match question.kind {
        PackQuestionKind::Blank if underscores == GAP.len() && question.prompt.contains(GAP) => None,
        PackQuestionKind::Blank => Some(format!("the prompt must have one gap, written as {GAP}")),
        _ if underscores == 0 => None,
        kind => Some(format!("the prompt of a {} must have no gap", kind.as_str())),
    }
}

fn draft(question: &PackQuestion) -> Draft {
    Draft {
        kind: QuestionKind::parse(question.kind.as_str()),
        prompt: question.prompt.clone(),
        answer: question.answer.clone(),
        aliases: question.aliases.clone(),
        decoys: question.decoys.clone(),
        category: question.category.clone(),
        family_friendly: question.family_friendly,
        more_answers: question.more_answers.clone(),
        words: question.words.clone(),
        difficulty: question.difficulty.and_then(|difficulty| Difficulty::parse(difficulty.as_str())),
        ..Draft::default()
    }
}

fn decoys_near_an_alias(question: &PackQuestion) -> Vec<String> {
    let truths = std::iter::once(&question.answer).chain(&question.aliases);
    let mut others: Vec<(&String, Key)> = truths.map(|truth| (truth, Key::of_answer(truth))).collect();
    let mut faults = Vec::new();
    for decoy in &question.decoys {
        let folded = Key::of(decoy);
        if let Some((other, _)) = others.iter().find(|(_, other)| folded.near(other)) {
            faults.push(format!("the decoy {decoy:?} is too close to {other:?}"));
        }
        others.push((decoy, folded));
    }
    faults
}

fn key(key: &str) -> Option<String> {
    let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (!plain || !KEY.contains(&key.len())).then(|| format!("{key:?} is not a key of {KEY:?} letters, digits and dashes"))
}

/// Checks length and form: no stray blanks, no control characters, letters in NFC.
fn text(field: &str, text: &str, bounds: RangeInclusive<usize>) -> Option<String> {
    let length = text.chars().count();
    if !bounds.contains(&length) {
        return Some(format!("{field} has {length} characters, allowed are {bounds:?}"));
    }
    let tidy = clean(text, *bounds.end()).is_ok_and(|cleaned| cleaned == text);
    (!tidy).then(|| format!("{field} has stray blanks, control characters or letters that are not in NFC"))
}

/// Asserts that the changed question has a fault that contains `expected`.
#[track_caller]
fn refuses(change: impl FnOnce(&mut PackQuestion), expected: &str) {
    let mut changed = valid();
    change(&mut changed);
    let faults = question_faults(&changed);
    assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:?}");
}

#[test]
fn a_valid_question_has_no_faults() {
    assert_eq!(question_faults(&valid()), Vec::<String>::new());
}

#[test]
fn a_prompt_has_exactly_one_gap() {
    for prompt in ["There is no gap in this at all.", "Two gaps ____ are one ____ too many.", "This gap is _____ long."]
    {
        refuses(|question| question.prompt = prompt.to_owned(), "the prompt must have one gap, written as ____");
    }
}

#[test]
fn a_choice_has_no_gap() {
    refuses(|question| question.kind = PackQuestionKind::Choice, "the prompt of a choice must have no gap");
}

#[test]
fn a_prompt_does_not_contain_the_answer() {
    refuses(|question| question.prompt = "The Emus won the war against ____ in 1932.".to_owned(), "prompt:");
}

#[test]
fn a_decoy_differs_from_answer_alias_and_decoys() {
    refuses(|question| question.decoys[0] = "the EMUS!".to_owned(), r#""the EMUS!" is too close to "emus""#);
    refuses(|question| question.decoys[0] = "An emu".to_owned(), r#""An emu" is too close to "the emu""#);
    refuses(|question| question.decoys[3] = "Sheep".to_owned(), r#""Sheep" is too close to "sheep""#);
}

#[test]
fn an_alias_occurs_once() {
    refuses(|question| question.aliases.push("Emus".to_owned()), "aliases[1]");
}

#[test]
fn three_decoys_are_too_few() {
    refuses(|question| question.decoys.truncate(3), "3 decoys, at least 4 are required");
}

#[test]
fn lengths_are_counted_in_characters() {
    refuses(|question| question.answer = "ø".repeat(81), "answer has 81 characters, allowed are 1..=80");
    refuses(|question| question.source = String::new(), "source has 0 characters, allowed are 10..=300");
}

#[test]
fn a_prompt_is_a_clean_phrase() {
    let prompt = |text: &str| PackQuestion {
        key: "prompt".to_owned(),
        kind: PackQuestionKind::Drawing,
        category: String::new(),
        prompt: text.to_owned(),
        answer: String::new(),
        more_answers: Vec::new(),
        aliases: Vec::new(),
        decoys: Vec::new(),
        words: Vec::new(),
        family_friendly: true,
        explanation: String::new(),
        source: String::new(),
        difficulty: None,
    };
    assert_eq!(question_faults(&prompt("A giraffe in a phone box")), Vec::<String>::new());
    for refused in
        ["A giraffe in a phone box, and a second giraffe that wants to call", "A shitty giraffe", "A  giraffe"]
    {
        assert!(!question_faults(&prompt(refused)).is_empty(), "{refused}");
    }
}
