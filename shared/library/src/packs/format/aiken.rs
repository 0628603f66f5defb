//! Aiken: a question, options on lines that begin with a letter, and a line `ANSWER: B`.

use super::{
    Defaults, Row, Sink,
    row::{blank, with_options},
};

/// More options than the rules allow; further ones are dropped.
const MAX_OPTIONS: usize = 24;

/// Returns whether a text looks like Aiken.
pub(super) fn matches(text: &str) -> bool {
    let lines = || text.split(['\n', '\r']);
    lines().any(|line| answer(line).is_some()) && lines().any(|line| option(line).is_some())
}

/// Reads every question.
pub(super) fn read(text: &str, defaults: &Defaults, sink: &mut Sink<'_>) {
    let mut number = 0;
    let mut question = Question::default();
    let text = text.replace("\r\n", "\n");
    for (at, line) in text.split(['\n', '\r']).enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        if let Some(letter) = answer(line) {
            number += 1;
            if !sink(std::mem::take(&mut question).row(number, at + 1, Some(letter), defaults)) {
                return;
            }
        } else if let Some((letter, text)) = option(line).filter(|_| !question.prompt.is_empty()) {
            question.options.push((letter, text.to_owned()));
            question.options.truncate(MAX_OPTIONS);
        } else if question.options.is_empty() {
            question.begin(at + 1, trimmed);
        } else {
            // A new question without an ANSWER line before it.
            number += 1;
            if !sink(std::mem::take(&mut question).row(number, at + 1, None, defaults)) {
                return;
            }
            question.begin(at + 1, trimmed);
        }
    }
    if !question.prompt.is_empty() {
        sink(question.row(number + 1, 0, None, defaults));
    }
}

#[derive(Default)]
struct Question {
    line: usize,
    prompt: String,
    options: Vec<(char, String)>,
}

impl Question {
    /// Begins the prompt, or continues it on another line.
    fn begin(&mut self, line: usize, text: &str) {
        if self.prompt.is_empty() {
            self.line = line;
        } else {
            self.prompt.push(' ');
        }
        self.prompt.push_str(text);
    }

    fn row(self, number: usize, line: usize, answer: Option<char>, defaults: &Defaults) -> Row {
        let line = if self.line == 0 { line } else { self.line };
        let Some(answer) = answer else {
            let message = "the question has no line such as ANSWER: A; add it below the options";
            return Row::refused(number, line, &self.prompt, "no_answer", message.to_owned());
        };
        let mut draft = blank(defaults);
        draft.prompt = self.prompt;
        let correct = self.options.iter().position(|(letter, _)| *letter == answer);
        let options = self.options.into_iter().map(|(_, text)| text).collect();
        with_options(number, line, draft, options, &[correct.unwrap_or(usize::MAX)])
    }
}

/// Parses a line such as `B) Paris` or `B. Paris`.
fn option(line: &str) -> Option<(char, &str)> {
    let line = line.trim();
    let letter = line.chars().next().filter(char::is_ascii_uppercase)?;
    let text = line.get(1..)?.strip_prefix(['.', ')'])?;
    text.starts_with(char::is_whitespace).then(|| (letter, text.trim()))
}

/// Parses a line such as `ANSWER: B`.
fn answer(line: &str) -> Option<char> {
    let line = line.trim();
    let rest = line.get(..7).filter(|word| word.eq_ignore_ascii_case("answer:")).and(line.get(7..))?;
    let mut chars = rest.trim().chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?.to_ascii_uppercase();
    chars.all(|c| matches!(c, '.' | ')')).then_some(letter)
}
