//! Content rules of the built-in question packs. They are stricter than the rules for packs of accounts.

use std::{collections::BTreeSet, ops::RangeInclusive};

use wpp_game::{
    content::{QuestionKind, rules::Draft},
    text::{Key, clean},
};
use wpp_library::packs;
use wpp_migration::{
    digest::question_digest,
    pack::{Pack, PackQuestion, built_in},
};

const GAP: &str = "____";

/// A question needs enough decoys for the options of a round in which nobody submits a lie.
const MIN_DECOYS: usize = 4;

const KEY: RangeInclusive<usize> = 3..=60;
const LABEL: RangeInclusive<usize> = 2..=40;
const PROMPT: RangeInclusive<usize> = 20..=200;
const TEXT: RangeInclusive<usize> = 1..=80;
const SENTENCE: RangeInclusive<usize> = 10..=300;

/// Returns every fault of a pack, each with the key of its question.
fn faults(pack: &Pack) -> Vec<String> {
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
    faults.extend(text("category", &question.category, LABEL));
    faults.extend(text("prompt", &question.prompt, PROMPT));
    faults.extend(text("answer", &question.answer, TEXT));
    faults.extend(text("explanation", &question.explanation, SENTENCE));
    faults.extend(text("source", &question.source, SENTENCE));
    for alias in &question.aliases {
        faults.extend(text("alias", alias, TEXT));
    }
    for decoy in &question.decoys {
        faults.extend(text("decoy", decoy, TEXT));
    }
    if question.prompt.matches('_').count() != GAP.len() || !question.prompt.contains(GAP) {
        faults.push(format!("the prompt must have one gap, written as {GAP}"));
    }
    if question.decoys.len() < MIN_DECOYS {
        faults.push(format!("{} decoys, at least {MIN_DECOYS} are required", question.decoys.len()));
    }
    faults.extend(decoys_near_an_alias(question));
    // The rules for packs of accounts apply as well, for instance that the prompt must not contain the answer.
    match draft(question).check() {
        Ok(valid) if valid.kind == QuestionKind::Blank && valid.draft.prompt == question.prompt => {}
        Ok(valid) => faults.push(format!("the rules change the question: {valid:?}")),
        Err(found) => faults.extend(found.iter().map(ToString::to_string)),
    }
    faults
}

fn draft(question: &PackQuestion) -> Draft {
    Draft {
        kind: None,
        prompt: question.prompt.clone(),
        answer: question.answer.clone(),
        aliases: question.aliases.clone(),
        decoys: question.decoys.clone(),
        category: question.category.clone(),
        language: None,
        family_friendly: question.family_friendly,
        explanation: None,
        source: None,
    }
}

fn decoys_near_an_alias(question: &PackQuestion) -> Vec<String> {
    let mut others: Vec<(&String, Key)> =
        std::iter::once(&question.answer).chain(&question.aliases).map(|truth| (truth, Key::of(truth))).collect();
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

fn valid() -> PackQuestion {
    PackQuestion {
        key: "emu-war".to_owned(),
        category: "Animals".to_owned(),
        prompt: "In 1932 Australia's army went to war against ____.".to_owned(),
        answer: "emus".to_owned(),
        aliases: vec!["the emu".to_owned()],
        decoys: ["rabbits", "sheep", "kangaroos", "dingoes"].map(str::to_owned).to_vec(),
        family_friendly: true,
        explanation: "The birds won.".to_owned(),
        source: "Wikipedia: Emu War".to_owned(),
    }
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
fn built_in_packs_are_valid() {
    for pack in built_in().unwrap() {
        assert_eq!(faults(&pack), Vec::<String>::new(), "{}", pack.key);
        let family = pack.questions.iter().filter(|question| question.family_friendly);
        assert!(family.count() >= 40, "{}: too few questions for an evening with children", pack.key);
    }
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
fn an_unknown_field_is_refused() {
    let json =
        r#"{"key":"mine","title":"Mine","language":"en","description":"None yet.","questions":[],"qustions":[]}"#;
    assert!(Pack::parse(json).is_err());
}

#[test]
fn both_copies_of_the_digest_agree() {
    for (prompt, answer) in [("What is it?", "Ærø"), ("", ""), ("WHO ____?", "İstanbul\0")] {
        assert_eq!(packs::digest(prompt, answer), question_digest(prompt, answer));
    }
}
