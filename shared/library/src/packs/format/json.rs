//! The JSON format of this program, and the envelope of Open Trivia Database files.
//!
//! The list of questions is read one element at a time. An invalid element is a refused row; reading continues.

use serde::{
    Deserialize, Serialize,
    de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use wpp_game::content::{QuestionKind, rules::Draft};

use super::{Defaults, FileError, Row, Sink, trivia};

/// Value of the field `format`.
pub const FORMAT: &str = "wpp-questions";

/// The version that is written, and the newest version that is read.
pub const VERSION: u32 = 1;

/// Details of the pack in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Title of the pack.
    pub title: Option<String>,
    /// Language of the questions.
    pub language: Option<String>,
    /// Description of the pack.
    pub description: Option<String>,
    /// Unknown columns of a table, which were ignored.
    pub ignored: Vec<String>,
}

/// One question of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileQuestion {
    /// Key within the pack. A taken key is replaced by a generated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `blank`, `open` or `choice`. Default: `blank` if the prompt has a gap, otherwise `open`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
    /// Category shown above the prompt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The text that players read.
    pub prompt: String,
    /// The correct answer.
    pub answer: String,
    /// Accepted spellings of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Wrong answers.
    #[serde(default)]
    pub decoys: Vec<String>,
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
            answer: draft.answer,
            aliases: draft.aliases,
            decoys: draft.decoys,
            family_friendly: Some(draft.family_friendly),
            language: draft.language,
            explanation: draft.explanation,
            source: draft.source,
        }
    }

    fn row(self, number: usize, line: usize, unsaid: &Defaults) -> Row {
        let key = self.key.filter(|key| is_key(key));
        let draft = Draft {
            kind: self.kind,
            prompt: self.prompt,
            answer: self.answer,
            aliases: self.aliases,
            decoys: self.decoys,
            category: self.category,
            language: self.language,
            family_friendly: self.family_friendly.unwrap_or(unsaid.family_friendly),
            explanation: self.explanation,
            source: self.source,
        };
        Row::new(number, line, key, draft)
    }
}

/// Returns whether a text is a valid question key.
fn is_key(key: &str) -> bool {
    (1..=60).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Reads a JSON file of either format.
pub(super) fn read(text: &str, unsaid: &Defaults, sink: &mut Sink<'_>) -> Result<Head, FileError> {
    let mut reading =
        Reading { text, lines: Lines::default(), number: 0, unsaid, sink, head: Head::default(), wrong: None };
    let mut json = serde_json::Deserializer::from_str(text);
    let read = Top(&mut reading).deserialize(&mut json).and_then(|()| json.end());
    if let Some(wrong) = reading.wrong {
        return Err(wrong);
    }
    read.map_err(|error| {
        let why = if error.is_eof() { "the file ends too early".to_owned() } else { bare(&error) };
        FileError { line: error.line(), column: error.column(), why }
    })?;
    Ok(reading.head)
}

struct Reading<'a, 'sink> {
    text: &'a str,
    lines: Lines,
    number: usize,
    unsaid: &'a Defaults,
    sink: &'a mut Sink<'sink>,
    head: Head,
    /// An error with a better message than that of the parser.
    wrong: Option<FileError>,
}

impl Reading<'_, '_> {
    fn row(&mut self, raw: &str) -> bool {
        self.number += 1;
        // `raw` is a slice of `text`, so the addresses give its offset.
        let at = (raw.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let line = self.lines.of(self.text, at);
        let trivia = raw.contains("\"correct_answer\"");
        let read = if trivia {
            trivia::row(raw, self.number, line, self.unsaid)
        } else {
            serde_json::from_str::<FileQuestion>(raw).map(|question| question.row(self.number, line, self.unsaid))
        };
        let row = read.unwrap_or_else(|error| {
            let line = line + error.line().saturating_sub(1);
            Row::refused(self.number, line, raw, "unreadable", bare(&error))
        });
        (self.sink)(row)
    }

    fn refuse(&mut self, why: String) {
        self.wrong = Some(FileError::whole(why));
    }
}

/// The whole file: an object that contains the list of questions, or only the list.
struct Top<'r, 'a, 'sink>(&'r mut Reading<'a, 'sink>);

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
                "questions" | "results" => map.next_value_seed(List(&mut *self.0))?,
                "format" => {
                    let format: String = map.next_value()?;
                    if format != FORMAT {
                        self.0.refuse(format!(
                            "the format of the file is {format:?}; the supported format is {FORMAT:?}"
                        ));
                        return Err(A::Error::custom("another format"));
                    }
                }
                "version" => {
                    let version: u32 = map.next_value()?;
                    if !(1..=VERSION).contains(&version) {
                        self.0.refuse(format!(
                            "the version of the file is {version}; the newest supported version is {VERSION}"
                        ));
                        return Err(A::Error::custom("another version"));
                    }
                }
                "title" => self.0.head.title = map.next_value()?,
                "language" => self.0.head.language = map.next_value()?,
                "description" => self.0.head.description = map.next_value()?,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        List(self.0).visit_seq(seq)
    }
}

/// The list of questions.
struct List<'r, 'a, 'sink>(&'r mut Reading<'a, 'sink>);

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
            if !self.0.row(raw.get()) {
                return Err(A::Error::custom("the reader stopped"));
            }
        }
        Ok(())
    }
}

/// Finds the line of a byte offset. Offsets must be ascending.
#[derive(Default)]
pub(super) struct Lines {
    counted: usize,
    line: usize,
}

impl Lines {
    /// Returns the line of the first byte at or after `at` that is not a line break.
    pub fn of(&mut self, text: &str, at: usize) -> usize {
        let breaks = text.as_bytes().iter().skip(at).take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        let at = at + breaks;
        if let Some(between) = text.as_bytes().get(self.counted..at) {
            self.line += between.iter().filter(|byte| **byte == b'\n').count();
            self.counted = at;
        }
        self.line + 1
    }
}

/// Returns the message of the parser without its position.
fn bare(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}
