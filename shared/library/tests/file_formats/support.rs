//! Reads files and returns what the tests compare.

use wpp_game::content::rules::Draft;
use wpp_library::packs::format::{self, Defaults, FileError, FileHeader, Format, Row};

/// The rows of a file that was read.
pub struct Reading {
    pub header: FileHeader,
    pub rows: Vec<Row>,
}

impl Reading {
    /// Returns the valid questions.
    pub fn valid(&self) -> Vec<&Draft> {
        self.rows.iter().filter_map(|row| row.question.as_ref().ok()).map(|valid| &valid.draft).collect()
    }

    /// Returns line and first code of the refused rows.
    pub fn refused(&self) -> Vec<(usize, &str)> {
        let refused = self.rows.iter().filter_map(|row| Some((row.line, row.question.as_ref().err()?.first()?.code)));
        refused.collect()
    }

    /// Returns prompt and answer of the valid questions.
    pub fn answers(&self) -> Vec<(&str, &str)> {
        self.valid().iter().map(|draft| (draft.prompt.as_str(), draft.answer.as_str())).collect()
    }
}

pub fn read_as(bytes: &[u8], format: Option<Format>) -> Result<Reading, FileError> {
    let mut rows = Vec::new();
    let header = format::read(bytes, format, &Defaults::default(), &mut |row| {
        rows.push(row);
        true
    })?;
    Ok(Reading { header, rows })
}

pub fn read(bytes: &[u8]) -> Result<Reading, FileError> {
    read_as(bytes, None)
}

pub fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn case(name: &str) -> Reading {
    read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Reads a file that must be valid from its first to its last row.
#[track_caller]
pub fn all_valid(name: &str, rows: usize) -> Reading {
    let reading = case(name);
    assert_eq!(reading.refused(), [], "{name}");
    assert_eq!(reading.rows.len(), rows, "{name}");
    reading
}

pub fn refusal(bytes: &[u8]) -> FileError {
    match read(bytes) {
        Err(error) => error,
        Ok(reading) => panic!("was read: {:?}", reading.rows),
    }
}
