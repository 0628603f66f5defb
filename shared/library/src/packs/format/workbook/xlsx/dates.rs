//! Dates in cells: numbers of days with a date format.

use std::collections::BTreeSet;

use crate::packs::format::{
    FileError,
    workbook::{
        number_text,
        xml::{Node, Nodes, attribute, name},
    },
};

/// Which cell styles show a number as a date.
pub(super) struct DateStyles {
    styles: Vec<bool>,
}

impl DateStyles {
    /// Reads the styles part.
    pub fn read(part: &str) -> Result<Self, FileError> {
        let (mut custom, mut styles) = (BTreeSet::new(), Vec::new());
        let (mut in_cell_formats, mut nodes) = (false, Nodes::new(part));
        while let Some(node) = nodes.next()? {
            match node {
                Node::Start(element, empty) => match name(&element).as_str() {
                    "numFmt" => {
                        let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                        let is_date = attribute(&element, "formatCode").is_some_and(|code| is_date_format(&code));
                        custom.extend(id.filter(|_| is_date));
                    }
                    "cellXfs" => in_cell_formats = !empty,
                    "xf" if in_cell_formats => {
                        let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                        styles.push(matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58) || custom.contains(&id));
                    }
                    _ => {}
                },
                Node::End(end) if end == "cellXfs" => in_cell_formats = false,
                _ => {}
            }
        }
        Ok(Self { styles })
    }

    /// Returns whether cells of this style are dates.
    pub fn is_date(&self, style: usize) -> bool {
        self.styles.get(style).copied().unwrap_or(false)
    }
}

/// Returns whether a format code contains a day or a year, outside quotes and brackets.
fn is_date_format(code: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    code.chars().take(200).any(|c| {
        match c {
            '"' => quoted = !quoted,
            '[' => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' => return !quoted && !bracketed,
            _ => {}
        }
        false
    })
}

/// Returns a number of days as a date such as `1969-07-20`.
pub(super) fn text(days: f64, is_1904: bool) -> String {
    // Excel counts from 1899-12-30, because it treats 1900 as a leap year.
    let offset = if is_1904 { 24_107.0 } else { 25_569.0 };
    let since_1970 = (days - offset).floor();
    if !(0.0..=2_958_465.0).contains(&days) {
        return number_text(days);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked above")]
    let (year, month, day) = civil(since_1970 as i64);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Returns year, month and day for a number of days since 1970-01-01 in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_days_to_dates() {
        assert_eq!(text(25_404.0, false), "1969-07-20");
        assert_eq!(text(45_351.75, false), "2024-02-29");
        assert_eq!(text(0.0, true), "1904-01-01");
        assert_eq!(text(-3.0, false), "-3");
    }

    #[test]
    fn recognizes_date_formats() {
        assert!(is_date_format("yyyy-mm-dd") && is_date_format("[$-406]d. mmmm"));
        assert!(!is_date_format("0.00") && !is_date_format("\"day\" 0") && !is_date_format("[Red]0"));
    }
}
