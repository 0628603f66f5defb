//! Data of the phase events.

use wpp_cartridge_kit::prelude::*;

/// Data of `phase.draw_started`. The prompts are private; a player reads the own one in `you`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DrawStarted {
    /// The round, from 1.
    pub round: u32,
    /// Rounds of the game.
    pub rounds: u32,
    /// Multiplier of this round's points.
    pub multiplier: u32,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.title_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TitleStarted {
    /// The round, from 1.
    pub round: u32,
    /// The drawing within the round, from 1.
    pub question: u32,
    /// Drawings of the round.
    pub questions: u32,
    /// Id of the artist.
    pub artist: PlayerId,
    /// The strokes of the drawing; empty if a moderator hid it.
    pub drawing: Vec<String>,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// The best drawing of the game: the one whose true title most players found. Among equal ones, the one with the most reactions, then
/// the one for whose false titles most players voted, then the first one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BestDrawing {
    /// Id of the artist.
    pub artist: PlayerId,
    /// The true title.
    pub title: String,
    /// The strokes of the drawing.
    pub drawing: Vec<String>,
    /// Number of players who found the true title.
    pub found: u32,
    /// Number of reactions of other players while the drawing was shown.
    #[serde(default)]
    pub reactions: u32,
    /// Number of players who voted for a false title.
    #[serde(default)]
    pub fooled: u32,
}
