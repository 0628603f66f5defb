//! Recognizes headings in English and Danish, and decides the layout of a table.

mod names;

pub(super) use self::names::Column;
use self::names::NAMES;
use crate::packs::format::{FileError, Format, error::listed};

/// Names of a column with an option, before its number.
const OPTIONS: [&str; 8] =
    ["answer", "option", "choice", "svar", "svarmulighed", "mulighed", "valgmulighed", "answer option"];

/// Names of the column that states which option is correct.
const CORRECT: [&str; 11] = [
    "correct answer",
    "correct answers",
    "correct option",
    "correct options",
    "correct",
    "right answer",
    "rigtigt svar",
    "rigtige svar",
    "korrekt svar",
    "korrekte svar",
    "facit",
];

/// Names of the column with the type of question in other programs.
const TYPES: [&str; 3] = ["question type", "type", "spørgsmålstype"];

/// The meaning of the columns of a table.
#[derive(Debug)]
pub(super) enum Layout {
    /// One column for each part of a question.
    Lists(Vec<Option<Column>>),
    /// One column for each option.
    Options(OptionColumns),
}

/// Columns of the layout with options, by index.
#[derive(Debug, Default)]
pub(super) struct OptionColumns {
    pub prompt: usize,
    pub options: Vec<usize>,
    pub correct: usize,
    pub kind: Option<usize>,
    pub others: Vec<Option<Column>>,
}

impl Layout {
    /// Returns how many columns are recognized.
    pub fn known_columns(&self) -> usize {
        match self {
            Self::Lists(columns) => columns.iter().flatten().count(),
            Self::Options(columns) => 2 + columns.options.len() + columns.others.iter().flatten().count(),
        }
    }

    /// Returns whether a row is an unused row of a template: a number, a time limit, but no question.
    pub fn is_unused(&self, cells: &[String]) -> bool {
        let Self::Options(columns) = self else { return false };
        let used = std::iter::once(&columns.prompt).chain(&columns.options).chain([&columns.correct]);
        used.into_iter().all(|at| cells.get(*at).is_none_or(|cell| cell.trim().is_empty()))
    }

    /// Returns the headings without a meaning.
    pub fn unknown<'a>(&'a self, cells: &'a [String]) -> impl Iterator<Item = &'a str> {
        let known = move |at: usize| match self {
            Self::Lists(columns) => columns.get(at).copied().flatten().is_some(),
            Self::Options(columns) => {
                columns.others.get(at).copied().flatten().is_some()
                    || [columns.prompt, columns.correct].contains(&at)
                    || columns.options.contains(&at)
                    || columns.kind == Some(at)
            }
        };
        let unknown = cells.iter().enumerate().filter(move |(at, _)| !known(*at));
        unknown.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Returns the program that uses these headings.
    pub fn format(&self, cells: &[String]) -> Format {
        let has = |word: &str| cells.iter().any(|cell| normalized(cell).starts_with(word));
        match self {
            Self::Lists(_) => Format::Csv,
            Self::Options(_) if has("question type") || has("time in seconds") => Format::Quizizz,
            Self::Options(_) if has("time limit") => Format::Kahoot,
            Self::Options(_) => Format::Csv,
        }
    }
}

/// Returns the layout if the headings name a prompt, and an answer, a kind or words. Kinds without an answer need no column
/// for it. Tables of word lists can have a title, and tables of pairs a left and a right side, instead of a prompt.
///
/// # Errors
/// When two headings mean the same column, which can only have one value.
pub(super) fn layout(cells: &[String], line: usize) -> Result<Option<Layout>, FileError> {
    let mut columns: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
    if let Some(options) = options(cells) {
        let kept = |found: &Option<Column>| found.filter(|column| *column == Column::Prompt || is_other(*column));
        unique(cells, &columns.iter().map(kept).collect::<Vec<_>>(), line)?;
        let labels: Vec<String> = options.options.iter().map(|at| normalized(&cells[*at])).collect();
        if let Some(label) = labels.iter().enumerate().find(|(at, label)| labels[..*at].contains(label)) {
            return Err(duplicate(label.1, &format!("\"{}\"", label.1), line));
        }
        return Ok(Some(Layout::Options(options)));
    }
    let has = |wanted: Column| columns.contains(&Some(wanted));
    let has_answer = has(Column::Answer) || has(Column::Kind) || has(Column::Words);
    let other_prompts: &[Column] = match (has(Column::Prompt), has_answer) {
        (true, true) => &[],
        (false, _) if has(Column::Title) && has(Column::Words) => &[Column::Title],
        (false, _) if has(Column::Left) && has(Column::Right) => &[Column::Left, Column::Right],
        _ => return Ok(None),
    };
    for column in &mut columns {
        let is_other = matches!(column, Some(Column::Title | Column::Left | Column::Right));
        *column = column.filter(|column| !is_other || other_prompts.contains(column));
    }
    unique(cells, &columns, line)?;
    Ok(Some(Layout::Lists(columns)))
}

/// Checks that no two headings mean the same column, except for lists.
fn unique(cells: &[String], columns: &[Option<Column>], line: usize) -> Result<(), FileError> {
    for (column, names) in NAMES {
        if matches!(column, Column::Decoys | Column::Aliases | Column::MoreAnswers | Column::Words) {
            continue;
        }
        let same: Vec<&str> = cells
            .iter()
            .zip(columns)
            .filter(|(_, found)| **found == Some(column))
            .map(|(cell, _)| cell.trim())
            .collect();
        if same.len() > 1 {
            return Err(duplicate(names.first().copied().unwrap_or_default(), &listed(same.into_iter(), 4), line));
        }
    }
    Ok(())
}

fn duplicate(column: &str, headings: &str, line: usize) -> FileError {
    let why = format!("several headings mean the column {column}: {headings}; keep one of them");
    FileError::new("duplicate_headings", why).at(line, 0).with("column", column).with("headings", headings)
}

/// Returns the required columns that the headings do not name.
pub(super) fn missing(cells: &[String]) -> Vec<&'static str> {
    let columns: Vec<Option<Column>> = cells.iter().map(|cell| column(cell)).collect();
    let needed = [(Column::Prompt, "prompt"), (Column::Answer, "answer")];
    needed.into_iter().filter(|(column, _)| !columns.contains(&Some(*column))).map(|(_, name)| name).collect()
}

fn options(cells: &[String]) -> Option<OptionColumns> {
    let words: Vec<String> = cells.iter().map(|cell| normalized(cell)).collect();
    let number = |word: &str| {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = word.get(bare.len()..)?.parse::<u32>().ok()?;
        OPTIONS.contains(&bare.trim_end()).then_some(number)
    };
    // The number of the correct option refers to the headings, whatever their order.
    let mut options: Vec<(u32, usize)> =
        words.iter().enumerate().filter_map(|(at, word)| Some((number(word)?, at))).collect();
    options.sort_unstable();
    let options: Vec<usize> = options.into_iter().map(|(_, at)| at).collect();
    let correct = words.iter().position(|word| CORRECT.contains(&word.as_str()))?;
    let prompt = cells.iter().position(|cell| column(cell) == Some(Column::Prompt))?;
    if options.len() < 2 {
        return None;
    }
    let kind = words.iter().position(|word| TYPES.contains(&word.as_str()));
    let others = cells.iter().map(|cell| column(cell).filter(|column| is_other(*column))).collect();
    Some(OptionColumns { prompt, options, correct, kind, others })
}

/// Returns whether the layout with options has this column as well.
fn is_other(column: Column) -> bool {
    !matches!(
        column,
        Column::Prompt
            | Column::Answer
            | Column::Decoys
            | Column::Kind
            | Column::Words
            | Column::Title
            | Column::Left
            | Column::Right
    )
}

/// Returns the column that a heading names; `decoy 1` is one of several columns of decoys.
fn column(heading: &str) -> Option<Column> {
    let word = normalized(heading);
    let named = |word: &str| NAMES.iter().find(|(_, names)| names.contains(&word)).map(|(column, _)| *column);
    let numbered = || {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        named(bare)
            .filter(|column| matches!(column, Column::Decoys | Column::Aliases | Column::MoreAnswers | Column::Words))
    };
    named(&word).or_else(numbered)
}

/// Returns a heading in lower case, with single blanks, and without a remark such as " - max 120 characters".
fn normalized(heading: &str) -> String {
    // Longer cells are no headings.
    if heading.len() > 200 {
        return String::new();
    }
    let heading = heading.split(" - ").next().unwrap_or_default();
    let heading = heading.split(" – ").next().unwrap_or_default();
    let heading = heading.replace("(s)", "s");
    let heading = heading.split('(').next().unwrap_or_default().to_lowercase();
    let words =
        heading.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.' | ':' | '#' | '*' | '\u{feff}' | '?'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(headings: &str) -> Vec<String> {
        headings.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn knows_headings_in_english_and_danish() {
        for (heading, expected) in [
            ("Prompt", Column::Prompt),
            (" spørgsmål ", Column::Prompt),
            ("CORRECT_ANSWER", Column::Answer),
            ("Rigtigt svar", Column::Answer),
            ("Forkert 1", Column::Decoys),
            ("decoy_12", Column::Decoys),
            ("decoy3", Column::Decoys),
            ("Wrong answers", Column::Decoys),
            ("Børnevenlig?", Column::FamilyFriendly),
            ("family-friendly", Column::FamilyFriendly),
            ("alias 2", Column::Aliases),
        ] {
            assert_eq!(column(heading), Some(expected), "{heading}");
        }
        for unknown in ["notes", "", "answering machine", "prompt 2 us", "solution"] {
            assert_eq!(column(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn single_columns_occur_once() {
        for (headings, column) in [("prompt,answer,answer,decoys", "answer"), ("question,prompt,answer", "prompt")] {
            let error = layout(&cells(headings), 1).unwrap_err();
            assert_eq!((error.code, error.params[0].1.as_str()), ("duplicate_headings", column));
        }
        assert!(matches!(layout(&cells("prompt,answer,decoy 1,decoy 2,alias,alias"), 1), Ok(Some(Layout::Lists(_)))));
    }

    #[test]
    fn recognizes_templates_of_other_programs() {
        let kahoot = "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,\
                      Time limit (sec) – 5,Correct answer(s) - choose at least one";
        let quizizz = "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds";
        for (headings, format) in [(kahoot, Format::Kahoot), (quizizz, Format::Quizizz)] {
            let headings = cells(headings);
            let layout = layout(&headings, 1).unwrap().unwrap();
            assert!(matches!(layout, Layout::Options(_)), "{layout:?}");
            assert_eq!(layout.format(&headings), format);
        }
    }
}
