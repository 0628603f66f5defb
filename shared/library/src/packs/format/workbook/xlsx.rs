//! Workbooks of Excel since 2007: a ZIP archive of XML parts.

mod dates;

use std::collections::BTreeMap;

use self::dates::DateStyles;
use super::{
    Sheet, damaged,
    limits::{Archive, Collector, MAX_SHEETS},
    number_text,
    xml::{Node, Nodes, attribute, name},
};
use crate::packs::format::FileError;

/// Reads every sheet with cells.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, FileError> {
    let mut archive = Archive::open(bytes)?;
    let workbook = archive.text("xl/workbook.xml")?.ok_or_else(|| damaged("it has no workbook part"))?;
    let targets = targets(&archive.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default())?;
    let strings = match archive.text("xl/sharedStrings.xml")? {
        Some(part) => shared_strings(&part)?,
        None => Vec::new(),
    };
    let styles = DateStyles::read(&archive.text("xl/styles.xml")?.unwrap_or_default())?;
    let (ids, is_1904) = sheet_ids(&workbook)?;
    let (mut sheets, mut collector) = (Vec::new(), Collector::default());
    for id in ids.iter().take(MAX_SHEETS) {
        let Some(path) = targets.get(id) else { continue };
        let Some(part) = archive.text(path)? else { continue };
        SheetReader { strings: &strings, styles: &styles, is_1904, collector: &mut collector }.read(&part)?;
        sheets.push(collector.sheet());
    }
    Ok(sheets)
}

/// Returns the relationship ids of the sheets, in their order, and whether dates count from 1904.
fn sheet_ids(workbook: &str) -> Result<(Vec<String>, bool), FileError> {
    let (mut ids, mut is_1904, mut nodes) = (Vec::new(), false, Nodes::new(workbook));
    while let Some(node) = nodes.next()? {
        let Node::Start(element, _) = node else { continue };
        match name(&element).as_str() {
            "sheet" => ids.extend(attribute(&element, "id")),
            "workbookPr" => is_1904 = attribute(&element, "date1904").is_some_and(|on| on == "1" || on == "true"),
            _ => {}
        }
    }
    Ok((ids, is_1904))
}

/// Returns the paths of the parts by their relationship ids.
fn targets(relationships: &str) -> Result<BTreeMap<String, String>, FileError> {
    let (mut targets, mut nodes) = (BTreeMap::new(), Nodes::new(relationships));
    while let Some(node) = nodes.next()? {
        let Node::Start(element, _) = node else { continue };
        if let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target")) {
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, path);
        }
    }
    Ok(targets)
}

fn shared_strings(part: &str) -> Result<Vec<String>, FileError> {
    let (mut strings, mut text, mut nodes) = (Vec::new(), Rich::default(), Nodes::new(part));
    while let Some(node) = nodes.next()? {
        match node {
            Node::Start(element, true) if name(&element) == "si" => strings.push(String::new()),
            Node::End(end) if end == "si" => strings.push(text.take()),
            node => text.add(&node),
        }
    }
    Ok(strings)
}

/// The text of a cell or shared string: its `t` elements without phonetic readings.
#[derive(Default)]
struct Rich {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl Rich {
    fn add(&mut self, node: &Node<'_>) {
        match node {
            Node::Start(element, false) => match name(element).as_str() {
                "t" => self.in_text = true,
                "rPh" => self.in_phonetic = true,
                _ => {}
            },
            Node::End(end) => match end.as_str() {
                "t" => self.in_text = false,
                "rPh" => self.in_phonetic = false,
                _ => {}
            },
            Node::Text(text) if self.in_text && !self.in_phonetic => self.text.push_str(text),
            _ => {}
        }
    }

    fn take(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        // Excel escapes line breaks in this way.
        if text.contains("_x00") { text.replace("_x000D_", "").replace("_x000A_", "\n") } else { text }
    }
}

struct SheetReader<'a> {
    strings: &'a [String],
    styles: &'a DateStyles,
    is_1904: bool,
    collector: &'a mut Collector,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: String,
    in_value: bool,
}

impl SheetReader<'_> {
    fn read(&mut self, part: &str) -> Result<(), FileError> {
        let mut nodes = Nodes::new(part);
        let (mut cell, mut rich) = (Cell::default(), Rich::default());
        let (mut row, mut column) = (0_usize, 0_usize);
        let mut rows = 0_usize;
        while let Some(node) = nodes.next()? {
            match &node {
                Node::Start(element, empty) => match name(element).as_str() {
                    "row" => {
                        let number = attribute(element, "r").and_then(|row| row.parse::<usize>().ok());
                        row = number.and_then(|row| row.checked_sub(1)).unwrap_or(rows);
                        rows = row.saturating_add(1);
                        column = 0;
                    }
                    "c" => {
                        let place = attribute(element, "r").and_then(|reference| position(&reference));
                        (cell.row, cell.column) = place.unwrap_or((row, column));
                        column = cell.column.saturating_add(1);
                        cell.kind = attribute(element, "t").unwrap_or_default();
                        cell.style = attribute(element, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                        cell.value.clear();
                    }
                    "v" if !empty => cell.in_value = true,
                    _ => rich.add(&node),
                },
                Node::Text(text) if cell.in_value => cell.value.push_str(text),
                Node::End(end) if end == "v" => cell.in_value = false,
                Node::End(end) if end == "c" => {
                    let inline = rich.take();
                    let text = self.text(&cell, inline);
                    self.collector.add(cell.row, cell.column, text)?;
                }
                node => rich.add(node),
            }
        }
        Ok(())
    }

    fn text(&self, cell: &Cell, inline: String) -> String {
        match cell.kind.as_str() {
            "s" => {
                cell.value.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at)).cloned().unwrap_or_default()
            }
            "inlineStr" => inline,
            "b" => if cell.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            // An error value such as #N/A is no text.
            "e" => String::new(),
            "str" | "d" => cell.value.clone(),
            _ => match cell.value.trim().parse::<f64>() {
                Ok(number) if self.styles.is_date(cell.style) => dates::text(number, self.is_1904),
                Ok(number) => number_text(number),
                Err(_) => cell.value.clone(),
            },
        }
    }
}

/// Parses a reference such as `AB12` to row and column, counted from 0.
fn position(reference: &str) -> Option<(usize, usize)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        letter.is_ascii_alphabetic().then(|| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((row.parse::<usize>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
