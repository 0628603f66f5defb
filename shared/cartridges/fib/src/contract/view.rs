//! The public and private views of a game.

use wpp_cartridge_kit::{bluff::Revealed, prelude::*, scoreboard::Ranked};

use super::Delta;

/// The public part of a snapshot. Fields that do not apply to the phase are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Number of rounds.
    pub rounds: u32,
    /// Questions in each round.
    pub questions: u32,
    /// Multiplier of this round's points.
    pub multiplier: u32,
    /// The prompt. A gap is written as `____`.
    pub prompt: String,
    /// A word or two shown above the prompt.
    pub category: String,
    /// The picture or the sound of the question, which belongs to the prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<MediaView>,
    /// Maximum length of a lie in graphemes.
    pub max_length: usize,
    /// The emoji that people can send.
    pub emoji: Vec<String>,
    /// Length of writing or guessing in milliseconds; `null` in other phases and without a clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The options, from `guess` until the next question.
    pub options: Vec<OptionView>,
    /// Revealed options, in the order of their reveal.
    pub revealed: Vec<Revealed>,
    /// Number of options that the last step revealed; 0 before the first step.
    pub together: usize,
    /// Points of the question, during `scores`.
    pub deltas: Vec<Delta>,
    /// The ranking, during `scoreboard` and `game_over`.
    pub ranking: Vec<Ranked>,
    /// Whether the ranking is the final one.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// The awards, during `game_over`.
    pub awards: Vec<AwardView>,
}

/// The private view of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Id of the person.
    pub player_id: PlayerId,
    /// The player's lie for this question, as typed.
    pub lie: Option<String>,
    /// Id of the option that contains the lie; the player cannot pick it.
    pub lie_option_id: Option<String>,
    /// Id of the picked option.
    pub guess: Option<String>,
    /// Suggestions of "lie for me" for this question.
    pub suggestions: Vec<String>,
    /// Reactions that the person may still send during this question.
    pub reactions_left: u32,
    /// Whether the person plays the current question. Spectators never do; latecomers play from the
    /// next question.
    pub plays: bool,
}
