//! OpenDocument spreadsheets: a ZIP archive with the cells in `content.xml`.

use super::{
    Sheet, damaged,
    limits::{Archive, Collector, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS},
    number_text,
    xml::{Node, Nodes, attribute, name},
};
use crate::packs::format::FileError;
use quick_xml::events::BytesStart;

/// Reads every sheet.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    let mut archive = Archive::open(bytes)?;
    let content = archive.text("content.xml")?.ok_or_else(|| damaged("it has no content part"))?;
    let mut reader = SheetReader::default();
    let mut nodes = Nodes::new(&content);
    while let Some(node) = nodes.next()? {
        match &node {
            Node::Start(element, empty) => reader.start(element, *empty)?,
            Node::End(end) => reader.end(end)?,
            Node::Text(text) => reader.text(text),
        }
        if reader.sheets.len() >= MAX_SHEETS {
            break;
        }
    }
    Ok(reader.sheets)
}

#[derive(Default)]
struct SheetReader {
    sheets: Vec<Sheet>,
    collector: Collector,
    /// Filled cells of the row, by column.
    cells: Vec<(usize, String)>,
    row: usize,
    row_repeat: usize,
    column: usize,
    cell: Option<Cell>,
    /// Depth of comments, whose text is not part of the cell.
    comments: usize,
    paragraphs: usize,
}

#[derive(Default)]
struct Cell {
    repeat: usize,
    /// The value, where it is more precise than the shown text.
    value: Option<String>,
    text: String,
}

impl SheetReader {
    fn start(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), FileError> {
        match name(element).as_str() {
            "table" => self.row = 0,
            "table-row" => {
                self.row_repeat = repeat(element, "number-rows-repeated");
                (self.column, self.cells) = (0, Vec::new());
                if empty {
                    self.end_row()?;
                }
            }
            "table-cell" | "covered-table-cell" => {
                let repeat = repeat(element, "number-columns-repeated");
                self.cell = Some(Cell { repeat, value: value(element), text: String::new() });
                self.paragraphs = 0;
                if empty {
                    self.end_cell();
                }
            }
            "annotation" if !empty => self.comments += 1,
            "p" if self.comments == 0 => {
                if self.paragraphs > 0 {
                    self.text("\n");
                }
                self.paragraphs += 1;
            }
            "s" => {
                let blanks = attribute(element, "c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.text(&" ".repeat(blanks.min(100)));
            }
            "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), FileError> {
        match name {
            "annotation" => self.comments = self.comments.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row()?,
            "table" => self.sheets.push(self.collector.sheet()),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.comments == 0 && self.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let text = cell.value.unwrap_or(cell.text);
        if !text.trim().is_empty() {
            // One more than allowed, so that the limit is noticed.
            for step in 0..cell.repeat.min(MAX_COLUMNS + 1) {
                self.cells.push((self.column.saturating_add(step), text.clone()));
            }
        }
        self.column = self.column.saturating_add(cell.repeat);
    }

    fn end_row(&mut self) -> Result<(), FileError> {
        if !self.cells.is_empty() {
            for step in 0..self.row_repeat.min(MAX_ROWS + 1) {
                for (column, text) in &self.cells {
                    self.collector.add(self.row.saturating_add(step), *column, text.clone())?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeat);
        Ok(())
    }
}

fn repeat(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// Returns the value of a number, date or boolean. Texts are in the paragraphs of the cell.
fn value(element: &BytesStart<'_>) -> Option<String> {
    match attribute(element, "value-type")?.as_str() {
        "float" => attribute(element, "value")?.parse().ok().map(number_text),
        "boolean" => Some(if attribute(element, "boolean-value")? == "true" { "TRUE" } else { "FALSE" }.to_owned()),
        "date" => attribute(element, "date-value").map(|date| date.chars().take(10).collect()),
        _ => None,
    }
}
