//! Rows of the layout with one column for each part of a question.

use wpp_game::content::{
    QuestionKind,
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
    words::yes_or_no,
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
    for (column, cell) in columns.iter().zip(cells) {
        let Some(column) = *column else { continue };
        let cell = as_text(cell);
        match column {
            Column::Key => key = Some(cell.to_owned()).filter(|key| super::super::json::is_key(key)),
            Column::Kind => match kind(cell) {
                Ok(kind) => draft.kind = kind,
                Err(()) => faults.push(unreadable("kind", cell, "blank, open or choice")),
            },
            Column::FamilyFriendly => match yes_or_no(cell) {
                Some(yes) => draft.family_friendly = yes,
                None if cell.trim().is_empty() => {}
                None => faults.push(unreadable("family_friendly", cell, "true or false")),
            },
            other => fill(&mut draft, other, cell),
        }
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
        Column::Prompt => draft.prompt = cell.to_owned(),
        Column::Answer => draft.answer = cell.to_owned(),
        Column::Category => draft.category = cell.to_owned(),
        Column::Aliases => draft.aliases.extend(list(cell)),
        Column::Decoys => draft.decoys.extend(list(cell)),
        Column::Language => draft.language = Some(cell.to_owned()),
        Column::Explanation => draft.explanation = Some(cell.to_owned()),
        Column::Source => draft.source = Some(cell.to_owned()),
        Column::FamilyFriendly => draft.family_friendly = yes_or_no(cell).unwrap_or(draft.family_friendly),
        Column::Key | Column::Kind => {}
    }
}

/// Parses a kind in English or Danish; an empty cell is `None`.
fn kind(cell: &str) -> Result<Option<QuestionKind>, ()> {
    if cell.len() > 40 {
        return Err(());
    }
    match cell.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "udfyld" | "hul" | "gap" => Ok(Some(QuestionKind::Blank)),
        "åben" | "åbent" => Ok(Some(QuestionKind::Open)),
        "valg" | "multiple choice" | "multiple_choice" => Ok(Some(QuestionKind::Choice)),
        word => QuestionKind::parse(word).map(Some).ok_or(()),
    }
}
