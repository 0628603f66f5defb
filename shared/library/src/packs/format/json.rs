//! The platform's own JSON, and the envelope it shares with the Open Trivia Database's.
//!
//! The list of questions is read one element at a time: a row that is no question is a refused row,
//! not the end of the file.

use serde::{
    Deserialize, Serialize,
    de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use wpp_game::content::{QuestionKind, rules::Draft};

use super::{Defaults, FileError, Row, Sink, trivia};

/// What the field `format` of a file says.
pub const FORMAT: &str = "wpp-questions";

/// The newest version of the format that is read, and the one that is written.
pub const VERSION: u32 = 1;

/// What a file says about its pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// What people see.
    pub title: Option<String>,
    /// The language of its questions.
    pub language: Option<String>,
    /// A sentence on what is in it.
    pub description: Option<String>,
    /// Columns of a table that mean nothing here and were left out.
    pub ignored: Vec<String>,
}

/// One question of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileQuestion {
    /// What its pack calls it. Kept when it is free, else given anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// `blank`, `open` or `choice`; else as the prompt looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<QuestionKind>,
    /// A word or two shown above the prompt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// What people read.
    pub prompt: String,
    /// The truth.
    pub answer: String,
    /// Other spellings of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible lies.
    #[serde(default)]
    pub decoys: Vec<String>,
    /// Fit for children; what the import says, where it is left out.
    #[serde(default)]
    pub family_friendly: Option<bool>,
    /// The language, where it is not the pack's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// One sentence told after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Where the fact can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl FileQuestion {
    /// The question as the file has it.
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

/// What a question may be called by.
fn is_key(key: &str) -> bool {
    (1..=60).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Reads a file of either JSON.
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
    /// Said in our own words rather than the parser's.
    wrong: Option<FileError>,
}

impl Reading<'_, '_> {
    fn row(&mut self, raw: &str) -> bool {
        self.number += 1;
        // Both lie in the same text, so their addresses tell the distance.
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

/// The file as a whole: an object with a list in it, or the list alone.
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
                            "the file says that its format is {format:?}, and {FORMAT:?} is read here"
                        ));
                        return Err(A::Error::custom("another format"));
                    }
                }
                "version" => {
                    let version: u32 = map.next_value()?;
                    if !(1..=VERSION).contains(&version) {
                        self.0.refuse(format!(
                            "the file's version is {version}, and {VERSION} is the newest that is read here"
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
                return Err(A::Error::custom("no more is wanted"));
            }
        }
        Ok(())
    }
}

/// Finds the line on which something begins, given places in their order.
#[derive(Default)]
pub(super) struct Lines {
    counted: usize,
    line: usize,
}

impl Lines {
    /// The line of what begins at this byte, or behind the line breaks that stand there.
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

/// What the parser says, without its own idea of the place.
fn bare(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or_default().to_owned()
}
