//! Data of the phase events.

use wpp_cartridge_kit::{kinds::Written, prelude::*, ranking::RankedEntry, teams::RankedTeam};
use wpp_game::content::{Difficulty, rules::one};

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
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.answer_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerStarted {
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// The options, in the order that everybody sees.
    pub options: Vec<OptionView>,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// The players who answer for their teams; absent when everybody answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captains: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.solution_shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SolutionShown {
    /// The solution and its points.
    #[serde(flatten)]
    pub solution: Solution,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// The correct answer, the players' answers and the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Solution {
    /// Id of the first correct option; empty when the question has none.
    pub option_id: String,
    /// Ids of all correct options; for an order, all options in the right order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub option_ids: Vec<String>,
    /// The correct answer. Several answers are separated by commas; empty for a question of opinion.
    pub text: String,
    /// The players' answers, in the order of the options. Empty for an order.
    pub picked: Vec<Picked>,
    /// The answers in words and numbers: the right ones first, then the most frequent; numbers by their
    /// distance from the truth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<Written>,
    /// Awarded points, in the order of the answers.
    pub awarded: Vec<Awarded>,
    /// Explanation in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Source of the fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The players who picked one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Picked {
    /// Id of the option.
    pub option_id: String,
    /// The players, in the order of their answers.
    pub players: Vec<PlayerId>,
    /// Number of people in the audience who picked the option; absent if nobody did.
    #[serde(default, skip_serializing_if = "is_default")]
    pub audience: u32,
}

/// Points for one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Awarded {
    /// Id of the player.
    pub player_id: PlayerId,
    /// Number of the team for which the player answered as its captain, from 1; absent for a player's own answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<u32>,
    /// Total points, including bonuses.
    pub points: i64,
    /// Correct answers in a row, including this one.
    pub streak: u32,
    /// The part of the points for speed.
    pub speed_points: i64,
    /// Whether the answer is right. Other answers earn a part of the points.
    #[serde(default = "yes")]
    pub right: bool,
}

/// Returns the value of [`Awarded::right`] in messages of releases without partial points.
fn yes() -> bool {
    true
}

/// Data of `phase.scoreboard`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scoreboard {
    /// The players, best first.
    pub ranking: Vec<Ranked>,
    /// The teams, best first; absent when everybody plays alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<RankedTeam>,
    /// Whether the game ends after this scoreboard.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One player's place in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ranked {
    /// Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped.
    pub rank: usize,
    /// Id of the player.
    pub player_id: PlayerId,
    /// Nickname of the player.
    pub nickname: String,
    /// Points of the game.
    pub score: i64,
    /// Points of the last question.
    pub delta: i64,
    /// Correct answers in a row.
    pub streak: u32,
}

/// Data of `phase.game_over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GameOver {
    /// The final ranking.
    pub ranking: Vec<Ranked>,
    /// The teams, best first; absent when everybody plays alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<RankedTeam>,
    /// The awards of the game.
    pub awards: Vec<AwardView>,
}

impl RankedEntry for Ranked {
    fn score(&self) -> i64 {
        self.score
    }

    fn set_rank(&mut self, rank: usize) {
        self.rank = rank;
    }
}
