//! Writes packs as tables for spreadsheets: UTF-8 with a byte order mark, comma or semicolon.

use super::{
    FileQuestion,
    table::cells::{joined, no_formula},
};

/// The columns of an export, in their order.
const COLUMNS: [&str; 16] = [
    "key",
    "kind",
    "category",
    "prompt",
    "answer",
    "aliases",
    "decoys",
    "family_friendly",
    "language",
    "explanation",
    "source",
    "more_answers",
    "points_factor",
    "time_limit_s",
    "difficulty",
    "words",
];

/// Writes a pack as a table.
pub struct CsvWriter {
    writer: ::csv::Writer<Vec<u8>>,
}

impl CsvWriter {
    /// Begins a table with its headings. Spreadsheets need the byte order mark to recognize UTF-8.
    ///
    /// # Errors
    /// Writing to memory does not fail.
    pub fn new(separator: u8) -> std::io::Result<Self> {
        let mut table = Self::continued("\u{feff}".as_bytes().to_vec(), separator);
        table.writer.write_record(COLUMNS)?;
        Ok(table)
    }

    /// Continues a table without headings.
    #[must_use]
    pub fn continuation(separator: u8) -> Self {
        Self::continued(Vec::new(), separator)
    }

    fn continued(begun: Vec<u8>, separator: u8) -> Self {
        Self { writer: ::csv::WriterBuilder::new().delimiter(separator).from_writer(begun) }
    }

    /// Adds a question.
    ///
    /// # Errors
    /// Writing to memory does not fail.
    pub fn write(&mut self, question: FileQuestion) -> std::io::Result<()> {
        let cells = [
            question.key.unwrap_or_default(),
            question.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            question.category,
            question.prompt,
            question.answer.unwrap_or_default(),
            joined(question.aliases),
            joined(question.decoys),
            question.family_friendly.map(|yes| yes.to_string()).unwrap_or_default(),
            question.language.unwrap_or_default(),
            question.explanation.unwrap_or_default(),
            question.source.unwrap_or_default(),
            joined(question.more_answers),
            question.points.to_string(),
            question.time_limit_s.map(|seconds| seconds.to_string()).unwrap_or_default(),
            question.difficulty.map(|difficulty| difficulty.as_str().to_owned()).unwrap_or_default(),
            joined(question.words),
        ];
        Ok(self.writer.write_record(cells.map(no_formula))?)
    }

    /// Returns what was written.
    ///
    /// # Errors
    /// Writing to memory does not fail.
    pub fn finish(self) -> std::io::Result<Vec<u8>> {
        self.writer.into_inner().map_err(::csv::IntoInnerError::into_error)
    }
}
