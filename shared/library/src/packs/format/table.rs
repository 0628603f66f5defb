//! Questions in tables: from text files and from workbooks.
//!
//! The heading row names the columns, in English or Danish, in any order. It is the first of the first
//! [`HEADING_ROWS`] rows that names a prompt, and an answer or a kind. Two layouts are read:
//!
//! | layout | columns |
//! |---|---|
//! | lists | `prompt`, `answer` or `kind`, and `decoys` in one cell or in `decoy 1`, `decoy 2`, … |
//! | options | `question`, `answer 1`, `answer 2`, …, and the number of the correct one, as in Kahoot and Quizizz |

pub(super) mod cells;
mod headings;
mod lists;
mod options;
mod wrapped;

use super::{
    Defaults, FileError, FileHeader, Format, Row, Sink,
    csv::{Splitter, separator_line},
    error::{excerpt, listed},
    row::fault,
};

use self::headings::Layout;

/// The heading row is searched in this many rows that are not empty.
const HEADING_ROWS: usize = 20;

/// Maximum number of columns.
const MAX_COLUMNS: usize = 200;

/// Maximum number of headings, and of unknown headings, in a report.
const MAX_HEADINGS: usize = 20;

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    /// Line of the text, or row of the sheet, from 1.
    pub line: usize,
    /// The cells, without trailing empty columns for workbooks.
    pub cells: Vec<String>,
}

impl TableRow {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The heading row of a table.
#[derive(Debug)]
pub(super) struct Heading {
    layout: Layout,
    /// Number of columns that have a heading, including empty ones in between.
    width: usize,
    /// The headings that were found.
    found: Vec<String>,
    /// Unknown headings.
    ignored: Vec<String>,
    /// The format that the headings indicate.
    pub format: Format,
}

/// Returns the separator of a text table and its heading, if a row names the required columns.
pub(super) fn recognize(text: &str) -> Option<(u8, Heading)> {
    let (separators, text) = candidates(text);
    let mut best: Option<(usize, u8, Heading)> = None;
    for separator in separators {
        let rows = Splitter::new(text, separator, 1).map_while(Result::ok);
        let unwrapped = wrapped::unwrap_rows(rows.take(HEADING_ROWS * 4), separator);
        let Ok(Some((_, heading))) = find_heading(&mut unwrapped.into_iter().map(Ok)) else { continue };
        let score = heading.layout.known_columns();
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, separator, heading));
        }
    }
    best.map(|(_, separator, heading)| (separator, heading))
}

/// Returns whether one of the first rows of a sheet is a heading row.
pub(super) fn has_heading(rows: &[TableRow]) -> bool {
    let mut rows = rows.iter().take(HEADING_ROWS * 4).cloned().map(Ok);
    matches!(find_heading(&mut rows), Ok(Some(_)))
}

/// Returns the separators to try, and the text after a `sep=` line.
fn candidates(text: &str) -> (Vec<u8>, &str) {
    let (mut separators, mut rest) = (vec![b',', b';', b'\t'], text);
    if let Some((separator, after, _)) = separator_line(text) {
        // The line can be wrong after another program has saved the file, so the others are tried too.
        separators.retain(|other| *other != separator);
        separators.insert(0, separator);
        rest = after;
    }
    (separators, rest)
}

/// Reads a text table.
pub(super) fn read_text(text: &str, defaults: &Defaults, sink: &mut Sink<'_>) -> Result<FileHeader, FileError> {
    let separator = match recognize(text) {
        Some((separator, _)) => separator,
        None => fallback_separator(text)?,
    };
    let (text, line) = separator_line(text).map_or((text, 1), |(_, rest, line)| (rest, line));
    if wrapped::is_wrapped(text, separator) {
        let rows = Splitter::new(text, separator, line).map(|row| row.map(|row| wrapped::unwrap_row(row, separator)));
        return read(rows, Some(separator), defaults, sink);
    }
    read(Splitter::new(text, separator, line), Some(separator), defaults, sink)
}

/// Returns the separator that splits the first row into the most cells, for the message about missing headings.
fn fallback_separator(text: &str) -> Result<u8, FileError> {
    let (separators, text) = candidates(text);
    let mut best = (0, b',');
    for separator in separators {
        let mut rows = Splitter::new(text, separator, 1);
        let first = rows.find(|row| row.as_ref().map_or(true, |row| !row.is_empty()));
        let cells = first.transpose()?.map_or(0, |row| row.cells.len());
        if cells > best.0 {
            best = (cells, separator);
        }
    }
    Ok(best.1)
}

/// Reads the rows of a table. `separator` is that of a text table.
pub(super) fn read(
    rows: impl Iterator<Item = Result<TableRow, FileError>>,
    separator: Option<u8>,
    defaults: &Defaults,
    sink: &mut Sink<'_>,
) -> Result<FileHeader, FileError> {
    let mut rows = rows;
    let Some((first, heading)) = find_heading(&mut rows)? else {
        return Err(FileError::new("empty", "the file is empty"));
    };
    let mut number = 0;
    for row in first.into_iter().map(Ok).chain(rows) {
        let row = row?;
        if row.is_empty() || heading.layout.is_unused(&row.cells) {
            continue;
        }
        number += 1;
        if !sink(question(number, row, &heading, separator, defaults)) {
            break;
        }
    }
    let Heading { format, found, ignored, .. } = heading;
    Ok(FileHeader { format: Some(format), headings: found, ignored, ..FileHeader::default() })
}

fn question(number: usize, row: TableRow, heading: &Heading, separator: Option<u8>, defaults: &Defaults) -> Row {
    let shown = row.cells.iter().find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default();
    let surplus = row.cells.iter().skip(heading.width).filter(|cell| !cell.trim().is_empty()).count();
    if surplus > 0 {
        let (cells, headings) = (heading.width + surplus, heading.width);
        let message = format!(
            "the row has {cells} cells, but there are {headings} headings; put a cell that contains the separator in quotes"
        );
        let fault = fault("", "surplus_cells", message).with("cells", cells).with("headings", headings);
        return Row::with_fault(number, row.line, &shown, fault);
    }
    if wrapped::is_one_cell(&row.cells, heading.width, separator) {
        let message =
            "the whole row is in one cell; save the file again with its separator (CSV UTF-8) or as a workbook";
        return Row::refused(number, row.line, &shown, "row_in_one_cell", message.to_owned());
    }
    match &heading.layout {
        Layout::Lists(columns) => lists::row(number, row.line, columns, &row.cells, defaults),
        Layout::Options(columns) => options::row(number, row.line, columns, &row.cells, defaults),
    }
}

/// Finds the heading row. Returns the rows before it that are not empty only if no row is a heading.
fn find_heading(
    rows: &mut dyn Iterator<Item = Result<TableRow, FileError>>,
) -> Result<Option<(Vec<TableRow>, Heading)>, FileError> {
    let mut first: Option<TableRow> = None;
    let mut seen = 0;
    for row in rows {
        let row = row?;
        if row.is_empty() {
            continue;
        }
        if let Some(heading) = heading_of(&row)? {
            return Ok(Some((Vec::new(), heading)));
        }
        first.get_or_insert(row);
        seen += 1;
        if seen == HEADING_ROWS {
            break;
        }
    }
    match first {
        None => Ok(None),
        Some(first) => Err(missing(&first)),
    }
}

/// Returns the heading if the row names the required columns.
fn heading_of(row: &TableRow) -> Result<Option<Heading>, FileError> {
    let width = row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    let cells = row.cells.get(..width).unwrap_or_default();
    let Some(layout) = headings::layout(cells, row.line)? else { return Ok(None) };
    if width > MAX_COLUMNS {
        let why = format!("the heading row has {width} columns; at most {MAX_COLUMNS} are read");
        return Err(FileError::new("too_many_columns", why).at(row.line, 0).with("most", MAX_COLUMNS.to_string()));
    }
    let shown = cells.iter().map(String::as_str).filter(|cell| !cell.trim().is_empty());
    let found = shown.take(MAX_HEADINGS).map(excerpt).collect();
    let ignored = layout.unknown(cells).take(MAX_HEADINGS).map(excerpt).collect();
    let format = layout.format(cells);
    Ok(Some(Heading { layout, width, found, ignored, format }))
}

fn missing(first: &TableRow) -> FileError {
    let missing = headings::missing(&first.cells);
    let found = listed(first.cells.iter().map(String::as_str).filter(|cell| !cell.trim().is_empty()), 8);
    let why = format!(
        "the first row must name the columns, and there is none called {}; found: {found}. Add a heading row such as \
         prompt, answer, decoys (spørgsmål, svar, forkerte svar)",
        missing.join(" and none called ")
    );
    FileError::new("missing_headings", why).at(first.line, 0).with("missing", missing.join(", ")).with("found", found)
}
