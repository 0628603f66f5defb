//! What became of a file of questions, as it is told.

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::rules::DraftError;
use wpp_library::packs::import::{Refused, Report};

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportReport {
    /// Questions added.
    added: usize,
    /// Questions that the pack had already, or that the file has twice.
    already_there: usize,
    /// Rows refused.
    refused: usize,
    /// The first hundred of them.
    rows: Vec<RefusedRow>,
    /// Columns that mean nothing here and were left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ignored_columns: Vec<String>,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusedRow {
    /// Which question of the file, from 1.
    row: usize,
    /// The line it begins on, from 1.
    line: usize,
    /// Its beginning.
    excerpt: String,
    /// All that is wrong with it.
    faults: Vec<DraftError>,
}

impl From<Report> for ImportReport {
    fn from(Report { added, already_there, refused, rows, ignored_columns }: Report) -> Self {
        let row = |Refused { row, line, excerpt, faults }| RefusedRow { row, line, excerpt, faults };
        Self { added, already_there, refused, rows: rows.into_iter().map(row).collect(), ignored_columns }
    }
}
