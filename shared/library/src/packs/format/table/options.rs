//! Rows of the layout with one column for each option, as in the templates of Kahoot and Quizizz.

use super::{cells::as_text, headings::OptionColumns, lists};
use crate::packs::format::{
    Defaults, Row,
    row::{blank, fault, with_options},
};

/// Types of questions that have options and can be used, as written by other programs.
const USABLE: [&str; 10] = [
    "",
    "multiple choice",
    "multiplechoice",
    "checkbox",
    "multiple select",
    "single choice",
    "quiz",
    "true false",
    "true or false",
    "mcq",
];

/// Creates the question of a row.
pub(super) fn row(number: usize, line: usize, columns: &OptionColumns, cells: &[String], defaults: &Defaults) -> Row {
    let cell = |at: usize| cells.get(at).map(|cell| as_text(cell).trim()).unwrap_or_default();
    let prompt = cell(columns.prompt);
    if let Some(kind) = columns.kind.map(cell)
        && !USABLE.contains(&plain(kind).as_str())
    {
        let kind = crate::packs::format::error::excerpt(kind);
        let message = format!("questions of the type \"{kind}\" cannot be used; only questions with options can");
        return Row::with_fault(number, line, prompt, fault("", "unsupported_type", message).with("found", kind));
    }
    let mut draft = blank(defaults);
    draft.prompt = prompt.to_owned();
    for (column, text) in columns.others.iter().zip(cells) {
        if let Some(column) = column {
            lists::fill(&mut draft, *column, as_text(text));
        }
    }
    // Numbers of correct options count the columns, empty ones too.
    let texts: Vec<&str> = columns.options.iter().map(|at| cell(*at)).collect();
    let correct = correct(cell(columns.correct), &texts);
    let place = |wanted: usize| texts.iter().take(wanted).filter(|text| !text.is_empty()).count();
    let filled: Vec<String> = texts.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned()).collect();
    let correct: Vec<usize> = correct
        .into_iter()
        .map(|at| if texts.get(at).is_some_and(|text| !text.is_empty()) { place(at) } else { usize::MAX })
        .collect();
    with_options(number, line, draft, filled, &correct)
}

/// Parses which options are correct: numbers from 1, letters from A, or the text of an option.
fn correct(cell: &str, options: &[&str]) -> Vec<usize> {
    // Prefer the text, unless the cell is a number: option texts can be numbers themselves.
    let parts: Vec<&str> = cell.split([',', ';', '|', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<usize>> = parts.iter().map(|part| number(part, options.len())).collect();
    match numbers {
        Some(numbers) if !numbers.is_empty() => numbers,
        _ => options
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty() && **text == cell)
            .map(|(at, _)| at)
            .take(2)
            .collect(),
    }
}

fn number(part: &str, options: usize) -> Option<usize> {
    let by_number = part.trim_end_matches(".0").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_letter = || {
        let mut chars = part.chars();
        let letter = chars.next().filter(char::is_ascii_alphabetic)?;
        chars.next().is_none().then(|| usize::from(letter.to_ascii_uppercase() as u8 - b'A'))
    };
    by_number.or_else(by_letter).filter(|at| *at < options.max(26))
}

fn plain(kind: &str) -> String {
    if kind.len() > 60 {
        return "…".to_owned();
    }
    let lower = kind.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
