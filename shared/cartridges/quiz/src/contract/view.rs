//! The public and private views of a game.

use wpp_cartridge_kit::{kinds::Submission, prelude::*, teams::RankedTeam};
use wpp_game::content::{Difficulty, rules::one};

use super::{Ranked, Solution};

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
    /// The kind of the question, which decides how players answer.
    #[serde(default)]
    pub kind: QuestionKind,
    /// Factor of the question's points: 0, 1 or 2.
    #[serde(default = "one")]
    pub points: u32,
    /// How difficult the question is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// The picture or the sound of the question, which belongs to the prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<MediaView>,
    /// The picture of the settings, which the TV shows during the whole game.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<MediaView>,
    /// The emoji that people can send, during `answer` and `solution`.
    #[serde(default)]
    pub emoji: Vec<String>,
    /// Length of answering in milliseconds; `null` in other phases and without a clock.
    pub time_limit_ms: Option<u64>,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The options, during `answer` and `solution`.
    pub options: Vec<OptionView>,
    /// The solution, during `solution`.
    pub solution: Option<Solution>,
    /// The ranking, during `scoreboard` and `game_over`.
    pub ranking: Vec<Ranked>,
    /// The teams, best first, during `scoreboard` and `game_over`; absent when everybody plays alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<RankedTeam>,
    /// The players who answer for their teams; absent when everybody answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captains: Vec<PlayerId>,
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
    /// Id of the picked option, for kinds with one picked option.
    pub answer: Option<String>,
    /// The submitted answer, during `answer` and `solution`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submitted: Option<Submission>,
    /// Correct answers in a row, up to the last solution.
    pub streak: u32,
    /// Reactions that the person may still send during this question.
    #[serde(default)]
    pub reactions_left: u32,
    /// Whether the person plays the current question. Spectators never do; latecomers play from the
    /// next question.
    pub plays: bool,
}
