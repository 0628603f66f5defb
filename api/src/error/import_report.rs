//! The result of an import, as clients receive it.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::rules::DraftError;
use wpp_library::{
    media::UnusableFile,
    packs::{
        format::FileError,
        import::{Refused, Report},
    },
};

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportReport {
    /// Number of questions added to the pack.
    added: usize,
    /// Number of questions skipped, because the pack already contains them or the file repeats them.
    already_there: usize,
    /// Number of refused rows.
    refused: usize,
    /// The first 100 refused rows.
    rows: Vec<RefusedRow>,
    /// Columns of the file that are not part of the format and were ignored.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ignored_columns: Vec<String>,
}

/// A refused row of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusedRow {
    /// Number of the question within the file, starting at 1.
    row: usize,
    /// Line on which the question starts, starting at 1.
    line: usize,
    /// The start of the row's text.
    excerpt: String,
    /// All faults of the row.
    faults: Vec<DraftError>,
}

impl From<Report> for ImportReport {
    fn from(Report { added, already_there, refused, rows, ignored_columns }: Report) -> Self {
        Self { added, already_there, refused, rows: rows.into_iter().map(RefusedRow::from).collect(), ignored_columns }
    }
}

impl From<Refused> for RefusedRow {
    fn from(Refused { row, line, excerpt, faults }: Refused) -> Self {
        Self { row, line, excerpt, faults }
    }
}

/// Why a file cannot be read. Clients word the message in the reader's language from `code` and `params`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileProblem {
    /// A stable `snake_case` word.
    code: &'static str,
    /// Values for the message, by name.
    params: BTreeMap<&'static str, String>,
    /// Line of the problem, starting at 1. Missing when the problem concerns the whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// Character in the line, starting at 1. Missing when only the line is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl From<&FileError> for FileProblem {
    fn from(error: &FileError) -> Self {
        Self {
            code: error.code,
            params: error.params.iter().cloned().collect(),
            line: Some(error.line).filter(|line| *line > 0),
            column: Some(error.column).filter(|column| *column > 0),
        }
    }
}

impl From<&UnusableFile> for FileProblem {
    fn from(unusable: &UnusableFile) -> Self {
        Self { code: unusable.code, params: unusable.params.iter().cloned().collect(), line: None, column: None }
    }
}
