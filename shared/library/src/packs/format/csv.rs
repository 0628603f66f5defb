//! Questions as a table.
//!
//! The first line names the columns, in any order and any case; `prompt` and `answer` must be there.
//! Several decoys or aliases stand in one cell with `|` between them (`\|` is a bar, `\\` a
//! backslash), or in columns of their own, `decoy_1`, `decoy_2` … The separator may be a comma, a
//! semicolon or a tab.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a return is a formula to a spreadsheet.
//! Written out, such a cell gets an apostrophe in front, which makes it text; read in, it is taken
//! off again.

use std::io::Write;

use wpp_game::content::{
    QuestionKind,
    rules::{Draft, DraftError},
};

use super::{
    Defaults, FileError, Head, Row, Sink,
    json::{FileQuestion, Lines},
};

const COLUMNS: [&str; 11] = [
    "key",
    "kind",
    "category",
    "prompt",
    "answer",
    "aliases",
    "decoys",
    "family_friendly",
    "language",
    "explanation",
    "source",
];

/// Other names people give to columns.
const OTHERWISE: [(&str, &str); 8] = [
    ("question", "prompt"),
    ("correct_answer", "answer"),
    ("incorrect_answers", "decoys"),
    ("wrong_answers", "decoys"),
    ("family friendly", "family_friendly"),
    ("family", "family_friendly"),
    ("alias", "aliases"),
    ("decoy", "decoys"),
];

pub(super) fn read(text: &str, unsaid: &Defaults, sink: &mut Sink<'_>) -> Result<Head, FileError> {
    closed(text)?;
    let first = text.lines().next().unwrap_or_default();
    let separator = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|separator| first.bytes().filter(|byte| byte == separator).count())
        .unwrap_or(b',');
    let mut table = ::csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let headings = table.headers().map_err(|error| error_of(&error))?.clone();
    let columns: Vec<Option<String>> = headings.iter().map(column).collect();
    for needed in ["prompt", "answer"] {
        if !columns.iter().flatten().any(|column| column == needed) {
            let why = format!("the first line names the columns, and there is none called {needed}");
            return Err(FileError { line: 1, column: 0, why });
        }
    }
    let unknown =
        headings.iter().zip(&columns).filter(|(heading, column)| column.is_none() && !heading.trim().is_empty());
    let head = Head { ignored: unknown.map(|(heading, _)| heading.trim().to_owned()).collect(), ..Head::default() };

    let mut record = ::csv::StringRecord::new();
    let (mut number, mut lines) = (0, Lines::default());
    while table.read_record(&mut record).map_err(|error| error_of(&error))? {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        number += 1;
        let at = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let line = lines.of(text, at);
        let cells = columns.iter().zip(&record).filter_map(|(column, cell)| Some((column.as_deref()?, cell)));
        if !sink(row(number, line, cells, unsaid)) {
            break;
        }
    }
    Ok(head)
}

/// The column a heading means; `decoy_1` is one of several called `decoys`.
fn column(heading: &str) -> Option<String> {
    let word = heading.trim().to_lowercase().replace(' ', "_");
    let bare = word.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
    let found = |name: &str| {
        let other = OTHERWISE.iter().find(|(from, _)| *from == name).map(|(_, to)| *to);
        COLUMNS.iter().find(|column| **column == name).copied().or(other).map(str::to_owned)
    };
    found(&word).or_else(|| found(bare).filter(|column| matches!(column.as_str(), "decoys" | "aliases")))
}

fn row<'a>(number: usize, line: usize, cells: impl Iterator<Item = (&'a str, &'a str)>, unsaid: &Defaults) -> Row {
    let mut key = None;
    let mut faults = Vec::new();
    let mut draft = Draft {
        kind: None,
        prompt: String::new(),
        answer: String::new(),
        aliases: Vec::new(),
        decoys: Vec::new(),
        category: String::new(),
        language: None,
        family_friendly: unsaid.family_friendly,
        explanation: None,
        source: None,
    };
    let mut refuse = |field: &str, message: String| {
        faults.push(DraftError { field: field.to_owned(), code: "unreadable", message });
    };
    for (column, cell) in cells {
        let cell = as_text(cell);
        match column {
            "key" => key = Some(cell.to_owned()).filter(|key| !key.is_empty()),
            "kind" => match QuestionKind::parse(&cell.trim().to_lowercase()) {
                Some(kind) => draft.kind = Some(kind),
                None if cell.trim().is_empty() => {}
                None => refuse("kind", "write blank, open or choice".to_owned()),
            },
            "category" => draft.category = cell.to_owned(),
            "prompt" => draft.prompt = cell.to_owned(),
            "answer" => draft.answer = cell.to_owned(),
            "aliases" => draft.aliases.extend(list(cell)),
            "decoys" => draft.decoys.extend(list(cell)),
            "family_friendly" => match cell.trim().to_lowercase().as_str() {
                "" => {}
                "true" | "yes" | "1" | "x" | "ja" => draft.family_friendly = true,
                "false" | "no" | "0" | "nej" => draft.family_friendly = false,
                _ => refuse("family_friendly", "write true or false".to_owned()),
            },
            "language" => draft.language = Some(cell.to_owned()),
            "explanation" => draft.explanation = Some(cell.to_owned()),
            "source" => draft.source = Some(cell.to_owned()),
            _ => {}
        }
    }
    let mut row = Row::new(number, line, key, draft);
    if !faults.is_empty() {
        faults.extend(row.question.err().unwrap_or_default());
        row.question = Err(faults);
    }
    row
}

/// Several texts of one cell.
fn list(cell: &str) -> Vec<String> {
    let (mut texts, mut text, mut chars) = (Vec::new(), String::new(), cell.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '|' => texts.push(std::mem::take(&mut text)),
            c => text.push(c),
        }
    }
    texts.push(text);
    texts.retain(|text| !text.trim().is_empty());
    texts
}

/// What a spreadsheet would take for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// With apostrophes in front it is text already, and gets another one: as many come off as were put on.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

fn as_text(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn no_formula(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// A quote that is never closed swallows the rest of the file: better said than guessed.
fn closed(text: &str) -> Result<(), FileError> {
    let (mut line, mut opened, mut fresh) = (1, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            (b'"', None) if fresh => opened = Some(line),
            (b'"', Some(_)) if bytes.peek() == Some(&b'"') => drop(bytes.next()),
            (b'"', Some(_)) => opened = None,
            _ => {}
        }
        line += usize::from(byte == b'\n');
        fresh = matches!(byte, b',' | b';' | b'\t' | b'\n' | b'\r');
    }
    match opened {
        None => Ok(()),
        Some(line) => Err(FileError { line, column: 0, why: "a quote is opened here and never closed".to_owned() }),
    }
}

fn error_of(error: &::csv::Error) -> FileError {
    let line = error.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
    FileError { line, column: 0, why: error.to_string() }
}

/// Writes a pack as a table.
pub struct CsvWriter(::csv::Writer<Vec<u8>>);

impl CsvWriter {
    /// A table with its headings.
    ///
    /// # Errors
    /// Never, in memory.
    pub fn new() -> std::io::Result<Self> {
        // Spreadsheets take a file without the mark for Latin-1.
        let mut begun = Vec::new();
        begun.write_all("\u{feff}".as_bytes())?;
        let mut table = ::csv::Writer::from_writer(begun);
        table.write_record(COLUMNS)?;
        Ok(Self(table))
    }

    /// Adds a question.
    ///
    /// # Errors
    /// Never, in memory.
    pub fn write(&mut self, question: FileQuestion) -> std::io::Result<()> {
        let listed = |texts: Vec<String>| {
            let escaped = texts.into_iter().map(|text| text.replace('\\', "\\\\").replace('|', "\\|"));
            escaped.collect::<Vec<_>>().join("|")
        };
        let cells = [
            question.key.unwrap_or_default(),
            question.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            question.category,
            question.prompt,
            question.answer,
            listed(question.aliases),
            listed(question.decoys),
            question.family_friendly.map(|fit| fit.to_string()).unwrap_or_default(),
            question.language.unwrap_or_default(),
            question.explanation.unwrap_or_default(),
            question.source.unwrap_or_default(),
        ];
        Ok(self.0.write_record(cells.map(no_formula))?)
    }

    /// What has been written since the last time.
    ///
    /// # Errors
    /// Never, in memory.
    pub fn take(self) -> std::io::Result<(Vec<u8>, Self)> {
        let written = self.0.into_inner().map_err(::csv::IntoInnerError::into_error)?;
        Ok((written, Self(::csv::Writer::from_writer(Vec::new()))))
    }
}
