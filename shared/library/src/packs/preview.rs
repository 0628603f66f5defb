//! Reads a file without changing anything, so that a person can check it before the import.

use std::{collections::BTreeSet, fs::File};

use super::{
    Packs,
    format::{self, Defaults, FileError, FileHeader, Format, Row},
    import::{
        CheckedMedia, ImportError, MAX_LISTED_ROWS, Options, Purpose, Refused, no_questions,
        source::{Source, on_blocking_thread},
    },
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
    /// Reads a whole file for an account, or for the operator, and changes nothing. Pictures are decoded. Waits while
    /// other files are read.
    ///
    /// # Errors
    /// [`ImportError::File`] when the file cannot be read to its end, or contains no row; [`ImportError::Pack`] when the
    /// database fails.
    pub async fn preview(&self, file: File, owner: Option<&str>, options: &Options) -> Result<Preview, ImportError> {
        let _slot = self.imports.acquire().await;
        let Source { bytes, archive } = Source::open(file).await?;
        let read = async |media: CheckedMedia| {
            let (bytes, format, defaults) = (bytes.clone(), options.format, options.defaults());
            on_blocking_thread(move || read(&bytes, format, &defaults, &media)).await
        };
        let (preview, named) = read(CheckedMedia::default()).await?;
        if named.is_empty() {
            return Ok(preview);
        }
        let media = CheckedMedia::read(&self.media, owner, archive, named, Purpose::Check).await?;
        Ok(read(media).await?.0)
    }
}

/// Returns the preview, and the names of the media of valid rows.
fn read(
    bytes: &[u8],
    format: Option<Format>,
    defaults: &Defaults,
    media: &CheckedMedia,
) -> Result<(Preview, BTreeSet<String>), FileError> {
    let (mut first_rows, mut refused_rows, mut named) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut questions, mut refused) = (0, 0);
    let header = format::read(bytes, format, defaults, &mut |row| {
        let row = media.apply(row);
        if first_rows.len() < FIRST_ROWS {
            first_rows.push(row.clone());
        }
        match row.question {
            Ok(valid) => {
                questions += 1;
                named.extend(valid.draft.media.map(|used| used.file));
            }
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
    let formats = format::alternatives(bytes, format);
    Ok((Preview { format, formats, header, first_rows, questions, refused, refused_rows }, named))
}
