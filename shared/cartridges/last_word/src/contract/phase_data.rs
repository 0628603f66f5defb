//! Data of the phase events.

use wpp_cartridge_kit::prelude::*;

/// Data of `phase.write_started`. The prompts are private; a player reads them in `you`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WriteStarted {
    /// The round, from 1.
    pub round: u32,
    /// Rounds of the game, including the final round.
    pub rounds: u32,
    /// Prompts of the round.
    pub questions: u32,
    /// Multiplier of this round's points.
    pub multiplier: i64,
    /// Maximum length of an answer in graphemes.
    pub max_length: usize,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.vote_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VoteStarted {
    /// The prompt within the round, from 1.
    pub question: u32,
    /// The prompt and its answers.
    #[serde(flatten)]
    pub ballot: BallotView,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// A prompt and its answers, without their authors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BallotView {
    /// Id of the prompt.
    pub prompt_id: String,
    /// Text of the prompt.
    pub prompt: String,
    /// The answers, in the order that everybody sees.
    pub options: Vec<OptionView>,
    /// Number of votes of a player who can choose. A player may give an answer several of them.
    pub votes_each: usize,
}

/// Data of `phase.result_shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ResultShown {
    /// The prompt within the round, from 1.
    pub question: u32,
    /// Id of the prompt.
    pub prompt_id: String,
    /// Text of the prompt.
    pub prompt: String,
    /// The answers, in the order of the options.
    pub results: Vec<AnswerResult>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// The author, votes and points of one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnswerResult {
    /// Id of the answer.
    pub option_id: String,
    /// The answer.
    pub text: String,
    /// Id of the author.
    pub player_id: PlayerId,
    /// The player of each vote for the answer, in the order of the votes. In the final round, a player can occur several times.
    pub voters: Vec<PlayerId>,
    /// Votes of the audience.
    pub audience_votes: u32,
    /// Points of the author, including the bonus.
    pub points: i64,
    /// Whether the answer has every vote of at least two players. In a room of three, a prompt has a single voter, so both answers of the
    /// author in the round must have every vote, and the later one is the sweep.
    pub sweep: bool,
}
