//! Limits of workbooks: unpacked bytes, rows and cells.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Sheet, damaged};
use crate::packs::{
    format::{FileError, table::TableRow},
    zip_directory,
};

/// Maximum unpacked bytes of all parts that are read.
const MAX_UNPACKED: u64 = 96 * 1024 * 1024;

/// Maximum number of files in an archive.
const MAX_FILES: u64 = 2_000;

/// Maximum number of rows of a sheet with content.
pub(super) const MAX_ROWS: usize = 110_000;

/// Maximum number of columns of a sheet with content.
pub(super) const MAX_COLUMNS: usize = 256;

/// Maximum number of cells of a workbook, counting each row up to its last filled cell.
pub(super) const MAX_CELLS: usize = 1_500_000;

/// Maximum number of sheets that are read.
pub(super) const MAX_SHEETS: usize = 20;

/// A ZIP archive with a limit on the unpacked bytes.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileError> {
        let mut file = Cursor::new(bytes);
        if zip_directory::claimed_files(&mut file).map_err(damaged)? > MAX_FILES {
            return Err(too_large());
        }
        Ok(Self { zip: ZipArchive::new(file).map_err(damaged)?, left: MAX_UNPACKED })
    }

    /// Returns whether the archive contains a file.
    pub fn contains(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks a file as text; `None` if the archive does not contain it.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, FileError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(damaged)?;
        if file.encrypted() {
            return Err(encrypted());
        }
        let mut bytes = Vec::new();
        // The declared size can be wrong, so the limit applies to what is unpacked.
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(damaged)?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        String::from_utf8(bytes).map(Some).map_err(|_| damaged("a part is not UTF-8"))
    }
}

/// Collects the cells of a sheet in any order, within the limits.
#[derive(Default)]
pub(super) struct Collector {
    rows: std::collections::BTreeMap<usize, Vec<String>>,
    /// Cells of all sheets so far.
    cells: usize,
}

impl Collector {
    /// Adds a filled cell; row and column count from 0.
    pub fn add(&mut self, row: usize, column: usize, text: String) -> Result<(), FileError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(too_large());
        }
        if !self.rows.contains_key(&row) && self.rows.len() >= MAX_ROWS {
            let why = format!("the sheet has more than {MAX_ROWS} rows; split it");
            return Err(FileError::new("workbook_too_many_rows", why).with("most", MAX_ROWS.to_string()));
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            if self.cells > MAX_CELLS {
                return Err(too_large());
            }
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    /// Returns the rows added since the last call.
    pub fn sheet(&mut self) -> Sheet {
        let rows = std::mem::take(&mut self.rows);
        rows.into_iter().map(|(row, cells)| TableRow { line: row + 1, cells }).collect()
    }
}

/// Returns the error for a workbook beyond the limits.
pub(super) fn too_large() -> FileError {
    let why = format!(
        "the workbook is too large when it is unpacked (at most {MAX_CELLS} cells in {MAX_COLUMNS} columns); remove \
         unused cells, pictures and sheets, or save the questions as CSV UTF-8"
    );
    FileError::new("workbook_too_large", why).with("most", MAX_CELLS.to_string())
}

/// Returns the error for a workbook with a password.
pub(super) fn encrypted() -> FileError {
    FileError::new("workbook_encrypted", "the workbook is protected by a password; save it without one")
}
