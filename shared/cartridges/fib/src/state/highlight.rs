//! The texts that earned a player's awards.

use wpp_cartridge_kit::{highlight::Highlight, prelude::*};

/// One player's highlights of the game.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Highlights {
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
    /// Returns every highlight.
    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Highlight> {
        [&mut self.lie, &mut self.believed, &mut self.truth].into_iter().flatten()
    }
}
