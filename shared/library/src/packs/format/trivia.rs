//! Questions as the Open Trivia Database gives them out.
//!
//! Its texts hold HTML entities. Its wrong answers become decoys. Its questions are asked with their
//! answers in sight, and so many of them mean nothing without: those are told from the others by
//! their words, which are English as all of that database is.

use serde::Deserialize;
use wpp_game::content::{QuestionKind, rules::Draft};

use super::{Defaults, Row};

/// What is said of where a question is from: the database's licence asks for it.
const SOURCE: &str = "Open Trivia Database, opentdb.com (CC BY-SA 4.0)";

/// Words of a question that points at its answers.
const POINTING: [&str; 11] = [
    "of these",
    "of the following",
    "the following",
    "which one of",
    "except",
    " not ",
    "true or false",
    "listed",
    "out of the",
    "among these",
    "from these",
];

#[derive(Deserialize)]
struct Question {
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    category: String,
    question: String,
    correct_answer: String,
    incorrect_answers: Vec<String>,
}

pub(super) fn row(raw: &str, number: usize, line: usize, unsaid: &Defaults) -> Result<Row, serde_json::Error> {
    let read: Question = serde_json::from_str(raw)?;
    let prompt = decoded(&read.question);
    let draft = Draft {
        kind: Some(kind(&read.kind, &prompt)),
        prompt,
        answer: decoded(&read.correct_answer),
        aliases: Vec::new(),
        decoys: read.incorrect_answers.iter().map(|answer| decoded(answer)).collect(),
        category: decoded(&read.category),
        language: Some("en".to_owned()),
        family_friendly: unsaid.family_friendly,
        explanation: None,
        source: Some(SOURCE.to_owned()),
    };
    Ok(Row::new(number, line, None, draft))
}

fn kind(of_answers: &str, prompt: &str) -> QuestionKind {
    let words = format!(" {} ", prompt.to_lowercase());
    if of_answers == "boolean" || POINTING.iter().any(|pointing| words.contains(pointing)) {
        QuestionKind::Choice
    } else if prompt.matches("__").count() > 0
        && prompt.split("__").filter(|part| !part.trim_matches('_').is_empty()).count() <= 2
    {
        QuestionKind::Blank
    } else {
        QuestionKind::Open
    }
}

fn decoded(text: &str) -> String {
    html_escape::decode_html_entities(text).into_owned()
}
