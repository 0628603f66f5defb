//! The numbered events of Quiz.

use wpp_cartridge_kit::{prelude::*, reactions::ReactionCounts};

use super::{AnswerStarted, GameOver, QuestionShown, Scoreboard, SolutionShown};

/// A numbered event of Quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A question is shown for reading.
    #[serde(rename = "phase.question_shown")]
    QuestionShown(QuestionShown),
    /// Players pick an answer.
    #[serde(rename = "phase.answer_started")]
    AnswerStarted(AnswerStarted),
    /// A player answered, or the game stopped waiting for a player.
    #[serde(rename = "progress")]
    Progress(Progress),
    /// Reactions since the previous such event.
    #[serde(rename = "reaction")]
    Reaction(ReactionCounts),
    /// The correct answer and its points.
    #[serde(rename = "phase.solution_shown")]
    SolutionShown(SolutionShown),
    /// The ranking after the question.
    #[serde(rename = "phase.scoreboard")]
    Scoreboard(Scoreboard),
    /// The end of the game.
    #[serde(rename = "phase.game_over")]
    GameOver(GameOver),
}

wpp_cartridge_kit::common_events!(Event: Progress, Reaction);
