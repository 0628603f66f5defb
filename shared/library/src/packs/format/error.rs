//! Errors that concern a whole file.

use std::fmt;

/// Maximum characters of a quotation from a file in a message.
const QUOTE: usize = 60;

/// A file that cannot be read. The message states what was found, what is needed and what to do.
///
/// Clients that show messages in other languages use `code` and `params`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// Line from 1; 0 when the error concerns the whole file.
    pub line: usize,
    /// Character in the line from 1; 0 when only the line is known.
    pub column: usize,
    /// Stable `snake_case` word, one of [`CODES`].
    pub code: &'static str,
    /// Values for a translated message, by name.
    pub params: Vec<(&'static str, String)>,
    /// Message in English.
    pub why: String,
}

/// Every code of a [`FileError`], with its parameters.
pub const CODES: [(&str, &[&str]); 33] = [
    ("empty", &[]),
    ("compressed", &[]),
    ("pdf", &[]),
    ("image", &[]),
    ("document", &["found"]),
    ("utf16", &[]),
    ("encoding", &["byte"]),
    ("truncated_character", &[]),
    ("json", &["message", "found"]),
    ("truncated", &[]),
    ("other_format", &["found", "needed"]),
    ("newer_version", &["found", "newest"]),
    ("trivia_response", &["response_code"]),
    ("missing_headings", &["missing", "found"]),
    ("duplicate_headings", &["column", "headings"]),
    ("too_many_columns", &["most"]),
    ("open_quote", &[]),
    ("no_questions_recognized", &["found"]),
    ("no_questions", &[]),
    ("workbook", &["message"]),
    ("workbook_encrypted", &[]),
    ("workbook_too_large", &["most"]),
    ("workbook_too_many_rows", &["most"]),
    ("file_too_large", &["most"]),
    ("unreadable", &["message"]),
    ("upload_encoded", &[]),
    ("upload_ended", &[]),
    ("upload_slow", &[]),
    ("archive", &["message"]),
    ("archive_too_many_files", &["most"]),
    ("archive_too_many_media", &["most"]),
    ("archive_media_too_large", &["most"]),
    ("archive_too_many_pixels", &["most"]),
];

impl FileError {
    /// Creates an error that concerns the whole file.
    #[must_use]
    pub fn new(code: &'static str, why: impl Into<String>) -> Self {
        debug_assert!(CODES.iter().any(|(known, _)| *known == code), "{code} is not listed");
        Self { line: 0, column: 0, code, params: Vec::new(), why: why.into() }
    }

    /// Adds the position.
    #[must_use]
    pub fn at(self, line: usize, column: usize) -> Self {
        Self { line, column, ..self }
    }

    /// Adds a value for translated messages.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let listed = CODES.iter().any(|(code, params)| *code == self.code && params.contains(&name));
        debug_assert!(listed, "{name} of {} is not listed", self.code);
        self.params.push((name, value.into()));
        self
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

/// Returns the beginning of a text on one line, without characters that would garble a terminal.
#[must_use]
pub(super) fn excerpt(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let text = text.trim();
    let mut short: String = text.chars().take(QUOTE).map(plain).collect();
    if text.chars().nth(QUOTE).is_some() {
        short.push('…');
    }
    short
}

/// Returns the first texts as a list for a message, at most `most` of them.
pub(super) fn listed<'a>(texts: impl Iterator<Item = &'a str>, most: usize) -> String {
    let mut shown: Vec<String> = texts.take(most + 1).map(|text| format!("\"{}\"", excerpt(text))).collect();
    if shown.len() > most {
        shown.truncate(most);
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
