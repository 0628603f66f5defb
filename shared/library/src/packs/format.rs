//! Packs as files: three ways to write questions down, read one row at a time.
//!
//! | format | is |
//! |---|---|
//! | [`Format::Json`] | the platform's own: all of a pack, exact both ways; see `docs/packs.md` |
//! | [`Format::Csv`] | a table, for spreadsheets |
//! | [`Format::OpenTrivia`] | what the Open Trivia Database gives out |
//!
//! Nothing here needs a database, and nothing here trusts a file. A file that cannot be read on is a
//! [`FileError`] that names the place; a row that can be read and breaks the rules is handed on as
//! a refused [`Row`], and reading goes on.

mod csv;
mod encoding;
mod json;
mod trivia;

use std::fmt;

use wpp_game::content::rules::{Draft, DraftError, ValidDraft};

pub use self::{
    csv::CsvWriter,
    encoding::text,
    json::{FORMAT, FileQuestion, Head, VERSION},
};

/// Bytes of a file at most.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// Characters of a row that a report repeats, so that one finds it.
const EXCERPT: usize = 60;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The platform's own JSON.
    Json,
    /// A table with a line of headings.
    Csv,
    /// The Open Trivia Database's JSON.
    OpenTrivia,
}

impl Format {
    /// The format of this name: `json`, `csv` or `opentdb`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "opentdb" => Some(Self::OpenTrivia),
            _ => None,
        }
    }

    /// The format a file looks like: JSON begins with a brace or a bracket, anything else is a table.
    #[must_use]
    pub fn guess(text: &str) -> Self {
        if text.trim_start().starts_with(['{', '[']) { Self::Json } else { Self::Csv }
    }
}

/// What a row of a file came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which one it is, from 1.
    pub number: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// The beginning of it, for a person to find it by.
    pub excerpt: String,
    /// What the file calls it, if it does.
    pub key: Option<String>,
    /// The question, or all that is wrong with it.
    pub question: Result<ValidDraft, Vec<DraftError>>,
}

impl Row {
    fn new(number: usize, line: usize, key: Option<String>, draft: Draft) -> Self {
        let excerpt = excerpt(&draft.prompt);
        Self { number, line, excerpt, key, question: draft.check() }
    }

    fn refused(number: usize, line: usize, text: &str, code: &'static str, message: String) -> Self {
        let fault = DraftError { field: String::new(), code, message };
        Self { number, line, excerpt: excerpt(text), key: None, question: Err(vec![fault]) }
    }
}

/// What the rows of a file leave unsaid.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// Whether questions that do not say so are fit for children.
    pub family_friendly: bool,
}

/// A file that cannot be read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// Where, from 1; 0 when it is about the file as a whole.
    pub line: usize,
    /// Where in the line, from 1; 0 when only the line is known.
    pub column: usize,
    /// What is wrong, and what to do.
    pub why: String,
}

impl FileError {
    fn whole(why: impl Into<String>) -> Self {
        Self { line: 0, column: 0, why: why.into() }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}", self.why),
            (line, 0) => write!(f, "line {line}: {}", self.why),
            (line, column) => write!(f, "line {line}, column {column}: {}", self.why),
        }
    }
}

impl std::error::Error for FileError {}

/// Whoever takes the rows; `false` says that no more are wanted.
pub type Sink<'a> = dyn FnMut(Row) -> bool + 'a;

/// Reads a file row by row and returns what it says about the pack.
///
/// # Errors
/// [`FileError`] when it cannot be read to its end. What was handed on before is then void.
pub fn read(text: &str, format: Option<Format>, unsaid: &Defaults, sink: &mut Sink<'_>) -> Result<Head, FileError> {
    match format.unwrap_or_else(|| Format::guess(text)) {
        Format::Csv => csv::read(text, unsaid, sink),
        Format::Json | Format::OpenTrivia => json::read(text, unsaid, sink),
    }
}

/// The beginning of a text, on one line and without what would garble a terminal.
fn excerpt(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = text.trim().chars().take(EXCERPT).map(plain).collect();
    if text.trim().chars().nth(EXCERPT).is_some() {
        short.push('…');
    }
    short
}
