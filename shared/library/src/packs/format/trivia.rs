//! Questions of the Open Trivia Database.
//!
//! The database encodes its texts in one of four ways: HTML entities (the default), percent-encoding in two
//! variants, or base64. A row is decoded only if every text of it is in the same encoding. Wrong answers become
//! decoys.

mod decode;

use serde::Deserialize;
use wpp_game::contract::from_object;

use super::{
    Defaults, FileError, Row,
    row::{blank, kind_with_options},
};

/// Attribution that the licence of the database requires.
const SOURCE: &str = "Open Trivia Database, opentdb.com (CC BY-SA 4.0)";

#[derive(Deserialize)]
struct Question {
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    difficulty: String,
    #[serde(default)]
    category: String,
    question: String,
    correct_answer: String,
    incorrect_answers: Vec<String>,
}

impl Question {
    fn texts(&mut self) -> Vec<&mut String> {
        let mut texts = vec![
            &mut self.kind,
            &mut self.difficulty,
            &mut self.category,
            &mut self.question,
            &mut self.correct_answer,
        ];
        texts.extend(&mut self.incorrect_answers);
        texts
    }
}

/// Reads one question.
pub(super) fn row(raw: &str, number: usize, line: usize, defaults: &Defaults) -> Result<Row, serde_json::Error> {
    let mut read: Question = from_object(raw)?;
    decode::row(read.texts());
    let mut draft = blank(defaults);
    draft.kind = Some(kind_with_options(&read.question, read.kind == "boolean"));
    draft.prompt = read.question;
    draft.answer = read.correct_answer;
    draft.decoys = read.incorrect_answers;
    draft.category = read.category;
    draft.language = Some("en".to_owned());
    draft.source = Some(SOURCE.to_owned());
    Ok(Row::new(number, line, None, draft))
}

/// Returns the error for a response code of the database; 0 is success.
pub(super) fn response(code: i64) -> Result<(), FileError> {
    let why = match code {
        0 => return Ok(()),
        1 => "it has too few questions for this request; ask for fewer questions or another category",
        2 => "the request had an invalid parameter; create the address again",
        3 => "the session token of the request does not exist; ask without a token",
        4 => "the session token has been given every question; reset the token, or ask without one",
        5 => "there were too many requests from this address; wait five seconds and download the file again",
        _ => "the request failed; download the file again",
    };
    let why = format!("the Open Trivia Database answered with code {code}: {why}");
    Err(FileError::new("trivia_response", why).with("response_code", code.to_string()))
}
