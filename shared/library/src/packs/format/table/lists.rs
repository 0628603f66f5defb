//! Rows of the layout with one column for each part of a question.

use wpp_game::content::{
    Difficulty, QuestionKind,
    rules::{Draft, DraftError},
};

use super::{
    cells::{as_text, list},
    headings::Column,
};
use crate::packs::format::{
    Defaults, Row,
    error::excerpt,
    row::{blank, fault},
    words::{truth, yes_or_no},
};

/// Creates the question of a row.
pub(super) fn row(
    number: usize,
    line: usize,
    columns: &[Option<Column>],
    cells: &[String],
    defaults: &Defaults,
) -> Row {
    let (mut key, mut faults, mut draft) = (None, Vec::new(), blank(defaults));
    let is_pair = columns.contains(&Some(Column::Left));
    for (column, cell) in columns.iter().zip(cells) {
        let Some(column) = *column else { continue };
        let cell = as_text(cell);
        match column {
            Column::Key => key = Some(cell.to_owned()).filter(|key| super::super::json::is_key(key)),
            Column::Kind => match kind(cell) {
                Ok(kind) => draft.kind = kind,
                Err(()) => faults.push(unreadable("kind", cell, &kinds())),
            },
            Column::FamilyFriendly => match yes_or_no(cell) {
                Some(yes) => draft.family_friendly = yes,
                None if cell.trim().is_empty() => {}
                None => faults.push(unreadable("family_friendly", cell, "true or false")),
            },
            Column::Points => faults.extend(fault_of_number("points", cell, |number| draft.points = number)),
            Column::TimeLimit => {
                faults.extend(fault_of_number("time_limit_s", cell, |number| draft.time_limit_s = Some(number)));
            }
            Column::Difficulty => match difficulty(cell) {
                Some(known) => draft.difficulty = Some(known),
                None if cell.trim().is_empty() => {}
                None => faults.push(unreadable("difficulty", cell, "easy, medium or hard")),
            },
            other => fill(&mut draft, other, cell),
        }
    }
    if is_pair && draft.kind.is_none() {
        draft.kind = Some(QuestionKind::Pair);
    }
    if draft.kind == Some(QuestionKind::TrueFalse)
        && let Some(truth) = truth(&draft.answer)
    {
        draft.answer = truth.to_string();
    }
    Row::with_faults(number, line, key, draft, faults)
}

/// Creates the fault of a cell that contains none of the words in `needed`.
fn unreadable(field: &str, cell: &str, needed: &str) -> DraftError {
    let found = excerpt(cell);
    fault(field, "unreadable", format!("\"{found}\" is not understood; write {needed}")).with("found", found)
}

/// Puts a text into its part of the question.
pub(super) fn fill(draft: &mut Draft, column: Column, cell: &str) {
    match column {
        Column::Prompt | Column::Title | Column::Left => draft.prompt = cell.to_owned(),
        Column::Answer | Column::Right => draft.answer = cell.to_owned(),
        Column::Category => draft.category = cell.to_owned(),
        Column::Aliases => draft.aliases.extend(list(cell)),
        Column::Decoys => draft.decoys.extend(list(cell)),
        Column::MoreAnswers => draft.more_answers.extend(list(cell)),
        Column::Words => draft.words.extend(list(cell)),
        Column::Language => draft.language = Some(cell.to_owned()),
        Column::Explanation => draft.explanation = Some(cell.to_owned()),
        Column::Source => draft.source = Some(cell.to_owned()),
        Column::FamilyFriendly => draft.family_friendly = yes_or_no(cell).unwrap_or(draft.family_friendly),
        Column::Difficulty => draft.difficulty = difficulty(cell),
        // Other programs count points in another way.
        Column::Key | Column::Kind | Column::Points | Column::TimeLimit => {}
    }
}

/// Parses a whole number, passes it on, and returns the fault of any other text. An empty cell has no effect.
fn fault_of_number(field: &str, cell: &str, set: impl FnOnce(u32)) -> Option<DraftError> {
    // Workbooks store whole numbers as `20.0`.
    let text = cell.trim().trim_end_matches(".0");
    match text.parse() {
        Ok(number) => set(number),
        Err(_) if text.is_empty() => {}
        Err(_) => return Some(unreadable(field, cell, "a whole number")),
    }
    None
}

/// Parses a difficulty in English or Danish.
fn difficulty(cell: &str) -> Option<Difficulty> {
    if cell.len() > 40 {
        return None;
    }
    match cell.trim().to_lowercase().as_str() {
        "let" => Some(Difficulty::Easy),
        "middel" | "mellem" => Some(Difficulty::Medium),
        "svær" | "difficult" => Some(Difficulty::Hard),
        word => Difficulty::parse(word),
    }
}

/// Returns the names of all kinds.
fn kinds() -> String {
    let names: Vec<&str> = QuestionKind::ALL.iter().map(|kind| kind.as_str()).collect();
    format!("one of {}", names.join(", "))
}

/// Parses a kind in English or Danish; an empty cell is `None`.
fn kind(cell: &str) -> Result<Option<QuestionKind>, ()> {
    if cell.len() > 40 {
        return Err(());
    }
    let word = cell.trim().to_lowercase();
    if word.is_empty() {
        return Ok(None);
    }
    let other = QuestionKind::ALL.iter().find(|kind| kind.form().other_names.contains(&word.as_str()));
    let named = || QuestionKind::parse(&word.replace([' ', '-', '/'], "_"));
    other.copied().or_else(named).map(Some).ok_or(())
}
