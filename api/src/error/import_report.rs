//! The result of an import, as clients receive it.

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::rules::DraftError;
use wpp_library::packs::import::{Refused, Report};

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportReport {
    /// Number of questions added to the pack.
    added: usize,
    /// Number of questions skipped, because the pack already contains them or the file repeats them.
    already_there: usize,
    /// Number of rejected rows.
    refused: usize,
    /// The first 100 rejected rows.
    rows: Vec<RefusedRow>,
    /// Columns of the file that are not part of the format and were ignored.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ignored_columns: Vec<String>,
}

/// A rejected row of an import.
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
        let row = |Refused { row, line, excerpt, faults }| RefusedRow { row, line, excerpt, faults };
        Self { added, already_there, refused, rows: rows.into_iter().map(row).collect(), ignored_columns }
    }
}
