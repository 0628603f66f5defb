//! Workbooks of Excel before 2007, read by `calamine`.
//!
//! The library allocates a sheet as a rectangle. A first pass over the records therefore checks the declared and the
//! actual extent of every sheet, before the library reads the file.

use std::{
    io::{Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, Reader, Xls};

use super::{
    Sheet, damaged,
    limits::{Collector, MAX_CELLS, MAX_SHEETS, encrypted, too_large},
    number_text,
};
use crate::packs::format::FileError;

/// Maximum bytes of the stream with the cells.
const MAX_STREAM: u64 = 64 * 1024 * 1024;

/// Reads every sheet.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    check(bytes)?;
    // The library can panic on damaged files.
    let read = catch_unwind(AssertUnwindSafe(|| read(bytes)));
    read.unwrap_or_else(|_| Err(damaged("its records are invalid")))
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut sheets, mut collector) = (Vec::new(), Collector::default());
    for name in book.sheet_names().into_iter().take(MAX_SHEETS) {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let at = |offset: u32, index: usize| usize::try_from(offset).unwrap_or(usize::MAX).saturating_add(index);
            collector.add(at(top, row), at(left, column), text(cell))?;
        }
        sheets.push(collector.sheet());
    }
    Ok(sheets)
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::String(text) => text.clone(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        _ => String::new(),
    }
}

/// Checks the extent of every sheet.
fn check(bytes: &[u8]) -> Result<(), FileError> {
    let mut compound = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if compound.is_stream("/EncryptedPackage") {
        return Err(encrypted());
    }
    if compound.is_stream("/WordDocument") {
        return Err(crate::packs::format::encoding::document("Word"));
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| compound.is_stream(name));
    let name = name.ok_or_else(|| damaged("it contains no workbook"))?;
    let mut stream = Vec::new();
    let part = compound.open_stream(name).map_err(damaged)?;
    part.take(MAX_STREAM + 1).read_to_end(&mut stream).map_err(damaged)?;
    if stream.len() as u64 > MAX_STREAM {
        return Err(too_large());
    }
    records(&stream)
}

/// Records with a cell: row and column are their first two fields.
const CELLS: [u16; 11] = [0x06, 0x0bd, 0x0be, 0x0d6, 0x0fd, 0x201, 0x203, 0x204, 0x205, 0x207, 0x27e];

fn records(stream: &[u8]) -> Result<(), FileError> {
    let mut extent = Extent::default();
    let mut rest = stream;
    while let [a, b, c, d, after @ ..] = rest {
        let (kind, length) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
        let data = after.get(..length).unwrap_or(after);
        match kind {
            0x2f => return Err(encrypted()),
            0x809 => extent = Extent::default(),
            0x200 => dimensions(data)?,
            kind if CELLS.contains(&kind) => extent.add(data)?,
            _ => {}
        }
        rest = after.get(length..).unwrap_or_default();
    }
    Ok(())
}

/// Rows and columns of the cells of a sheet.
struct Extent {
    rows: (usize, usize),
    columns: (usize, usize),
}

impl Default for Extent {
    fn default() -> Self {
        Self { rows: (usize::MAX, 0), columns: (usize::MAX, 0) }
    }
}

impl Extent {
    fn add(&mut self, data: &[u8]) -> Result<(), FileError> {
        let [a, b, c, d, ..] = data else { return Err(damaged("a cell is incomplete")) };
        let (row, column) = (usize::from(u16::from_le_bytes([*a, *b])), usize::from(u16::from_le_bytes([*c, *d])));
        self.rows = (self.rows.0.min(row), self.rows.1.max(row));
        self.columns = (self.columns.0.min(column), self.columns.1.max(column));
        bounded(self.rows.1 - self.rows.0 + 1, self.columns.1 - self.columns.0 + 1)
    }
}

/// Checks the declared extent. Rows have two or four bytes, by the version of the file.
fn dimensions(data: &[u8]) -> Result<(), FileError> {
    let short = |at: usize| data.get(at..at + 2).map(|bytes| usize::from(u16::from_le_bytes([bytes[0], bytes[1]])));
    let long = |at: usize| Some(short(at)? + short(at + 2)? * 65_536);
    let extent = match data.len() {
        14 => (long(0), long(4), short(8), short(10)),
        10 => (short(0), short(2), short(4), short(6)),
        _ => return Err(damaged("the extent of a sheet is invalid")),
    };
    match extent {
        (Some(top), Some(bottom), Some(left), Some(right)) if top <= bottom && left <= right => {
            bounded(bottom - top + 1, right - left + 1)
        }
        _ => Err(damaged("the extent of a sheet is invalid")),
    }
}

fn bounded(rows: usize, columns: usize) -> Result<(), FileError> {
    if rows.saturating_mul(columns) > MAX_CELLS { Err(too_large()) } else { Ok(()) }
}
