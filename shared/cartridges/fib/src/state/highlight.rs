//! The texts that earned a player's awards.

use serde::{Deserialize, Serialize};
use wpp_cartridge_kit::bluff::Highlight;
use wpp_game::driver::TextVisitor;

use super::is_default;

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

impl Highlights {
    /// Passes every text to `visitor`.
    pub(crate) fn visit(&mut self, visitor: &mut dyn TextVisitor) {
        let Self { lie, believed, truth, applauded, applause } = self;
        for highlight in [lie, believed, truth, applauded, applause].into_iter().flatten() {
            visitor.copy(&mut highlight.text);
        }
    }

    /// Counts a reaction to the player's lie.
    pub(crate) fn applaud(&mut self, lie: &str) {
        let before =
            self.applause.as_ref().filter(|applause| applause.text == lie).map_or(0, |applause| applause.count);
        let count = before.saturating_add(1);
        self.applause = Some(Highlight { text: lie.to_owned(), count });
        Highlight::keep_largest(&mut self.applauded, lie, count);
    }
}
