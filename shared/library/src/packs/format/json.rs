//! The JSON format of this program, and the envelope of Open Trivia Database files.
//!
//! The list of questions is read one element at a time. An invalid element is a refused row; reading continues.

use serde::{
    Deserialize, Serialize,
    de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use wpp_game::{
    content::{
        Difficulty, Media, QuestionKind,
        form::AnswerForm,
        rules::{Draft, DraftError, is_one, one},
    },
    contract::from_object,
};

use super::{
    Defaults, FileError, Format, Row, Sink,
    error::excerpt,
    row::{blank, fault},
    trivia,
};

/// Value of the field `format`.
pub const FORMAT: &str = "wpp-questions";

/// The version that is written, and the newest version that is read.
pub const VERSION: u32 = 1;

/// Details of the pack in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileHeader {
    /// The format that was recognized.
    pub format: Option<Format>,
    /// Title of the pack.
    pub title: Option<String>,
    /// Language of the questions.
    pub language: Option<String>,
    /// Description of the pack.
    pub description: Option<String>,
    /// Headings of a table, at most 20.
    pub headings: Vec<String>,
    /// Unknown columns of a table, which were ignored, at most 20.
    pub ignored: Vec<String>,
}

/// Maximum characters of a message of the parser.
const MAX_MESSAGE: usize = 300;

/// Maximum characters of the text at the position of an error.
const MAX_FOUND: usize = 20;

/// One question of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileQuestion {
    /// Key within the pack. A taken key is replaced by a generated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The kind's name. Default: `word_list` if there are words, `blank` if the prompt has a gap, otherwise `open`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
    /// Category shown above the prompt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The text that players read.
    pub prompt: String,
    /// The correct answer. Only kinds without one may leave it out.
    #[serde(default)]
    pub answer: Option<String>,
    /// The other right answers of `several`, and the items of `order` after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_answers: Vec<String>,
    /// Accepted spellings of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Wrong answers.
    #[serde(default)]
    pub decoys: Vec<String>,
    /// The words of a `word_list`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Whether the question is suitable for children. Default: the option of the import.
    #[serde(default)]
    pub family_friendly: Option<bool>,
    /// Language, if it differs from the pack's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Sentence shown after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Source of the fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Factor of the points: 0, 1 or 2.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub points: u32,
    /// Seconds to answer, if they differ from the game's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit_s: Option<u32>,
    /// How difficult the question is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// The picture or the sound: the name of its file, and its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
}

impl FileQuestion {
    /// Converts a stored question for export.
    #[must_use]
    pub fn of(key: String, draft: Draft) -> Self {
        Self {
            key: Some(key),
            kind: draft.kind,
            category: draft.category,
            prompt: draft.prompt,
            answer: Some(draft.answer),
            more_answers: draft.more_answers,
            aliases: draft.aliases,
            decoys: draft.decoys,
            words: draft.words,
            family_friendly: Some(draft.family_friendly),
            language: draft.language,
            explanation: draft.explanation,
            source: draft.source,
            points: draft.points,
            time_limit_s: draft.time_limit_s,
            difficulty: draft.difficulty,
            media: draft.media,
        }
    }

    fn row(self, number: usize, line: usize, defaults: &Defaults) -> Row {
        let kind = self.kind.or((!self.words.is_empty()).then_some(QuestionKind::WordList));
        let has_no_answer = kind.is_some_and(|kind| kind.form().answer == AnswerForm::None);
        if self.answer.is_none() && !has_no_answer {
            return Row::with_fault(number, line, &self.prompt, row_fault("missing field `answer`"));
        }
        let key = self.key.filter(|key| is_key(key));
        let mut draft = blank(defaults);
        draft.kind = self.kind;
        draft.prompt = self.prompt;
        draft.answer = self.answer.unwrap_or_default();
        draft.more_answers = self.more_answers;
        draft.aliases = self.aliases;
        draft.decoys = self.decoys;
        draft.words = self.words;
        draft.category = self.category;
        draft.language = self.language;
        draft.family_friendly = self.family_friendly.unwrap_or(defaults.family_friendly);
        draft.explanation = self.explanation;
        draft.source = self.source;
        draft.points = self.points;
        draft.time_limit_s = self.time_limit_s;
        draft.difficulty = self.difficulty;
        draft.media = self.media;
        Row::new(number, line, key, draft)
    }
}

/// Returns whether a text is a valid question key.
pub(super) fn is_key(key: &str) -> bool {
    (1..=60).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Reads a JSON file of either format.
pub(super) fn read(text: &str, defaults: &Defaults, sink: &mut Sink<'_>) -> Result<FileHeader, FileError> {
    let mut reading = Reading {
        text,
        lines: Lines::default(),
        number: 0,
        defaults,
        sink,
        head: FileHeader::default(),
        wrong: None,
        stopped: false,
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Top { reading: &mut reading }.deserialize(&mut json).and_then(|()| json.end());
    if let Some(wrong) = reading.wrong {
        return Err(wrong);
    }
    if reading.stopped {
        reading.head.format.get_or_insert(Format::Json);
        return Ok(reading.head);
    }
    read.map_err(|error| {
        let at = |found: FileError| found.at(error.line(), error.column());
        if error.is_eof() {
            return at(FileError::new("truncated", "the file ends too early; save or download it again"));
        }
        let message = bare(&error);
        let found = at_position(text, error.line(), error.column());
        at(FileError::new("json", message.clone()).with("message", message).with("found", found))
    })?;
    reading.head.format.get_or_insert(Format::Json);
    Ok(reading.head)
}

struct Reading<'a, 'sink> {
    text: &'a str,
    lines: Lines,
    number: usize,
    defaults: &'a Defaults,
    sink: &'a mut Sink<'sink>,
    head: FileHeader,
    /// An error with a better message than that of the parser.
    wrong: Option<FileError>,
    /// Whether the receiver of the rows stopped the reader.
    stopped: bool,
}

impl Reading<'_, '_> {
    fn row(&mut self, raw: &str) -> bool {
        self.number += 1;
        // `raw` is a slice of `text`, so the addresses give its offset.
        let at = (raw.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let line = self.lines.of(self.text, at);
        let trivia = raw.contains("\"correct_answer\"");
        if trivia {
            self.head.format.get_or_insert(Format::OpenTrivia);
        }
        let read = if trivia {
            trivia::row(raw, self.number, line, self.defaults)
        } else {
            from_object::<FileQuestion>(raw).map(|question| question.row(self.number, line, self.defaults))
        };
        let row = read.unwrap_or_else(|error| {
            let line = line + error.line().saturating_sub(1);
            Row::with_fault(self.number, line, raw, row_fault(&bare(&error)))
        });
        (self.sink)(row)
    }

    fn refuse(&mut self, wrong: FileError) {
        self.wrong = Some(wrong);
    }
}

/// The whole file: an object that contains the list of questions, or only the list.
struct Top<'r, 'a, 'sink> {
    reading: &'r mut Reading<'a, 'sink>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a pack: an object with a list of questions")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "questions" | "results" => map.next_value_seed(List { reading: &mut *self.reading })?,
                "format" => {
                    let format: String = map.next_value()?;
                    if format != FORMAT {
                        let found = excerpt(&format);
                        let why = format!("the format of the file is {found:?}; the supported format is {FORMAT:?}");
                        self.reading
                            .refuse(FileError::new("other_format", why).with("found", found).with("needed", FORMAT));
                        return Err(A::Error::custom("another format"));
                    }
                }
                "version" => {
                    let version: u32 = map.next_value()?;
                    if !(1..=VERSION).contains(&version) {
                        let why =
                            format!("the version of the file is {version}; the newest supported version is {VERSION}");
                        let error = FileError::new("newer_version", why).with("found", version.to_string());
                        self.reading.refuse(error.with("newest", VERSION.to_string()));
                        return Err(A::Error::custom("another version"));
                    }
                }
                "response_code" => {
                    if let Err(error) = trivia::response(map.next_value()?) {
                        self.reading.refuse(error);
                        return Err(A::Error::custom("an error of the database"));
                    }
                    self.reading.head.format = Some(Format::OpenTrivia);
                }
                "title" => self.reading.head.title = map.next_value()?,
                "language" => self.reading.head.language = map.next_value()?,
                "description" => self.reading.head.description = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        List { reading: self.reading }.visit_seq(seq)
    }
}

/// The list of questions.
struct List<'r, 'a, 'sink> {
    reading: &'r mut Reading<'a, 'sink>,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list of questions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            if !self.reading.row(raw.get()) {
                self.reading.stopped = true;
                return Err(A::Error::custom("the reader stopped"));
            }
        }
        Ok(())
    }
}

/// Finds the line of a byte offset. Offsets must be ascending.
#[derive(Default)]
struct Lines {
    counted: usize,
    line: usize,
}

impl Lines {
    /// Returns the line of the first byte at or after `at` that is not a line break.
    fn of(&mut self, text: &str, at: usize) -> usize {
        let breaks = text.as_bytes().iter().skip(at).take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let at = at + breaks;
        if let Some(between) = text.as_bytes().get(self.counted..at) {
            self.line += between.iter().filter(|byte| **byte == b'\n').count();
            self.counted = at;
        }
        self.line + 1
    }
}

/// Creates the fault of an invalid question from the message of the parser, whose errors have no other details.
fn row_fault(message: &str) -> DraftError {
    let name = message.split('`').nth(1).map(excerpt);
    let codes = [
        ("missing field", "missing_field", "name"),
        ("unknown field", "unknown_field", "name"),
        ("duplicate field", "duplicate_field", "name"),
        ("unknown variant", "unreadable", "found"),
    ];
    let known = codes.into_iter().find(|(start, ..)| message.starts_with(start));
    match (known, name) {
        (Some((_, code, param)), Some(name)) => {
            // The kind is the only field with fixed values.
            let field = if code == "unreadable" { "kind" } else { "" };
            fault(field, code, message).with(param, name)
        }
        _ => fault("", "unreadable", message),
    }
}

/// Returns the word or sign at a position of the parser, which counts bytes.
fn at_position(text: &str, line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (before + column).saturating_sub(1).min(text.len());
    let start = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    // Within a word, the parser stops at its first wrong letter.
    let is_in_word = text.get(start..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let before = text.get(..start).filter(|_| is_in_word);
    let start = before.map_or(start, |before| before.trim_end_matches(char::is_alphanumeric).len());
    let word = text.get(start..).unwrap_or_default().split_whitespace().next().unwrap_or_default();
    excerpt(&word.chars().take(MAX_FOUND).collect::<String>())
}

/// Returns the message of the parser without its position.
fn bare(error: &serde_json::Error) -> String {
    let message = error.to_string();
    // The parser repeats unknown names, which can be as long as the file.
    let message: String = message.chars().take(MAX_MESSAGE).collect();
    message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message).to_owned()
}
