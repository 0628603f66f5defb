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
}

/// The parts of an item of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ItemForm {
    /// Name of the kind in the contract and in files.
    pub kind: &'static str,
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
    /// Whether people may have to write an answer, so that no decoy may resemble an answer or another decoy.
    pub is_written: bool,
    /// Whether the item has points, a time limit, a difficulty, an explanation and a source.
    pub has_details: bool,
}

/// Maximum length of an answer, alias or decoy in graphemes. Lies have the same limit, so that the length
/// does not reveal the truth.
pub const MAX_TEXT: usize = 80;

/// Maximum number of texts in a list of an item. Readers of files drop what follows.
pub const MAX_LIST: usize = 20;

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

/// A text without an answer.
const PROMPT: ItemForm = ItemForm {
    kind: "prompt",
    prompt: bounds(5, 120),
    gaps: bounds(0, 1),
    answer: AnswerForm::None,
    more_answers: NONE,
    aliases: NONE,
    decoys: NONE,
    is_written: false,
    has_details: false,
};

/// A question with one answer.
const QUESTION: ItemForm = ItemForm { prompt: bounds(5, 300), answer: AnswerForm::Text, has_details: true, ..PROMPT };

/// A question with one answer and wrong answers.
const WITH_DECOYS: ItemForm = ItemForm { aliases: ALIASES, decoys: DECOYS, ..QUESTION };

impl QuestionKind {
    /// Returns the parts of an item of this kind.
    #[must_use]
    pub const fn form(self) -> &'static ItemForm {
        use AnswerForm::{None, Number, TrueFalse};
        match self {
            Self::Blank => const { &ItemForm { kind: "blank", gaps: bounds(1, 1), is_written: true, ..WITH_DECOYS } },
            Self::Open => const { &ItemForm { kind: "open", is_written: true, ..WITH_DECOYS } },
            Self::Choice => const { &ItemForm { kind: "choice", ..WITH_DECOYS } },
            Self::TrueFalse => const { &ItemForm { kind: "true_false", answer: TrueFalse, ..QUESTION } },
            Self::Several => {
                const { &ItemForm { kind: "several", more_answers: MORE_ANSWERS, decoys: DECOYS, ..QUESTION } }
            }
            Self::Typed => const { &ItemForm { kind: "typed", aliases: ALIASES, ..QUESTION } },
            Self::Number => const { &ItemForm { kind: "number", answer: Number, ..QUESTION } },
            Self::Order => const { &ItemForm { kind: "order", more_answers: MORE_ITEMS, ..QUESTION } },
            Self::Poll => const { &ItemForm { kind: "poll", answer: None, decoys: POLL_OPTIONS, ..QUESTION } },
            Self::WordCloud => const { &ItemForm { kind: "word_cloud", answer: None, ..QUESTION } },
            Self::Prompt => const { &PROMPT },
            // The prompt is shown among titles that people wrote, which have the same limit.
            Self::Drawing => const { &ItemForm { kind: "drawing", prompt: bounds(3, 60), gaps: NONE, ..PROMPT } },
        }
    }

    /// Returns the form of every kind, in the order of [`ALL`](Self::ALL).
    #[must_use]
    pub fn forms() -> Vec<ItemForm> {
        Self::ALL.iter().map(|kind| *kind.form()).collect()
    }
}
