//! Built-in question packs: the file format and the files of this release.
//!
//! The content of the files is checked by a test in `shared/library/tests/built_in_packs`, so that this
//! crate needs none of the game's rules.

use serde::{Deserialize, Serialize};

/// The files of this release. Fib plays the sentences of the starter packs. The quiz packs hold questions of several
/// kinds: one pack for each difficulty, so that a host can select it, and one without `choice`. Last Word and Sketch
/// play the prompts of the packs with their names.
const FILES: [&str; 14] = [
    include_str!("../packs/last-word-da.json"),
    include_str!("../packs/last-word-en.json"),
    include_str!("../packs/quiz-easy-da.json"),
    include_str!("../packs/quiz-easy-en.json"),
    include_str!("../packs/quiz-hard-da.json"),
    include_str!("../packs/quiz-hard-en.json"),
    include_str!("../packs/quiz-kinds-da.json"),
    include_str!("../packs/quiz-kinds-en.json"),
    include_str!("../packs/quiz-medium-da.json"),
    include_str!("../packs/quiz-medium-en.json"),
    include_str!("../packs/sketch-da.json"),
    include_str!("../packs/sketch-en.json"),
    include_str!("../packs/starter-da.json"),
    include_str!("../packs/starter-en.json"),
];

/// A pack file: JSON of this shape, without other fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Public key of the pack: lower-case letters, digits and dashes.
    pub key: String,
    /// Title, 2–40 characters.
    pub title: String,
    /// Language of the questions as a BCP 47 tag such as `en`.
    pub language: String,
    /// Description, one sentence.
    pub description: String,
    /// The questions.
    pub questions: Vec<PackQuestion>,
}

/// One question of a pack file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackQuestion {
    /// Key, unique within the pack: lower-case letters, digits and dashes. A question that keeps its key
    /// keeps its row when its text is corrected.
    pub key: String,
    /// Kind of the question.
    #[serde(default, skip_serializing_if = "PackQuestionKind::is_blank")]
    pub kind: PackQuestionKind,
    /// Category shown above the prompt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// A `blank` is a sentence with one gap, written as `____`, that is true with the answer in the gap. A
    /// `true_false` is a statement. A `prompt` and a `drawing` have no answer. A `word_list` has a title, a `pair` one of
    /// its texts. The other kinds are questions.
    pub prompt: String,
    /// The text for the gap, the correct option, the other text of a `pair`, or the answer that the kind needs. Empty for a
    /// kind without an answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// The other right answers of `several`, and the items of `order` after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_answers: Vec<String>,
    /// Accepted spellings of the answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible wrong answers, at least four, for the kinds that show them. The options of a `poll`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoys: Vec<String>,
    /// The words of a `word_list`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Whether the question is suitable for children.
    pub family_friendly: bool,
    /// Sentence shown after the reveal. Empty for a prompt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub explanation: String,
    /// Source of the fact. Empty for a prompt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// How difficult the question is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<PackDifficulty>,
}

/// Difficulty of a question of a pack file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackDifficulty {
    /// Most people know the answer.
    Easy,
    /// Many people know the answer.
    Medium,
    /// Few people know the answer.
    Hard,
}

impl PackDifficulty {
    /// Returns the name in `question.difficulty` and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

/// Kind of a question of a pack file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackQuestionKind {
    /// A sentence with one gap.
    #[default]
    Blank,
    /// A question that needs its options.
    Choice,
    /// A statement that is true or false.
    TrueFalse,
    /// A question with one or more right answers among its options.
    Several,
    /// A question whose answer people type.
    Typed,
    /// A question whose answer is a number.
    Number,
    /// Items to put in order.
    Order,
    /// A question of opinion with options.
    Poll,
    /// A question of opinion that people answer in their own words.
    WordCloud,
    /// A text that people complete or answer as they like.
    Prompt,
    /// Something to draw.
    Drawing,
    /// A title and words that belong to it.
    WordList,
    /// Two texts that belong together.
    Pair,
}

impl PackQuestionKind {
    /// Returns the name in `question.kind` and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Choice => "choice",
            Self::TrueFalse => "true_false",
            Self::Several => "several",
            Self::Typed => "typed",
            Self::Number => "number",
            Self::Order => "order",
            Self::Poll => "poll",
            Self::WordCloud => "word_cloud",
            Self::Prompt => "prompt",
            Self::Drawing => "drawing",
            Self::WordList => "word_list",
            Self::Pair => "pair",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

impl Pack {
    /// Reads a pack file.
    ///
    /// # Errors
    /// When the text is not JSON of this shape.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Returns the digest of the whole pack, which shows whether its rows are up to date.
    ///
    /// The digest is the 64-bit FNV-1a hash of the pack's JSON: stable across releases and machines, without
    /// protection against deliberate collisions.
    #[must_use]
    pub fn digest(&self) -> String {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        // The hashers of the standard library may change between releases.
        let json = serde_json::to_string(self).unwrap_or_default();
        let hash = json.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        format!("{hash:016x}")
    }
}

/// Returns the built-in packs of this release.
///
/// # Errors
/// When a file is not JSON of this shape; a test prevents such a release.
pub fn built_in() -> Result<Vec<Pack>, serde_json::Error> {
    FILES.into_iter().map(Pack::parse).collect()
}
