//! The texts that earned a player's awards.

use serde::{Deserialize, Serialize};
use wpp_game::driver::{REMOVED, TextVisitor};

use super::is_default;

/// A text and how many people it concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Highlight {
    pub text: String,
    pub count: u32,
}

/// One player's highlights of the game.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Highlights {
    /// The player's lie that most others believed.
    #[serde(skip_serializing_if = "is_default")]
    pub lie: Option<Highlight>,
    /// The lie that the player believed with the fewest others.
    #[serde(skip_serializing_if = "is_default")]
    pub believed: Option<Highlight>,
    /// The truth that the player found with the fewest others.
    #[serde(skip_serializing_if = "is_default")]
    pub truth: Option<Highlight>,
    /// The player's lie with the most reactions during its reveal.
    #[serde(skip_serializing_if = "is_default")]
    pub applauded: Option<Highlight>,
    /// Reactions to the player's lie of the current question.
    #[serde(skip_serializing_if = "is_default")]
    pub applause: Option<Highlight>,
}

impl Highlight {
    /// Replaces a highlight that concerned more people. Among equal ones, the first remains. A removed text is no
    /// highlight.
    pub(crate) fn keep_rarest(kept: &mut Option<Self>, text: &str, count: u32) {
        if text != REMOVED && kept.as_ref().is_none_or(|kept| count < kept.count) {
            *kept = Some(Self { text: text.to_owned(), count });
        }
    }

    /// Replaces a highlight that concerned fewer people. A text that concerned nobody is no highlight.
    pub(crate) fn keep_largest(kept: &mut Option<Self>, text: &str, count: u32) {
        if text != REMOVED && count > kept.as_ref().map_or(0, |kept| kept.count) {
            *kept = Some(Self { text: text.to_owned(), count });
        }
    }
}

impl Highlights {
    /// Passes every text to `visitor`.
    pub(crate) fn visit(&mut self, visitor: &mut dyn TextVisitor) {
        let Self { lie, believed, truth, applauded, applause } = self;
        for highlight in [lie, believed, truth, applauded, applause].into_iter().flatten() {
            visitor.copy(&mut highlight.text);
        }
    }

    /// Counts `new` reactions to the player's lie.
    pub(crate) fn applaud(&mut self, lie: &str, new: u32) {
        let before =
            self.applause.as_ref().filter(|applause| applause.text == lie).map_or(0, |applause| applause.count);
        let count = before.saturating_add(new);
        self.applause = Some(Highlight { text: lie.to_owned(), count });
        Highlight::keep_largest(&mut self.applauded, lie, count);
    }
}
