//! Data of the phase events.

use wpp_cartridge_kit::prelude::*;

/// Data of `phase.question_shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionShown {
    /// The round, from 1.
    pub round: u32,
    /// Rounds of the game.
    pub rounds: u32,
    /// The question within the round, from 1.
    pub question: u32,
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
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.lie_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LieStarted {
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// The prompt. A gap is written as `____`.
    pub prompt: String,
    /// Maximum length of a lie in graphemes.
    pub max_length: usize,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.scores_calculated`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScoresCalculated {
    /// The round, from 1.
    pub round: u32,
    /// Multiplier of the round's points.
    pub multiplier: u32,
    /// Points of this question, in the order in which players joined.
    pub deltas: Vec<Delta>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One player's points of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delta {
    /// Id of the player.
    pub player_id: PlayerId,
    /// Points of this question.
    pub delta: i64,
    /// Points of the game so far.
    pub total: i64,
}
