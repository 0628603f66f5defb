//! The content that a game requests from the platform: questions, and items without points such as prompts and pictures.
//!
//! [`form`] declares the parts of each kind, and [`rules`] checks an item before it may be stored.

pub mod decimal;
pub mod form;
mod media;
pub mod rules;

pub use self::media::{ADDRESS as MEDIA_ADDRESS, Media, MediaKind, MediaView};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The content that one game needs from the question packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentNeed {
    /// No content.
    None,
    /// `count` different questions.
    Questions {
        /// Number of questions.
        count: usize,
        /// Whether all questions must be suitable for children.
        family_friendly: bool,
        /// The accepted kinds of questions.
        kinds: &'static [QuestionKind],
        /// The accepted kinds that are made for this game. A room that chooses no packs gets only these, if there are
        /// enough. Quiz can ask sentences with a gap, but those of the built-in packs are made for Fib.
        default_kinds: &'static [QuestionKind],
    },
    /// `count` different items that are no questions: prompts, word lists, pairs or pictures.
    Items {
        /// Number of items.
        count: usize,
        /// Number of further items that the game uses for something else, such as wrong titles, if the packs have them.
        /// They follow the others and may be known from earlier games.
        spare: usize,
        /// Whether all items must be suitable for children.
        family_friendly: bool,
        /// The accepted kinds.
        kinds: &'static [QuestionKind],
        /// Language of the built-in packs, such as `da`, if the room chooses neither packs nor a language.
        language: &'static str,
    },
}

impl ContentNeed {
    /// Returns the accepted kinds; none for a game without content.
    #[must_use]
    pub fn kinds(&self) -> &'static [QuestionKind] {
        match self {
            Self::None => &[],
            Self::Questions { kinds, .. } | Self::Items { kinds, .. } => kinds,
        }
    }

    /// Returns the kinds that a room gets if it chooses no packs.
    #[must_use]
    pub fn default_kinds(&self) -> &'static [QuestionKind] {
        match self {
            Self::Questions { default_kinds, .. } => default_kinds,
            Self::None | Self::Items { .. } => self.kinds(),
        }
    }

    /// Returns whether all questions must be suitable for children.
    #[must_use]
    pub fn family_friendly(&self) -> bool {
        match *self {
            Self::None => false,
            Self::Questions { family_friendly, .. } | Self::Items { family_friendly, .. } => family_friendly,
        }
    }

    /// Returns the number of questions or items, without spare ones.
    #[must_use]
    pub fn count(&self) -> usize {
        match *self {
            Self::None => 0,
            Self::Questions { count, .. } | Self::Items { count, .. } => count,
        }
    }

    /// Returns the number of spare items.
    #[must_use]
    pub fn spare(&self) -> usize {
        match *self {
            Self::Items { spare, .. } => spare,
            Self::None | Self::Questions { .. } => 0,
        }
    }

    /// Returns the language of the built-in packs that the game's settings name.
    #[must_use]
    pub fn language(&self) -> Option<&'static str> {
        match self {
            Self::None | Self::Questions { .. } => None,
            Self::Items { language, .. } => Some(language),
        }
    }
}

/// The kind of a question.
///
/// A pack may mix kinds, and a game accepts some of them. A game in which people write answers needs
/// prompts that make sense without options (`blank`, `open`). A game that shows the answer among wrong
/// ones accepts [`WITH_DECOYS`](Self::WITH_DECOYS).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// A sentence with one gap, written as `____`, which the answer fills.
    #[default]
    Blank,
    /// A question that makes sense without options: "What is the capital of Peru?"
    Open,
    /// A question that needs its options: "Which of these is a bird?"
    Choice,
    /// A statement. The answer is `true` or `false`.
    TrueFalse,
    /// A question with one or more right answers among its options.
    Several,
    /// A question whose answer people type.
    Typed,
    /// A question whose answer is a number. The nearest estimate wins.
    Number,
    /// Items to put in order. The answer and the further answers are the items in the right order.
    Order,
    /// A question of opinion with options, none of which is right.
    Poll,
    /// A question of opinion that people answer in their own words.
    WordCloud,
    /// A text that people complete or answer as they like: "A bad name for a hospital".
    Prompt,
    /// Something to draw: "A giraffe in a phone box".
    Drawing,
    /// A title, and words that belong to it: "On the beach" with "sand", "towel" and others.
    WordList,
    /// Two texts that belong together: "Norway" and "Oslo".
    Pair,
    /// A picture, which may have a title.
    Picture,
}

impl QuestionKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Blank,
        Self::Open,
        Self::Choice,
        Self::TrueFalse,
        Self::Several,
        Self::Typed,
        Self::Number,
        Self::Order,
        Self::Poll,
        Self::WordCloud,
        Self::Prompt,
        Self::Drawing,
        Self::WordList,
        Self::Pair,
        Self::Picture,
    ];

    /// The kinds that ask for an answer or an opinion, for a game of questions.
    pub const QUESTIONS: &'static [Self] = &[
        Self::Blank,
        Self::Open,
        Self::Choice,
        Self::TrueFalse,
        Self::Several,
        Self::Typed,
        Self::Number,
        Self::Order,
        Self::Poll,
        Self::WordCloud,
    ];

    /// The kinds with one answer and wrong answers.
    pub const WITH_DECOYS: &'static [Self] = &[Self::Blank, Self::Open, Self::Choice];

    /// Returns the kind's name in the contract and in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.form().kind
    }

    /// Returns the kind with this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }

    /// Returns whether no answer is right: the question asks for an opinion, or the item is a prompt, a word list or a picture.
    #[must_use]
    pub fn is_opinion(self) -> bool {
        self.form().answer == form::AnswerForm::None
    }
}

/// How difficult a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// Most people know the answer.
    Easy,
    /// Some people know the answer.
    Medium,
    /// Few people know the answer.
    Hard,
}

impl Difficulty {
    /// Every difficulty, the easiest first.
    pub const ALL: &'static [Self] = &[Self::Easy, Self::Medium, Self::Hard];

    /// Returns the name in the contract and in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }

    /// Returns the difficulty with this name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|difficulty| difficulty.as_str() == word)
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Opaque id in the source of the question, used to avoid repetitions. May be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The kind of the question.
    #[serde(default)]
    pub kind: QuestionKind,
    /// The prompt. A `blank` marks its gap as `____`. The title of a `word_list`, one text of a `pair`. The
    /// title of a `picture`, which may be empty.
    pub prompt: String,
    /// The correct answer; the other text of a `pair`. Empty for a question of opinion, a prompt, a word list
    /// and a picture.
    pub answer: String,
    /// The other right answers of `several`, and the items of `order` after the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_answers: Vec<String>,
    /// Other spellings of the answer. A lie that equals one is rejected as the truth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Plausible wrong answers, also used for "lie for me"; the options of a `poll`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decoys: Vec<String>,
    /// The words of a `word_list`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// A word or two shown above the prompt. May be empty.
    pub category: String,
    /// Explanation in one sentence, shown after the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Source of the fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Factor of the points: 0, 1 or 2.
    #[serde(default = "rules::one", skip_serializing_if = "rules::is_one")]
    pub points: u32,
    /// Seconds to answer, if they differ from the game's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit_s: Option<u32>,
    /// How difficult the question is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// The picture or the sound that belongs to the prompt. A `picture` has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<Media>,
}

impl Question {
    /// Returns the picture or the sound as clients receive it with the prompt.
    #[must_use]
    pub fn media_view(&self) -> Option<MediaView> {
        self.media.as_ref().and_then(Media::view)
    }
}

impl Default for Question {
    fn default() -> Self {
        Self {
            id: String::new(),
            kind: QuestionKind::default(),
            prompt: String::new(),
            answer: String::new(),
            more_answers: Vec::new(),
            aliases: Vec::new(),
            decoys: Vec::new(),
            words: Vec::new(),
            category: String::new(),
            explanation: None,
            source: None,
            points: rules::one(),
            time_limit_s: None,
            difficulty: None,
            media: None,
        }
    }
}

/// The content that the platform loaded for a game.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// No content.
    None,
    /// Questions or other items in any order, at least as many as requested.
    Questions(Vec<Question>),
}

impl Content {
    /// Returns the id of every question, which may be empty.
    pub fn items(&self) -> impl Iterator<Item = &str> {
        let questions = match self {
            Self::None => [].as_slice(),
            Self::Questions(questions) => questions,
        };
        questions.iter().map(|question| question.id.as_str())
    }

    /// Returns the non-empty ids of the questions.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.items().filter(|id| !id.is_empty())
    }
}
