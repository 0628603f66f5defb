//! Reads a file without changing anything, so that a person can check it before the import.

use std::fs::File;

use super::{
    Packs,
    format::{self, Defaults, FileError, FileHeader, Format, Row},
    import::{MAX_LISTED_ROWS, Options, Refused, no_questions, on_blocking_thread, read_bytes},
};

/// Rows in [`Preview::first_rows`].
const FIRST_ROWS: usize = 5;

/// The content of a file, as an import with the same [`Options`] would read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The format that was recognized, or the requested one.
    pub format: Format,
    /// All formats in which the file can be read, beginning with [`Preview::format`].
    pub formats: Vec<Format>,
    /// Title, language and description in the file, its headings, and its unknown columns.
    pub header: FileHeader,
    /// The first five rows.
    pub first_rows: Vec<Row>,
    /// Number of valid questions.
    pub questions: usize,
    /// Number of refused rows.
    pub refused: usize,
    /// The first [`MAX_LISTED_ROWS`] refused rows.
    pub refused_rows: Vec<Refused>,
}

impl Packs {
    /// Reads a whole file and changes nothing. Waits while other files are read.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be read to its end, or contains no row.
    pub async fn preview(&self, file: File, options: &Options) -> Result<Preview, FileError> {
        let _slot = self.imports.acquire().await;
        let (format, defaults) = (options.format, options.defaults());
        on_blocking_thread(move || read(&read_bytes(file)?, format, &defaults)).await
    }
}

fn read(bytes: &[u8], format: Option<Format>, defaults: &Defaults) -> Result<Preview, FileError> {
    let (mut first_rows, mut refused_rows) = (Vec::new(), Vec::new());
    let (mut questions, mut refused) = (0, 0);
    let header = format::read(bytes, format, defaults, &mut |row| {
        if first_rows.len() < FIRST_ROWS {
            first_rows.push(row.clone());
        }
        match row.question {
            Ok(_) => questions += 1,
            Err(faults) => {
                refused += 1;
                if refused_rows.len() < MAX_LISTED_ROWS {
                    refused_rows.push(Refused { row: row.number, line: row.line, excerpt: row.excerpt, faults });
                }
            }
        }
        true
    })?;
    if first_rows.is_empty() {
        return Err(no_questions());
    }
    let format = header.format.or(format).unwrap_or(Format::Json);
    Ok(Preview {
        format,
        formats: format::alternatives(bytes, format),
        header,
        first_rows,
        questions,
        refused,
        refused_rows,
    })
}
