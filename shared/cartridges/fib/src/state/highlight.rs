//! The texts that earned a player's awards.

use serde::{Deserialize, Serialize};
use wpp_cartridge_kit::highlight::Highlight;
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
}

impl Highlights {
    /// Passes every text to `visitor`.
    pub(crate) fn visit(&mut self, visitor: &mut dyn TextVisitor) {
        let Self { lie, believed, truth } = self;
        for highlight in [lie, believed, truth].into_iter().flatten() {
            visitor.copy(&mut highlight.text);
        }
    }
}
