//! The public and private views of a game.

use wpp_cartridge_kit::{bluff::Revealed, prelude::*, scoreboard::Ranked, settings::Language};

use super::BestDrawing;

/// The public part of a snapshot. Fields that do not apply to the phase are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Number of rounds.
    pub rounds: u32,
    /// Drawings of the round.
    pub questions: u32,
    /// Multiplier of this round's points.
    pub multiplier: u32,
    /// Language of the prompts.
    #[schema(value_type = String)]
    pub language: Language,
    /// Maximum length of a title in graphemes.
    pub max_length: usize,
    /// The emoji that people can send.
    pub emoji: Vec<String>,
    /// Length of drawing, writing or guessing in milliseconds; `null` in other phases and without a clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Id of the artist of the shown drawing, from `title` until the end of its reveal.
    pub artist: Option<PlayerId>,
    /// The strokes of the shown drawing, from `title` until the end of its reveal; empty if a moderator hid it.
    pub drawing: Vec<String>,
    /// The titles, from `guess` until the end of the reveal.
    pub options: Vec<OptionView>,
    /// Revealed titles, in the order of their reveal.
    pub revealed: Vec<Revealed>,
    /// Number of titles that the last step revealed; 0 before the first step.
    pub together: usize,
    /// The ranking, during `scoreboard` and `game_over`.
    pub ranking: Vec<Ranked>,
    /// Whether the ranking is the final one.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The awards, during `game_over`.
    pub awards: Vec<AwardView>,
    /// The best drawing, during `game_over`; `null` if no drawing was shown, or the host removed it.
    pub best: Option<BestDrawing>,
}

/// The private view of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Id of the person.
    pub player_id: PlayerId,
    /// The prompt that the player draws, during `draw`.
    pub prompt: Option<String>,
    /// The strokes of the player's submitted drawing, during `draw`.
    pub drawing: Vec<String>,
    /// The player's title for the shown drawing, as typed.
    pub title: Option<String>,
    /// Id of the option that contains the title; the player cannot pick it.
    pub title_option_id: Option<String>,
    /// Id of the picked title.
    pub guess: Option<String>,
    /// Reactions that the person may still send for the shown drawing.
    pub reactions_left: u32,
    /// Whether the player takes part in the phase. Latecomers draw from the next round.
    pub plays: bool,
}
