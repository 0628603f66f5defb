//! Content rules of the built-in question packs. They are stricter than the rules for packs of accounts.
//!
//! | module | finds |
//! |---|---|
//! | `fields` | wrong lengths, keys and gaps, and decoys that are close to an answer |
//! | `answers` | answers without the aliases that people type |
//! | `wording` | sentences that an option does not complete, and double punctuation |
//! | `doubles` | questions that occur twice in a language, and decoys that are true |

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod doubles;
mod fields;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use wpp_library::packs;
use wpp_migration::{
    digest::question_digest,
    pack::{Pack, PackDifficulty, PackQuestion, PackQuestionKind, built_in},
};

/// Languages of the built-in packs, the questions of their starter pack, and the questions of a category in
/// each quiz pack.
const SIZES: [(&str, usize, usize); 2] = [("da", 200, 5), ("en", 400, 10)];

const DIFFICULTIES: [PackDifficulty; 3] = [PackDifficulty::Easy, PackDifficulty::Medium, PackDifficulty::Hard];

/// Kinds of a quiz pack of one difficulty, with the fewest questions of each in Danish and in English.
const KINDS: [(PackQuestionKind, usize, usize); 6] = [
    (PackQuestionKind::Choice, 25, 50),
    (PackQuestionKind::TrueFalse, 4, 8),
    (PackQuestionKind::Several, 3, 6),
    (PackQuestionKind::Typed, 5, 9),
    (PackQuestionKind::Number, 4, 7),
    (PackQuestionKind::Order, 3, 6),
];

/// Kinds other than `choice` that each category has in the three packs of a language.
const KINDS_OF_CATEGORY: usize = 2;

/// Largest difference between the numbers of true and false statements in a pack, so that neither is the better guess.
const TRUTH_SURPLUS: usize = 1;

/// Kinds of the packs `quiz-kinds`, with the fewest questions of each.
const OTHER_KINDS: [(PackQuestionKind, usize); 5] = [
    (PackQuestionKind::TrueFalse, 6),
    (PackQuestionKind::Several, 4),
    (PackQuestionKind::Typed, 6),
    (PackQuestionKind::Number, 7),
    (PackQuestionKind::Order, 5),
];

/// Packs of prompts, with the fewest in English and in Danish: more than the longest game with the most players needs.
const PROMPTS: [(&str, PackQuestionKind, (usize, usize)); 2] =
    [("last-word", PackQuestionKind::Prompt, (60, 30)), ("sketch", PackQuestionKind::Drawing, (60, 40))];

/// Categories of each quiz pack of one difficulty.
const CATEGORIES: usize = 10;

#[test]
fn built_in_packs_are_valid() {
    let packs = built_in().unwrap();
    let faults = packs.iter().flat_map(|pack| fields::faults(pack).into_iter().map(|fault| (&*pack.key, fault)));
    assert_eq!(faults.collect::<Vec<_>>(), Vec::<(&str, String)>::new());
}

#[test]
fn sentences_read_well() {
    assert_eq!(faults_of_questions(wording::faults), Vec::<String>::new());
}

#[test]
fn answers_have_the_aliases_that_people_type() {
    assert_eq!(faults_of_questions(answers::faults), Vec::<String>::new());
}

#[test]
fn no_question_occurs_twice_in_a_language() {
    for (language, ..) in SIZES {
        let packs = built_in().unwrap().into_iter().filter(|pack| pack.language == language);
        let questions: Vec<PackQuestion> = packs.flat_map(|pack| pack.questions).collect();
        assert_eq!(doubles::faults(&questions), Vec::<String>::new(), "{language}");
    }
}

#[test]
fn packs_have_enough_questions() {
    let packs = packs_by_key();
    assert_eq!(packs.len(), SIZES.len() * (2 + DIFFICULTIES.len() + PROMPTS.len()));
    for (language, starter, of_category) in SIZES {
        let sentences = &packs[&format!("starter-{language}")].questions;
        assert!(sentences.len() >= starter, "{language}: {} sentences", sentences.len());
        assert!(sentences.iter().all(|question| question.kind == PackQuestionKind::Blank));
        for (kind, fewest) in OTHER_KINDS {
            let questions = &packs[&format!("quiz-kinds-{language}")].questions;
            assert!(
                questions.iter().filter(|question| question.kind == kind).count() >= fewest,
                "{language}: {kind:?}"
            );
        }
        for difficulty in DIFFICULTIES {
            let key = quiz_key(difficulty, language);
            let mut sizes = BTreeMap::<&str, usize>::new();
            for question in &packs[&key].questions {
                *sizes.entry(&question.category).or_default() += 1;
            }
            assert_eq!(sizes.len(), CATEGORIES, "{key}");
            assert!(sizes.values().all(|size| *size == of_category), "{key}: {sizes:?}");
        }
    }
    for (name, kind, fewest) in PROMPTS {
        for (language, fewest) in [("en", fewest.0), ("da", fewest.1)] {
            let prompts = &packs[&format!("{name}-{language}")].questions;
            assert!(prompts.len() >= fewest, "{name}-{language}: {} prompts", prompts.len());
            assert!(prompts.iter().all(|prompt| prompt.kind == kind));
        }
    }
    let has_many = |pack: &&Pack| {
        ["starter", "quiz-easy", "quiz-medium", "quiz-hard"].iter().any(|name| pack.key.starts_with(name))
    };
    for pack in packs.values().filter(has_many) {
        let family = pack.questions.iter().filter(|question| question.family_friendly);
        assert!(family.count() >= 40, "{}: too few questions for an evening with children", pack.key);
    }
}

#[test]
fn quiz_packs_have_questions_of_many_kinds() {
    let packs = packs_by_key();
    for (language, ..) in SIZES {
        let mut kinds_of_category = BTreeMap::<&str, BTreeSet<PackQuestionKind>>::new();
        for difficulty in DIFFICULTIES {
            let key = quiz_key(difficulty, language);
            let questions = &packs[&key].questions;
            for (kind, danish, english) in KINDS {
                let count = questions.iter().filter(|question| question.kind == kind).count();
                let fewest = if language == "da" { danish } else { english };
                assert!(
                    count >= fewest,
                    "{key}: {count} questions of the kind {kind:?}, at least {fewest} are required"
                );
            }
            for question in questions {
                assert!(KINDS.iter().any(|(kind, ..)| *kind == question.kind), "{key} {}", question.key);
                assert_eq!(question.difficulty, Some(difficulty), "{key} {}", question.key);
                let kinds = kinds_of_category.entry(&question.category).or_default();
                kinds.extend(Some(question.kind).filter(|kind| *kind != PackQuestionKind::Choice));
            }
            let statements = || questions.iter().filter(|question| question.kind == PackQuestionKind::TrueFalse);
            let truths = statements().filter(|statement| statement.answer == "true").count();
            assert!(truths.abs_diff(statements().count() - truths) <= TRUTH_SURPLUS, "{key}: {truths} are true");
        }
        assert_eq!(kinds_of_category.len(), CATEGORIES, "{language}: the packs have different categories");
        let few = kinds_of_category.iter().filter(|(_, kinds)| kinds.len() < KINDS_OF_CATEGORY);
        assert_eq!(few.collect::<Vec<_>>(), Vec::new(), "{language}: categories with too few kinds");
    }
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

fn packs_by_key() -> BTreeMap<String, Pack> {
    built_in().unwrap().into_iter().map(|pack| (pack.key.clone(), pack)).collect()
}

/// Returns the key of the quiz pack of a difficulty.
fn quiz_key(difficulty: PackDifficulty, language: &str) -> String {
    format!("quiz-{}-{language}", difficulty.as_str())
}

/// Returns the faults that `check` finds in the questions of all packs, each with the key of its question.
fn faults_of_questions(check: impl Fn(&PackQuestion, &str) -> Vec<String>) -> Vec<String> {
    let packs = built_in().unwrap();
    let questions = packs.iter().flat_map(|pack| pack.questions.iter().map(move |question| (pack, question)));
    let faults = questions.flat_map(|(pack, question)| {
        let found = check(question, &pack.language);
        found.into_iter().map(|fault| format!("{} {}: {fault}", pack.key, question.key))
    });
    faults.collect()
}

/// Returns a question without faults.
fn valid() -> PackQuestion {
    PackQuestion {
        key: "emu-war".to_owned(),
        kind: PackQuestionKind::Blank,
        category: "Animals".to_owned(),
        prompt: "In 1932 Australia's army went to war against ____.".to_owned(),
        answer: "emus".to_owned(),
        more_answers: Vec::new(),
        words: Vec::new(),
        aliases: vec!["the emu".to_owned()],
        decoys: ["rabbits", "sheep", "kangaroos", "dingoes"].map(str::to_owned).to_vec(),
        family_friendly: true,
        explanation: "The birds won.".to_owned(),
        source: "Wikipedia: Emu War".to_owned(),
        difficulty: None,
    }
}
