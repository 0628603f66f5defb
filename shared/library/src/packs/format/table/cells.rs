//! Cells: lists in one cell, and texts that a spreadsheet would take for formulas.

use wpp_game::content::form::MAX_WORDS;

/// No list is longer; further texts are dropped, and the rules report the surplus.
const MAX_ITEMS: usize = MAX_WORDS + 2;

/// Characters that begin a formula in a spreadsheet, with their full-width forms.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Splits a cell at `|` and at line breaks. `\|` is a bar and `\\` a backslash.
pub(super) fn list(cell: &str) -> Vec<String> {
    let (mut texts, mut text, mut chars) = (Vec::new(), String::new(), cell.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '|' | '\n' | '\r' => push(&mut texts, &mut text),
            c => text.push(c),
        }
        if texts.len() >= MAX_ITEMS {
            return texts;
        }
    }
    push(&mut texts, &mut text);
    texts
}

fn push(texts: &mut Vec<String>, text: &mut String) {
    let text = std::mem::take(text);
    if !text.trim().is_empty() {
        texts.push(text);
    }
}

/// Joins texts for one cell.
pub(in crate::packs::format) fn joined(texts: Vec<String>) -> String {
    let escaped = texts.into_iter().map(|text| text.replace('\\', "\\\\").replace('|', "\\|"));
    escaped.collect::<Vec<_>>().join("|")
}

/// Returns whether a spreadsheet reads the cell as a formula, ignoring apostrophes in front.
///
/// A text with apostrophes gets another one, so that reading removes as many as writing added.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

/// Removes the apostrophe that [`no_formula`] added.
pub(super) fn as_text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Adds an apostrophe to a text that a spreadsheet would read as a formula.
pub(in crate::packs::format) fn no_formula(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_lists_at_bars_and_lines() {
        assert_eq!(list("Toronto\nMontreal\r\nVancouver"), ["Toronto", "Montreal", "Vancouver"]);
        assert_eq!(list(r"a|b\|c|\\d| "), ["a", "b|c", r"\d"]);
        assert_eq!(list(&"x|".repeat(100_000)).len(), MAX_ITEMS);
    }

    #[test]
    fn formulas_round_trip() {
        for text in ["=1+1", "'=1", "''=1", "@x", "＝1", "－1", "plain", "'quoted'", "", "-1"] {
            let written = no_formula(text.to_owned());
            assert!(!written.starts_with(FORMULA), "{written}");
            assert_eq!(as_text(&written), text);
        }
    }
}
