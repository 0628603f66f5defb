//! What everybody is told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use wpp_game::{ids::PlayerId, time::Countdown};

/// One of Quiz's numbered events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A question to read.
    #[serde(rename = "phase.question_shown")]
    QuestionShown(QuestionShown),
    /// Time to answer.
    #[serde(rename = "phase.answer_started")]
    AnswerStarted(AnswerStarted),
    /// Somebody answered, or the game stopped waiting for somebody.
    #[serde(rename = "progress")]
    Progress(Progress),
    /// The right answer, and what it brought.
    #[serde(rename = "phase.solution_shown")]
    SolutionShown(SolutionShown),
    /// The standing.
    #[serde(rename = "phase.scoreboard")]
    Scoreboard(Scoreboard),
    /// The end.
    #[serde(rename = "phase.game_over")]
    GameOver(GameOver),
}

/// Data of `phase.question_shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionShown {
    /// The round, from 1.
    pub round: u32,
    /// Rounds of the game.
    pub rounds: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// Questions of a round.
    pub questions: u32,
    /// What this round's points are multiplied by.
    pub multiplier: u32,
    /// The question, or the sentence with its gap written as `____`.
    pub prompt: String,
    /// A word or two above it.
    pub category: String,
    /// How long it stands.
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
    /// Shuffled once, the same for everybody.
    pub options: Vec<OptionView>,
    /// The whole time for answering; `null` when time does not press.
    pub time_limit_ms: Option<u64>,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// Whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// How long it still has.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One option on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OptionView {
    /// Where it stands; says nothing of what it is.
    pub option_id: String,
    /// What it says.
    pub text: String,
}

/// Data of `progress`, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// Whose answers are in.
    pub answered: Vec<PlayerId>,
    /// Who is present and has not answered.
    pub waiting: Vec<PlayerId>,
}

/// Data of `phase.solution_shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SolutionShown {
    /// All there is to tell.
    #[serde(flatten)]
    pub solution: Solution,
    /// Whether the host's `play` ends the phase.
    pub waits_for_host: bool,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// The right answer, and what people made of the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Solution {
    /// The right option.
    pub option_id: String,
    /// What it says.
    pub text: String,
    /// Who picked which, in the order of the options.
    pub picked: Vec<Picked>,
    /// Points given, in the order of the answers.
    pub awarded: Vec<Awarded>,
    /// One sentence more about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Where it can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Who picked an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Picked {
    /// Which.
    pub option_id: String,
    /// In the order in which they did.
    pub players: Vec<PlayerId>,
}

/// What a right answer brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Awarded {
    /// Whom.
    pub player_id: PlayerId,
    /// Points, all told.
    pub points: i64,
    /// Right answers in a row, this one included.
    pub streak: u32,
    /// Of the points, those for being fast.
    pub speed_points: i64,
}

/// Data of `phase.scoreboard`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scoreboard {
    /// Best first.
    pub ranking: Vec<Ranked>,
    /// Whether the game is over after it.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One player's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ranked {
    /// From 1; who has the same score has the same rank, and the ranks they fill are skipped.
    pub rank: usize,
    /// Who.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// Points of the game.
    pub score: i64,
    /// Points of the last question.
    pub delta: i64,
    /// Right answers in a row.
    pub streak: u32,
}

/// Data of `phase.game_over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GameOver {
    /// The final standing.
    pub ranking: Vec<Ranked>,
    /// What people will remember.
    pub awards: Vec<AwardView>,
}

/// An award of the evening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AwardView {
    /// Its stable key, for translations.
    pub award: String,
    /// Its title in English.
    pub title: String,
    /// Who gets it.
    pub player_id: PlayerId,
    /// Its picture.
    pub emoji: String,
    /// How often they did what it is for.
    pub value: u32,
}

/// A later progress says all that an earlier one did.
pub(super) fn merge(earlier: &mut Event, later: &Event) -> bool {
    match (earlier, later) {
        (Event::Progress(earlier), Event::Progress(later)) => {
            later.clone_into(earlier);
            true
        }
        _ => false,
    }
}
