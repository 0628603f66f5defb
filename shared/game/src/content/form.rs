//! The parts of an item of each kind.
//!
//! The form of a kind is the only place that states what its items consist of. The rules, the editor in the browser,
//! imports and exports follow it, so that a further kind needs no code there.

use serde::Serialize;

use super::QuestionKind;

/// Bounds of a length in graphemes, or of a number of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// Fewest.
    pub min: usize,
    /// Most; 0 for a part that the kind does not have.
    pub max: usize,
}

/// How the answer of an item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerForm {
    /// No answer is right.
    None,
    /// A text.
    Text,
    /// `true` or `false`.
    TrueFalse,
    /// A number in figures.
    Number,
    /// The other text of a pair, which differs from the prompt.
    Match,
}

/// The picture or the sound of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaForm {
    /// The kind has none.
    None,
    /// A picture, a sound or nothing, which belongs to the prompt.
    Optional,
    /// The item is a picture. Its prompt is a title, which may be empty.
    Picture,
}

/// The parts of an item of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ItemForm {
    /// Name of the kind in the contract and in files.
    pub kind: &'static str,
    /// Other names in tables, in English and Danish, in lower case.
    #[serde(skip)]
    pub other_names: &'static [&'static str],
    /// Length of the prompt.
    pub prompt: Bounds,
    /// Gaps in the prompt, written as `____`.
    pub gaps: Bounds,
    /// The answer.
    pub answer: AnswerForm,
    /// Answers after the first.
    pub more_answers: Bounds,
    /// Other spellings of the answer.
    pub aliases: Bounds,
    /// Wrong answers, or options without a right one.
    pub decoys: Bounds,
    /// Words of a list, 1–[`MAX_WORD`] graphemes each. All differ.
    pub words: Bounds,
    /// The picture or the sound.
    pub media: MediaForm,
    /// Whether people may have to write an answer, so that no decoy may resemble an answer or another decoy.
    pub is_written: bool,
    /// Whether the item has points, a time limit, a difficulty, an explanation and a source.
    pub has_details: bool,
}

/// Maximum length of an answer, alias or decoy in graphemes. Lies have the same limit, so that the length
/// does not reveal the truth.
pub const MAX_TEXT: usize = 80;

/// Maximum length of a description, an explanation or a source in graphemes.
pub const MAX_SENTENCE: usize = 300;

/// Maximum number of texts in a list of an item, other than words. Readers of files drop what follows.
pub const MAX_LIST: usize = 20;

/// Maximum length of a word in graphemes. A word may consist of several: "ice cream".
pub const MAX_WORD: usize = 40;

/// Maximum number of words in a word list.
pub const MAX_WORDS: usize = 60;

const fn bounds(min: usize, max: usize) -> Bounds {
    Bounds { min, max }
}

const NONE: Bounds = bounds(0, 0);
const ALIASES: Bounds = bounds(0, MAX_LIST);
const DECOYS: Bounds = bounds(1, MAX_LIST);
/// Together with the first answer, at most eight right answers or items to order.
const MORE_ANSWERS: Bounds = bounds(0, 7);
/// Two items can be guessed, so an order has at least three.
const MORE_ITEMS: Bounds = bounds(2, 7);
const POLL_OPTIONS: Bounds = bounds(2, 8);
/// Fewer words are few to describe or to choose from; more do not fit on a TV.
const WORDS: Bounds = bounds(5, MAX_WORDS);

/// A text without an answer.
const PROMPT: ItemForm = ItemForm {
    kind: "prompt",
    other_names: &["oplæg"],
    prompt: bounds(5, 120),
    gaps: bounds(0, 1),
    answer: AnswerForm::None,
    more_answers: NONE,
    aliases: NONE,
    decoys: NONE,
    words: NONE,
    media: MediaForm::None,
    is_written: false,
    has_details: false,
};

/// A question with one answer.
const QUESTION: ItemForm = ItemForm {
    prompt: bounds(5, 300),
    answer: AnswerForm::Text,
    media: MediaForm::Optional,
    has_details: true,
    ..PROMPT
};

/// A question with one answer and wrong answers.
const WITH_DECOYS: ItemForm = ItemForm { aliases: ALIASES, decoys: DECOYS, ..QUESTION };

const fn named(kind: &'static str, other_names: &'static [&'static str], form: ItemForm) -> ItemForm {
    ItemForm { kind, other_names, ..form }
}

impl QuestionKind {
    /// Returns the parts of an item of this kind.
    #[must_use]
    pub const fn form(self) -> &'static ItemForm {
        use AnswerForm::{Match, None, Number, TrueFalse};
        match self {
            Self::Blank => {
                const {
                    &ItemForm {
                        gaps: bounds(1, 1),
                        is_written: true,
                        ..named("blank", &["udfyld", "hul", "gap"], WITH_DECOYS)
                    }
                }
            }
            Self::Open => const { &ItemForm { is_written: true, ..named("open", &["åben", "åbent"], WITH_DECOYS) } },
            Self::Choice => const { &named("choice", &["valg", "multiple choice", "multiple_choice"], WITH_DECOYS) },
            Self::TrueFalse => {
                const {
                    &ItemForm {
                        answer: TrueFalse,
                        ..named("true_false", &["sandt eller falsk", "true or false"], QUESTION)
                    }
                }
            }
            Self::Several => {
                const {
                    &ItemForm {
                        more_answers: MORE_ANSWERS,
                        decoys: DECOYS,
                        ..named("several", &["flere", "flere rigtige"], QUESTION)
                    }
                }
            }
            Self::Typed => const { &ItemForm { aliases: ALIASES, ..named("typed", &["skriv"], QUESTION) } },
            Self::Number => const { &ItemForm { answer: Number, ..named("number", &["tal"], QUESTION) } },
            Self::Order => {
                const { &ItemForm { more_answers: MORE_ITEMS, ..named("order", &["rækkefølge"], QUESTION) } }
            }
            Self::Poll => {
                const { &ItemForm { answer: None, decoys: POLL_OPTIONS, ..named("poll", &["afstemning"], QUESTION) } }
            }
            Self::WordCloud => const { &ItemForm { answer: None, ..named("word_cloud", &["ordsky"], QUESTION) } },
            Self::Prompt => const { &PROMPT },
            // The prompt is shown among titles that people wrote, which have the same limit.
            Self::Drawing => {
                const { &ItemForm { prompt: bounds(3, 60), gaps: NONE, ..named("drawing", &["tegning", "motiv"], PROMPT) } }
            }
            Self::WordList => {
                const {
                    &ItemForm {
                        prompt: bounds(1, 60),
                        gaps: NONE,
                        words: WORDS,
                        ..named("word_list", &["ordliste"], PROMPT)
                    }
                }
            }
            Self::Pair => {
                const {
                    &ItemForm {
                        prompt: bounds(1, MAX_TEXT),
                        gaps: NONE,
                        answer: Match,
                        ..named("pair", &["par"], PROMPT)
                    }
                }
            }
            // A game may let people write the title, so that it has the limit of answers.
            Self::Picture => {
                const {
                    &ItemForm {
                        prompt: bounds(0, MAX_TEXT),
                        gaps: NONE,
                        media: MediaForm::Picture,
                        ..named("picture", &["billede", "foto"], PROMPT)
                    }
                }
            }
        }
    }

    /// Returns the form of every kind, in the order of [`ALL`](Self::ALL).
    #[must_use]
    pub fn forms() -> Vec<ItemForm> {
        Self::ALL.iter().map(|kind| *kind.form()).collect()
    }
}
