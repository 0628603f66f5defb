//! The public and private views of a game.

use wpp_cartridge_kit::{prelude::*, scoreboard::Ranked, settings::Language};

use super::AnswerResult;

/// The public part of a snapshot. Fields that do not apply to the phase are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Number of rounds, including the final round.
    pub rounds: u32,
    /// Prompts of the round.
    pub questions: u32,
    /// Multiplier of this round's points.
    pub multiplier: i64,
    /// Language of the prompts.
    #[schema(value_type = String)]
    pub language: Language,
    /// Maximum length of an answer in graphemes.
    pub max_length: usize,
    /// Length of writing or voting in milliseconds; `null` in other phases and without a clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Id of the shown prompt, during `vote` and `result`.
    pub prompt_id: Option<String>,
    /// Text of the shown prompt, during `vote` and `result`.
    pub prompt: Option<String>,
    /// The answers, during `vote`.
    pub options: Vec<OptionView>,
    /// Number of votes of a player who can choose, during `vote`. A player may give an answer several of them.
    pub votes_each: usize,
    /// The authors, votes and points, during `result`.
    pub results: Vec<AnswerResult>,
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
    /// The person's prompts of the round, during `write`.
    pub prompts: Vec<YourPrompt>,
    /// Id of the person's own answer among the options, during `vote`.
    pub own_option: Option<String>,
    /// Id of the answer of each vote of the person, during `vote`. An answer with several votes occurs several times.
    pub votes: Vec<String>,
    /// Number of further votes that the person has, during `vote`. A member of the audience gives an answer at most one vote.
    pub votes_left: usize,
}

/// A prompt that the person must answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct YourPrompt {
    /// Id of the prompt.
    pub prompt_id: String,
    /// Text of the prompt.
    pub prompt: String,
    /// The person's answer, once it has been accepted.
    pub answer: Option<String>,
}
