//! Splits a text into rows and cells: comma, semicolon or tab; LF, CR LF or CR.
//!
//! A cell that begins with a quote ends at the closing quote, and `""` inside it is a quote. If other text follows
//! the closing quote, the quotes belong to the text, as in `"Heroes" was sung by whom?`.
//! Splitting takes linear time.

use super::{FileError, table::TableRow};

/// Cells of a row that are kept. Of further cells, only the last filled one is kept, so that surplus is noticed.
const MAX_CELLS: usize = 1_000;

/// The rows of a text.
#[derive(Debug, Clone)]
pub(super) struct Splitter<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    line: usize,
}

impl<'a> Splitter<'a> {
    /// Splits `text` at the ASCII character `separator`. `line` is the number of the first line.
    pub fn new(text: &'a str, separator: u8, line: usize) -> Self {
        Self { text, separator, at: 0, line }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Counts the line breaks of a slice that has no break at its borders' middle.
    fn count_lines(&mut self, from: usize, to: usize) {
        let bytes = self.text.as_bytes();
        for at in from..to {
            let lone = match bytes.get(at) {
                Some(b'\n') => true,
                Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += usize::from(lone);
        }
    }

    /// Reads a cell and moves to the separator or line break after it.
    fn cell(&mut self) -> Result<String, FileError> {
        let start = self.at;
        if self.byte(start) == Some(b'"')
            && let Some(cell) = self.quoted(start)?
        {
            return Ok(cell);
        }
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == self.separator || matches!(byte, b'\n' | b'\r'));
        self.at = length.map_or(self.text.len(), |length| start + length);
        Ok(self.slice(start, self.at).to_owned())
    }

    /// Reads a quoted cell, or returns `None` if the quotes belong to the text.
    fn quoted(&mut self, start: usize) -> Result<Option<String>, FileError> {
        let (mut cell, mut from) = (String::new(), start + 1);
        loop {
            let rest = self.text.as_bytes().get(from..).unwrap_or_default();
            let Some(length) = rest.iter().position(|byte| *byte == b'"') else {
                let why = "a quote is opened here and never closed; close it, or write \"\" for a quote inside a cell";
                return Err(FileError::new("open_quote", why).at(self.line, 0));
            };
            let quote = from + length;
            cell.push_str(self.slice(from, quote));
            if self.byte(quote + 1) == Some(b'"') {
                cell.push('"');
                from = quote + 2;
                continue;
            }
            // Blanks after the closing quote are ignored.
            let after = (quote + 1..).find(|at| self.byte(*at) != Some(b' ')).unwrap_or(quote + 1);
            let ends = self.byte(after).is_none_or(|byte| byte == self.separator || matches!(byte, b'\n' | b'\r'));
            if !ends {
                return Ok(None);
            }
            self.count_lines(start, after);
            self.at = after;
            return Ok(Some(cell));
        }
    }

    fn row(&mut self) -> Result<TableRow, FileError> {
        let (line, mut cells): (usize, Vec<String>) = (self.line, Vec::new());
        loop {
            let cell = self.cell()?;
            // A row of millions of separators would need far more memory than the file.
            let kept = cells.len();
            match cells.last_mut().filter(|_| kept >= MAX_CELLS) {
                Some(last) if !cell.trim().is_empty() => *last = cell,
                Some(_) => {}
                None => cells.push(cell),
            }
            match self.byte(self.at) {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => {
                    self.at += 2;
                    self.line += 1;
                    return Ok(TableRow { line, cells });
                }
                Some(_) => {
                    self.at += 1;
                    self.line += 1;
                    return Ok(TableRow { line, cells });
                }
                None => return Ok(TableRow { line, cells }),
            }
        }
    }
}

impl Iterator for Splitter<'_> {
    type Item = Result<TableRow, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.text.len() {
            return None;
        }
        let row = self.row();
        if row.is_err() {
            self.at = self.text.len();
        }
        Some(row)
    }
}

/// The `sep=` line that Excel writes and reads: returns the separator, the rest of the text and its first line.
pub(super) fn separator_line(text: &str) -> Option<(u8, &str, usize)> {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    // A spreadsheet can add quotes and further separators.
    let line = text.get(..end).filter(|line| line.len() < 200)?.replace('"', "");
    let line = line.trim_start_matches(' ');
    let named = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and(line.get(4..))?;
    let named = named.replace("\\t", "\t");
    let separator = named.bytes().next().filter(|byte| byte.is_ascii() && *byte != b' ')?;
    let rest = named.get(1..)?;
    if !rest.bytes().all(|byte| byte == separator || matches!(byte, b',' | b';' | b'\t' | b' ')) {
        return None;
    }
    let rest = text.get(end..)?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
    Some((separator, rest, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        Splitter::new(text, b',', 1).map(|row| row.map(|row| (row.line, row.cells)).unwrap()).collect()
    }

    #[test]
    fn splits_every_kind_of_line_break() {
        for text in ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d"] {
            assert_eq!(rows(text), [(1, vec!["a".into(), "b".into()]), (2, vec!["c".into(), "d".into()])], "{text:?}");
        }
        assert_eq!(rows("a\n\nb"), [(1, vec!["a".to_owned()]), (2, vec![String::new()]), (3, vec!["b".to_owned()])]);
    }

    #[test]
    fn reads_quoted_cells() {
        let expected: Vec<String> = ["x, y", "call \"hi\"", "two\nlines", ""].map(str::to_owned).to_vec();
        assert_eq!(rows("\"x, y\",\"call \"\"hi\"\"\",\"two\nlines\",\"\"\nz")[0], (1, expected));
        assert_eq!(rows("\"two\r\nlines\" ,b\nz")[1].0, 3);
    }

    #[test]
    fn keeps_quotes_inside_a_text() {
        assert_eq!(rows("\"Heroes\" was sung,b")[0].1, ["\"Heroes\" was sung", "b"]);
        assert_eq!(rows("55\" wide,b")[0].1, ["55\" wide", "b"]);
        assert_eq!(rows("Who wrote \"The Raven\"?,b")[0].1, ["Who wrote \"The Raven\"?", "b"]);
    }

    #[test]
    fn names_the_line_of_an_open_quote() {
        let error = Splitter::new("a\nb\n\"c,d\ne", b',', 1).find_map(Result::err).unwrap();
        assert_eq!((error.code, error.line), ("open_quote", 3));
    }

    #[test]
    fn bounds_the_cells_of_a_row() {
        let row = &rows(&format!("{}x,", ",".repeat(2_000_000)))[0].1;
        assert_eq!((row.len(), row.last().map(String::as_str)), (MAX_CELLS, Some("x")));
    }

    #[test]
    fn reads_the_separator_line() {
        assert_eq!(separator_line("sep=;\r\na;b"), Some((b';', "a;b", 2)));
        assert_eq!(separator_line("\"sep=,\"\na"), Some((b',', "a", 2)));
        assert_eq!(separator_line("SEP=\t\na"), Some((b'\t', "a", 2)));
        assert_eq!(separator_line("prompt,answer\n"), None);
        assert_eq!(separator_line("sep=\na"), None);
        assert_eq!(separator_line("separate,answer"), None);
    }
}
