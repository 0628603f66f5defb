//! File formats of question packs, read one row at a time.
//!
//! | format | content |
//! |---|---|
//! | [`Format::Json`] | the format of this program: a whole pack, exact in both directions; see `docs/packs.md` |
//! | [`Format::Csv`] | a table with a heading row |
//! | [`Format::Xlsx`], [`Format::Ods`], [`Format::Xls`] | the same table in a workbook |
//! | [`Format::OpenTrivia`] | JSON of the Open Trivia Database |
//! | [`Format::Kahoot`], [`Format::Quizizz`] | spreadsheet templates of these programs |
//! | [`Format::Gift`], [`Format::Aiken`] | text formats of Moodle |
//! | [`Format::Quizlet`], [`Format::Anki`] | flash cards |
//! | [`Format::WordLists`], [`Format::Pairs`] | plain text, if a person chooses the format |
//!
//! This module needs no database and trusts no file. A file that cannot be read is a [`FileError`] with its position.
//! A row that can be read but violates the rules is a refused [`Row`]; reading continues. Every reader takes linear
//! time, and memory proportional to the file.

mod aiken;
mod cards;
mod csv;
mod csv_writer;
mod encoding;
mod error;
mod gift;
mod json;
mod lines;
mod marks;
mod recognize;
mod row;
mod table;
mod trivia;
mod words;
mod workbook;

pub use self::{
    csv_writer::CsvWriter,
    error::{CODES, FileError},
    json::{FORMAT, FileHeader, FileQuestion, VERSION},
    row::{ROW_CODES, Row},
};

/// Maximum size of a file in bytes.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// Format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The JSON format of this program.
    Json,
    /// A table with a heading row, written with commas.
    Csv,
    /// A table, written with semicolons for spreadsheets that expect them.
    CsvSemicolon,
    /// JSON of the Open Trivia Database.
    OpenTrivia,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of LibreOffice and others.
    Ods,
    /// A workbook of Excel before 2007.
    Xls,
    /// The spreadsheet template of Kahoot.
    Kahoot,
    /// The spreadsheet template of Quizizz, now Wayground.
    Quizizz,
    /// Terms and definitions of Quizlet, separated by tabs.
    Quizlet,
    /// Notes exported by Anki as text.
    Anki,
    /// GIFT, a text format of Moodle.
    Gift,
    /// Aiken, a text format of Moodle.
    Aiken,
    /// Word lists as text: a title, a word a line, and a blank line before the next title.
    WordLists,
    /// Pairs as text: one a line, with a tab or an equals sign between the two texts.
    Pairs,
}

/// The names of the formats in the API.
const NAMES: [(&str, Format); 15] = [
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("csv_semicolon", Format::CsvSemicolon),
    ("opentdb", Format::OpenTrivia),
    ("xlsx", Format::Xlsx),
    ("ods", Format::Ods),
    ("xls", Format::Xls),
    ("kahoot", Format::Kahoot),
    ("quizizz", Format::Quizizz),
    ("quizlet", Format::Quizlet),
    ("anki", Format::Anki),
    ("gift", Format::Gift),
    ("aiken", Format::Aiken),
    ("word_lists", Format::WordLists),
    ("pairs", Format::Pairs),
];

impl Format {
    /// Returns the format with this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        NAMES.iter().find(|(name, _)| *name == word).map(|(_, format)| *format)
    }

    /// Returns the names of all formats.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        NAMES.iter().map(|(name, _)| *name).collect()
    }

    /// Returns the name of the format in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        NAMES.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }

    /// Returns the separator of an exported table.
    #[must_use]
    pub fn separator(self) -> Option<u8> {
        match self {
            Self::Csv => Some(b','),
            Self::CsvSemicolon => Some(b';'),
            _ => None,
        }
    }
}

/// The formats of texts, which can be read as any of them.
const TEXT_FORMATS: [Format; 9] = [
    Format::Csv,
    Format::Json,
    Format::OpenTrivia,
    Format::Gift,
    Format::Aiken,
    Format::Quizlet,
    Format::Anki,
    Format::WordLists,
    Format::Pairs,
];

/// Returns the formats in which a file can be read that was read as `found`. A workbook has no other format.
#[must_use]
pub fn alternatives(bytes: &[u8], found: Format) -> Vec<Format> {
    let mut formats = vec![found];
    if matches!(workbook::recognize(bytes), Ok(None)) {
        formats.extend(TEXT_FORMATS.into_iter().filter(|format| *format != found));
    }
    formats
}

/// Values for fields that a file leaves out.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// Whether questions are suitable for children.
    pub family_friendly: bool,
}

/// Receives the rows of a file. Returns `false` to stop reading.
pub type Sink<'a> = dyn FnMut(Row) -> bool + 'a;

/// Reads a file row by row and returns the details of the pack in it.
///
/// Without `format`, the format is recognized from the content. A workbook is always read as a workbook.
///
/// # Errors
/// [`FileError`] when the file cannot be read to its end. The rows received before are void.
pub fn read(
    bytes: &[u8],
    format: Option<Format>,
    defaults: &Defaults,
    sink: &mut Sink<'_>,
) -> Result<FileHeader, FileError> {
    if let Some(found) = workbook::recognize(bytes)? {
        return workbook::read(bytes, found, defaults, sink);
    }
    let text = encoding::text(bytes)?;
    if text.trim().is_empty() {
        return Err(FileError::new("empty", "the file is empty"));
    }
    // The headings decide the form of a table, and the fields decide the kind of a JSON file.
    let format = format.filter(|format| {
        !matches!(format, Format::Xlsx | Format::Ods | Format::Xls | Format::Kahoot | Format::Quizizz)
    });
    match format.or_else(|| recognize::format(text)) {
        Some(Format::Json | Format::OpenTrivia) => json::read(text, defaults, sink),
        Some(Format::Gift) => {
            gift::read(text, defaults, sink);
            Ok(FileHeader { format: Some(Format::Gift), ..FileHeader::default() })
        }
        Some(Format::Aiken) => {
            aiken::read(text, defaults, sink);
            Ok(FileHeader { format: Some(Format::Aiken), ..FileHeader::default() })
        }
        Some(lines @ (Format::WordLists | Format::Pairs)) => {
            lines::read(text, lines, defaults, sink);
            Ok(FileHeader { format: Some(lines), ..FileHeader::default() })
        }
        Some(cards @ (Format::Quizlet | Format::Anki)) => cards::read(text, cards, defaults, sink),
        Some(_) => table::read_text(text, defaults, sink),
        // The message about missing headings suits texts that look like a table.
        None if looks_like_table(text) => table::read_text(text, defaults, sink),
        None => Err(cards::unknown(text)),
    }
}

fn looks_like_table(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    first.contains([',', ';', '\t'])
}
