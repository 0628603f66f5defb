//! Tables that a spreadsheet saved with every row in its first cell.
//!
//! A spreadsheet with another list separator opens an export in one column. Saving it puts the whole row in one
//! quoted cell. Such a file is read if every row contains as many cells as there are headings.

use super::{HEADING_ROWS, TableRow, heading_of};
use crate::packs::format::csv::Splitter;

/// Returns whether every row of the text is wrapped in one cell.
pub(super) fn is_wrapped(text: &str, separator: u8) -> bool {
    let mut rows = Splitter::new(text, separator, 1).filter(|row| row.as_ref().map_or(true, |row| !row.is_empty()));
    let mut width = None;
    let mut skipped = 0;
    for row in rows.by_ref() {
        let Ok(row) = row else { return false };
        let row = unwrap_row(row, separator);
        if let Ok(Some(heading)) = heading_of(&row) {
            width = Some(heading.width);
            break;
        }
        skipped += 1;
        if skipped == HEADING_ROWS {
            return false;
        }
    }
    let Some(width) = width.filter(|width| *width > 2) else { return false };
    let mut found = false;
    for row in rows {
        let Ok(row) = row else { return false };
        if filled(&row.cells) != 1 {
            return false;
        }
        let cells = unwrap_row(row, separator).cells;
        if cells.len() != width {
            return false;
        }
        found = true;
    }
    found
}

/// Unwraps the first rows, to find the heading in them.
pub(super) fn unwrap_rows(rows: impl Iterator<Item = TableRow>, separator: u8) -> Vec<TableRow> {
    let mut seen = 0;
    let mut unwrapped = Vec::new();
    for row in rows {
        seen += usize::from(!row.is_empty());
        unwrapped.push(unwrap_row(row, separator));
        if seen == HEADING_ROWS {
            break;
        }
    }
    unwrapped
}

/// Splits the only filled cell of a row; other rows stay as they are.
pub(super) fn unwrap_row(row: TableRow, separator: u8) -> TableRow {
    if filled(&row.cells) != 1 {
        return row;
    }
    let Some(cell) = row.cells.first().filter(|cell| cell.as_bytes().contains(&separator)) else { return row };
    let mut inner = Splitter::new(cell, separator, row.line);
    match (inner.next(), inner.next()) {
        (Some(Ok(inner)), None) => TableRow { line: row.line, cells: inner.cells },
        _ => row,
    }
}

/// Returns whether a row has one filled cell that contains a separator, under several headings.
pub(super) fn is_one_cell(cells: &[String], width: usize, separator: Option<u8>) -> bool {
    let separators = [Some(b','), Some(b';'), Some(b'\t')];
    let splits = |cell: &String| {
        separators.into_iter().chain([separator]).flatten().any(|separator| {
            let inner = Splitter::new(cell, separator, 1).next();
            matches!(inner, Some(Ok(row)) if row.cells.len() == width)
        })
    };
    width > 2 && filled(cells) == 1 && cells.first().is_some_and(splits)
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.trim().is_empty()).take(2).count()
}
