//! Rows of the layout with one column for each option, as in the templates of Kahoot and Quizizz.

use wpp_game::content::{QuestionKind, form::AnswerForm, rules::Draft};

use super::{cells::as_text, headings::OptionColumns, lists};
use crate::packs::format::{
    Defaults, Row,
    row::{blank, fault, with_options},
};

/// Types of questions with right and wrong options, as written by other programs.
const WITH_OPTIONS: [&str; 10] = [
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

/// Types of questions without right and wrong options.
const OTHERS: [(&str, QuestionKind); 6] = [
    ("poll", QuestionKind::Poll),
    ("fill in the blank", QuestionKind::Typed),
    ("fill in the blanks", QuestionKind::Typed),
    ("type answer", QuestionKind::Typed),
    ("open ended", QuestionKind::WordCloud),
    ("word cloud", QuestionKind::WordCloud),
];

/// Creates the question of a row.
pub(super) fn row(number: usize, line: usize, columns: &OptionColumns, cells: &[String], defaults: &Defaults) -> Row {
    let cell = |at: usize| cells.get(at).map(|cell| as_text(cell).trim()).unwrap_or_default();
    let prompt = cell(columns.prompt);
    let kind = columns.kind.map(cell).unwrap_or_default();
    let other = OTHERS.iter().find(|(name, _)| *name == plain(kind)).map(|(_, kind)| *kind);
    if other.is_none() && !WITH_OPTIONS.contains(&plain(kind).as_str()) {
        let kind = crate::packs::format::error::excerpt(kind);
        let message = format!("questions of the type \"{kind}\" cannot be used; choose another type");
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
    if let Some(kind) = other {
        return without_right_options(number, line, draft, kind, filled);
    }
    let correct: Vec<usize> = correct
        .into_iter()
        .map(|at| if texts.get(at).is_some_and(|text| !text.is_empty()) { place(at) } else { usize::MAX })
        .collect();
    with_options(number, line, draft, filled, &correct)
}

/// Creates the row of a question whose options are spellings of the answer, or of a question of opinion.
fn without_right_options(number: usize, line: usize, draft: Draft, kind: QuestionKind, options: Vec<String>) -> Row {
    let mut draft = Draft { kind: Some(kind), ..draft };
    let mut options = options.into_iter();
    if kind.form().answer != AnswerForm::None {
        draft.answer = options.next().unwrap_or_default();
        draft.aliases.extend(options);
    } else if kind.form().decoys.max > 0 {
        draft.decoys.extend(options);
    }
    Row::new(number, line, None, draft)
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
