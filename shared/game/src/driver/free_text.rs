//! Texts that people write, and that a moderator may hold back before a game shows them.
//!
//! A game stores each such text as a [`FreeText`] until the phase in which people write ends. Then [`FreeText::settle`]
//! returns what the game shows. The game's rules use the original, so moderation changes no score.
//! See `docs/decisions/0112-moderated-texts.md`.

use rand::RngExt;
use serde::{Deserialize, Serialize};

use super::{GameDriver, StepContext};

/// Replaces a text that is not shown. Clients can translate it.
pub const REMOVED: &str = "(removed)";

/// Stands for a drawing in a list of texts. Clients can translate it.
pub const DRAWING: &str = "(drawing)";

/// Whether a moderator approves texts before a game shows them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Moderation {
    /// Texts need no approval.
    #[default]
    Off,
    /// Texts need approval, and the moderator is present. A phase that ends early waits for the moderator.
    Attended,
    /// Texts need approval, and no moderator is present. No phase waits.
    Unattended,
}

/// A text that a person wrote, until the game shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FreeText {
    /// A text that needs no approval.
    Open(String),
    /// A text that needs the approval of a moderator.
    Moderated {
        /// The text.
        #[serde(rename = "t")]
        text: String,
        /// Random, because a number in the order of arrival would identify the author.
        #[serde(rename = "i")]
        id: u32,
        /// The moderator's decision; `None` before the first one.
        #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
        approved: Option<bool>,
    },
}

impl FreeText {
    /// Creates a text that a person has just written. While moderation is on, the text needs approval.
    #[must_use]
    pub fn new(text: String, ctx: &mut StepContext<'_>) -> Self {
        match ctx.moderation {
            Moderation::Off => Self::Open(text),
            Moderation::Attended | Moderation::Unattended => {
                Self::Moderated { text, id: ctx.rng.random(), approved: None }
            }
        }
    }

    /// Returns the original, for the rules and for the author.
    #[must_use]
    pub fn original(&self) -> &str {
        match self {
            Self::Open(text) | Self::Moderated { text, .. } => text,
        }
    }

    /// Returns the text, if everybody may read it.
    #[must_use]
    pub fn open(&self) -> Option<&str> {
        match self {
            Self::Open(text) | Self::Moderated { text, approved: Some(true), .. } => Some(text),
            Self::Moderated { .. } => None,
        }
    }

    /// Returns the text for a replacement, if everybody may read it.
    pub fn open_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Open(text) | Self::Moderated { text, approved: Some(true), .. } => Some(text),
            Self::Moderated { .. } => None,
        }
    }

    /// Returns whether the text waits for the moderator's decision.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Moderated { approved: None, .. })
    }

    /// Returns the text as the game shows it: the original, or [`REMOVED`] without approval.
    #[must_use]
    pub fn settle(&self) -> String {
        self.open().unwrap_or(REMOVED).to_owned()
    }
}

/// The moderator's decision about something that is no text, such as a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Review(Option<FreeText>);

impl Review {
    /// Creates the review of something that a person has just made. While moderation is on, it needs approval.
    #[must_use]
    pub fn new(ctx: &mut StepContext<'_>) -> Self {
        Self(Some(FreeText::new(String::new(), ctx)).filter(FreeText::is_waiting))
    }

    /// Returns whether no approval is needed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.is_none()
    }

    /// Returns whether the moderator has not decided yet.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.0.as_ref().is_some_and(FreeText::is_waiting)
    }

    /// Ends the review of a drawing. Without approval, removes the strokes.
    pub fn settle_drawing(&mut self, strokes: &mut Vec<String>) {
        if self.0.take().is_some_and(|review| review.open().is_none()) {
            strokes.clear();
        }
    }

    /// Passes a drawing that the game does not show yet to `visitor`, if it needs approval.
    pub fn visit_drawing(&mut self, strokes: &[String], visitor: &mut dyn TextVisitor) {
        if let Some(review) = &mut self.0 {
            visitor.unshown_drawing(review, strokes);
        }
    }
}

/// The texts of a game that people wrote. With this capability, a moderator can approve them, and the host can remove
/// those that are shown.
pub trait WrittenTexts<D: GameDriver + ?Sized> {
    /// Passes every text of the state to `visitor`.
    fn visit(&self, state: &mut D::State, visitor: &mut dyn TextVisitor);
}

/// A function over the texts of a game.
pub trait TextVisitor {
    /// Visits a text that the game does not show yet. `question` is what the text answers, unless that is public.
    fn unshown(&mut self, text: &mut FreeText, question: Option<&str>);

    /// Visits a drawing that the game does not show yet. `review` has the moderator's decision, and no text. By default, visits the review
    /// like a text.
    fn unshown_drawing(&mut self, review: &mut FreeText, _strokes: &[String]) {
        self.unshown(review, None);
    }

    /// Visits a text that is on the screens. `text_id` identifies the text in this phase. If people cannot see which texts
    /// other people wrote, the driver passes all texts that they choose from. For a drawing, the driver passes a copy of [`DRAWING`], and
    /// hides the drawing if the visitor changed the copy.
    fn shown(&mut self, text_id: String, text: &mut String);

    /// Visits a copy of a text, such as a quote for an award. A copy changes together with the text that it repeats.
    fn copy(&mut self, text: &mut String);
}
