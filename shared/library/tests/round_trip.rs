//! Every format that exports write is read back identical.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use wpp_game::content::{
    Difficulty, Media, QuestionKind,
    form::{AnswerForm, MediaForm},
    rules::{Draft, ValidDraft},
};
use wpp_library::packs::format::{self, CsvWriter, Defaults, FORMAT, FileQuestion, Format, VERSION};

/// Pieces of texts that mean something in one of the formats.
const PIECES: [&str; 46] = [
    "a",
    "Z",
    "0",
    "7",
    " ",
    "-",
    "=",
    "+",
    "@",
    "'",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "|",
    "\\",
    "\\|",
    "\\\\",
    "/",
    "<",
    ">",
    "&",
    "&amp;",
    "%20",
    "{",
    "}",
    "[",
    "]",
    "~",
    "#",
    "::",
    "sep=;",
    "true",
    "FALSE",
    "é",
    "e\u{301}",
    "å",
    "漢",
    "👨‍👩‍👧",
    "＝",
    "＋",
    "\u{a0}",
    "مريم",
    "...",
];

fn text(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..most).prop_map(|pieces| pieces.concat())
}

/// Texts that differ from each other by a number, in any position.
fn numbered(n: usize) -> impl Strategy<Value = String> {
    (text(6), text(6)).prop_map(move |(before, after)| format!("{before}x{n}y{after}"))
}

fn texts(first: usize, count: usize) -> impl Strategy<Value = Vec<String>> {
    let all: Vec<_> = (first..first + count).map(numbered).collect();
    (all, 0..=count).prop_map(|(mut texts, count)| {
        texts.truncate(count);
        texts
    })
}

fn settings() -> impl Strategy<Value = (QuestionKind, u32, Option<u32>, Option<Difficulty>)> {
    let kind = prop::sample::select(QuestionKind::ALL.to_vec());
    let difficulty = prop::option::of(prop::sample::select(Difficulty::ALL.to_vec()));
    (kind, 0..=2_u32, prop::option::of(5..=600_u32), difficulty)
}

/// Returns the answer and the further answers of a kind.
fn answers_of(kind: QuestionKind, answer: String, others: &[String]) -> (String, Vec<String>) {
    let two = ["y301x".to_owned(), "y302x".to_owned()].to_vec();
    match kind {
        QuestionKind::TrueFalse => (answer.len().is_multiple_of(2).to_string(), Vec::new()),
        QuestionKind::Number => (format!("-{}.5", answer.len()), Vec::new()),
        QuestionKind::Several => (answer, others.to_vec()),
        QuestionKind::Order => (answer, [two, others.to_vec()].concat()),
        QuestionKind::Pair => (answer, Vec::new()),
        kind if kind.form().answer == AnswerForm::None => (String::new(), Vec::new()),
        _ => (answer, Vec::new()),
    }
}

/// A question that satisfies the rules, as it is stored.
fn valid() -> impl Strategy<Value = ValidDraft> {
    let texts = (text(12), text(12), numbered(100), texts(200, 4), texts(300, 5));
    let others = (text(6), text(8), text(8), any::<bool>(), any::<Option<bool>>(), settings());
    (texts, others).prop_filter_map("the question violates the rules", |(texts, others)| {
        let (before, after, answer, aliases, decoys) = texts;
        let (category, explanation, source, family_friendly, dane, (kind, points, time_limit_s, difficulty)) = others;
        let (answer, more_answers) = answers_of(kind, answer, &aliases);
        let form = kind.form();
        let (spelled, has_decoys) = (form.aliases.max > 0, form.decoys.max > 0);
        let words =
            [["y401x", "y402x", "y403x", "y404x", "y405x"].map(str::to_owned).to_vec(), decoys.clone()].concat();
        let decoys = [vec!["x1y".to_owned(), "x2y".to_owned()], decoys].concat();
        let gap = if kind == QuestionKind::Blank { "____" } else { "" };
        let draft = Draft {
            kind: Some(kind),
            // A title and a text of a pair can be short.
            prompt: format!("{before}{}{gap} {after}", if form.prompt.min > 1 { " What " } else { "?" }),
            answer,
            more_answers,
            aliases: if spelled { aliases } else { Vec::new() },
            decoys: if has_decoys { decoys } else { Vec::new() },
            words: if form.words.max > 0 { words } else { Vec::new() },
            category,
            language: dane.map(|dane| if dane { "da" } else { "pt-BR" }.to_owned()),
            family_friendly,
            ..Draft::default()
        };
        let media = (form.media == MediaForm::Picture)
            .then(|| Media { file: format!("{}.png", "0f".repeat(32)), alt: "A tower".to_owned() });
        let draft = Draft { media, ..draft };
        let details = Draft {
            explanation: Some(explanation),
            source: Some(source),
            points,
            time_limit_s,
            difficulty,
            ..draft.clone()
        };
        let draft = if form.has_details { details } else { draft };
        draft.check().ok()
    })
}

fn questions() -> impl Strategy<Value = Vec<ValidDraft>> {
    proptest::collection::vec(valid(), 1..5)
}

/// Writes questions as [`wpp_library::packs::export`] does.
fn written(questions: &[ValidDraft], format: Format) -> Vec<u8> {
    let rows = questions.iter().enumerate().map(|(n, valid)| FileQuestion::of(format!("key-{n}"), valid.draft.clone()));
    let Some(separator) = format.separator() else {
        let rows: Vec<FileQuestion> = rows.collect();
        let file = serde_json::json!({"format": FORMAT, "version": VERSION, "title": "T", "questions": rows});
        return file.to_string().into_bytes();
    };
    let head = CsvWriter::new(separator).and_then(CsvWriter::finish).unwrap();
    let mut table = CsvWriter::continuation(separator);
    for row in rows {
        table.write(row).unwrap();
    }
    [head, table.finish().unwrap()].concat()
}

proptest! {
    #[test]
    fn exports_are_read_back_identical(questions in questions()) {
        for format in [Format::Json, Format::Csv, Format::CsvSemicolon] {
            // A pack with pictures cannot be exported as a table.
            let fits = |valid: &&ValidDraft| format == Format::Json || valid.draft.media.is_none();
            let questions: Vec<ValidDraft> = questions.iter().filter(fits).cloned().collect();
            let file = written(&questions, format);
            let mut rows = Vec::new();
            let read = format::read(&file, None, &Defaults::default(), &mut |row| {
                rows.push((row.key, row.question));
                true
            });
            let shown = String::from_utf8_lossy(&file);
            prop_assert!(read.is_ok(), "{:?}\n{}", read, shown);
            let expected = questions.iter().enumerate().map(|(n, valid)| (Some(format!("key-{n}")), Ok(valid.clone())));
            prop_assert_eq!(rows, expected.collect::<Vec<_>>(), "{}", shown);
        }
    }
}
