//! Questions that occur twice in the packs of a language, and decoys that are true.

use std::collections::BTreeSet;

use wpp_game::text::Key;
use wpp_migration::pack::{PackQuestion, PackQuestionKind};

use crate::valid;

/// Shorter words, such as "the" and "is", do not show what a question is about.
const MIN_LETTERS: usize = 4;

/// Similarity of two prompts from which the same answer means the same question.
const SIMILAR: f64 = 0.6;

/// Similarity of two prompts from which the answer to one is probably an answer to the other.
const NEARLY_EQUAL: f64 = 0.8;

/// A question with the parts that are compared.
struct Compared<'a> {
    key: &'a str,
    prompt: Key,
    words: BTreeSet<String>,
    answer: Key,
    truths: Vec<Key>,
    decoys: Vec<Key>,
}

impl<'a> Compared<'a> {
    fn new(question: &'a PackQuestion) -> Self {
        let prompt = Key::of(&question.prompt);
        let is_long = |word: &&str| word.chars().count() >= MIN_LETTERS || word.contains(char::is_numeric);
        let keys = |texts: &[String]| -> Vec<Key> { texts.iter().map(|text| Key::of(text)).collect() };
        let answer = Key::of(&question.answer);
        let mut truths = keys(&question.aliases);
        truths.push(answer.clone());
        if question.kind == PackQuestionKind::Several {
            truths.extend(keys(&question.more_answers));
        }
        Self {
            key: &question.key,
            words: prompt.as_str().split(' ').filter(is_long).map(str::to_owned).collect(),
            prompt,
            answer,
            truths,
            decoys: keys(&question.decoys),
        }
    }

    /// Returns the share of words that two prompts have in common, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "prompts have few words")]
    fn similarity(&self, other: &Self) -> f64 {
        let common = self.words.intersection(&other.words).count();
        let all = self.words.len() + other.words.len() - common;
        common as f64 / all.max(1) as f64
    }

    fn accepts(&self, text: &Key) -> bool {
        self.truths.iter().any(|truth| truth.near(text))
    }

    fn fault_with(&self, other: &Self) -> Option<String> {
        if self.prompt == other.prompt {
            return Some("have the same prompt".to_owned());
        }
        let similarity = self.similarity(other);
        if similarity < SIMILAR {
            return None;
        }
        if self.accepts(&other.answer) || other.accepts(&self.answer) {
            return Some(format!("are the same question (similarity {similarity:.2})"));
        }
        let true_decoy = self.decoys.iter().find(|decoy| other.accepts(decoy));
        let true_decoy = true_decoy.or_else(|| other.decoys.iter().find(|decoy| self.accepts(decoy)));
        let decoy = true_decoy.filter(|_| similarity >= NEARLY_EQUAL)?;
        Some(format!("ask nearly the same, and the decoy {:?} of one is true in the other", decoy.as_str()))
    }
}

/// Returns the pairs of questions that a player would recognise.
pub fn faults(questions: &[PackQuestion]) -> Vec<String> {
    let compared: Vec<Compared<'_>> = questions.iter().map(Compared::new).collect();
    let mut faults = Vec::new();
    for (at, one) in compared.iter().enumerate() {
        for other in &compared[at + 1..] {
            faults.extend(one.fault_with(other).map(|fault| format!("{} and {} {fault}", one.key, other.key)));
        }
    }
    faults
}

/// Returns the faults of [`valid`] together with a changed copy.
fn with_copy(change: impl FnOnce(&mut PackQuestion)) -> String {
    let mut copy = PackQuestion { key: "copy".to_owned(), ..valid() };
    change(&mut copy);
    faults(&[valid(), copy]).concat()
}

#[test]
fn equal_prompts_are_found() {
    assert_eq!(with_copy(|_| {}), "emu-war and copy have the same prompt");
    let change = |question: &mut PackQuestion| "sparrows".clone_into(&mut question.answer);
    assert_eq!(with_copy(change), "emu-war and copy have the same prompt");
}

#[test]
fn reworded_questions_are_found() {
    let change = |question: &mut PackQuestion| {
        "In 1932, the army of Australia lost a war against ____.".clone_into(&mut question.prompt);
        "emu".clone_into(&mut question.answer);
    };
    assert!(with_copy(change).contains("are the same question"), "{}", with_copy(change));
}

#[test]
fn true_decoys_are_found() {
    let change = |question: &mut PackQuestion| {
        "In 1932 Australia's army went to war against some ____.".clone_into(&mut question.prompt);
        "birds".clone_into(&mut question.answer);
        (question.aliases, question.decoys[0]) = (Vec::new(), "emus".to_owned());
    };
    assert!(with_copy(change).contains("the decoy \"emus\" of one is true"), "{}", with_copy(change));
}

#[test]
fn every_right_answer_of_several_is_compared() {
    let change = |question: &mut PackQuestion| {
        "In 1932 Australia's army went to war against what?".clone_into(&mut question.prompt);
        question.kind = PackQuestionKind::Several;
        "kiwis".clone_into(&mut question.answer);
        (question.aliases, question.more_answers) = (Vec::new(), vec!["rabbits".to_owned()]);
        question.decoys = vec!["herons".to_owned()];
    };
    assert!(with_copy(change).contains("the decoy \"rabbit\" of one is true"), "{}", with_copy(change));
}

#[test]
fn the_same_answer_to_another_question_is_allowed() {
    let change = |question: &mut PackQuestion| {
        "The largest birds of Australia are called ____.".clone_into(&mut question.prompt);
    };
    assert_eq!(with_copy(change), "");
}
