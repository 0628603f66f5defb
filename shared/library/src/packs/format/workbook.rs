//! Workbooks: `.xlsx`, `.ods` and `.xls`, read into rows of texts.
//!
//! Formulas are read by their stored values. Of several sheets, the first with a heading row is used. Limits apply
//! before anything is unpacked or allocated: see [`limits`].

mod limits;
mod ods;
mod xls;
mod xlsx;
mod xml;

use self::limits::Archive;
use super::{Defaults, FileError, FileHeader, Format, Sink, encoding, table, table::TableRow};

/// The rows of one sheet.
type Sheet = Vec<TableRow>;

/// Returns the format of a workbook by its content; `None` for other files.
///
/// # Errors
/// When the file is a document that is not a workbook.
pub(super) fn recognize(bytes: &[u8]) -> Result<Option<Format>, FileError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => {
            let Ok(archive) = Archive::open(bytes) else { return Ok(None) };
            if archive.contains("xl/workbook.xml") {
                return Ok(Some(Format::Xlsx));
            }
            if archive.contains("xl/workbook.bin") {
                return Err(encoding::document("Excel (.xlsb)"));
            }
            if archive.contains("word/document.xml") {
                return Err(encoding::document("Word"));
            }
            if archive.contains("ppt/presentation.xml") {
                return Err(encoding::document("PowerPoint"));
            }
            Ok(archive.contains("content.xml").then_some(Format::Ods))
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Ok(Some(Format::Xls)),
        _ => Ok(None),
    }
}

/// Reads the questions of a workbook.
pub(super) fn read(
    bytes: &[u8],
    format: Format,
    defaults: &Defaults,
    sink: &mut Sink<'_>,
) -> Result<FileHeader, FileError> {
    let mut sheets = match format {
        Format::Ods => ods::sheets(bytes)?,
        Format::Xls => xls::sheets(bytes)?,
        _ => xlsx::sheets(bytes)?,
    };
    sheets.retain(|rows| rows.iter().any(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())));
    let chosen = sheets.iter().position(|rows| table::has_heading(rows)).unwrap_or(0);
    if sheets.is_empty() {
        return Err(FileError::new("empty", "the workbook is empty"));
    }
    let header = table::read(sheets.swap_remove(chosen).into_iter().map(Ok), None, defaults, sink)?;
    let format = header.format.filter(|template| *template != Format::Csv).unwrap_or(format);
    Ok(FileHeader { format: Some(format), ..header })
}

/// Returns the error for a damaged workbook.
fn damaged(message: impl std::fmt::Display) -> FileError {
    let message = super::error::excerpt(&message.to_string());
    let why = format!("the workbook cannot be read ({message}); open it in a spreadsheet and save it again");
    FileError::new("workbook", why).with("message", message)
}

/// Returns a number as a text, without a fraction if it is whole.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}
