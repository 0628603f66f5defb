//! The numbered events of Fib.

use wpp_cartridge_kit::{
    bluff::{GuessStarted, RevealStep},
    prelude::*,
    reactions::ReactionCounts,
    scoreboard::{GameOver, Scoreboard},
};

use super::{LieStarted, QuestionShown, ScoresCalculated};

/// A numbered event of Fib.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A question is shown for reading.
    #[serde(rename = "phase.question_shown")]
    QuestionShown(QuestionShown),
    /// Players write lies.
    #[serde(rename = "phase.lie_started")]
    LieStarted(LieStarted),
    /// A player answered, or the game stopped waiting for a player.
    #[serde(rename = "progress")]
    Progress(Progress),
    /// Players guess which option is true.
    #[serde(rename = "phase.guess_started")]
    GuessStarted(GuessStarted),
    /// Reactions since the previous such event.
    #[serde(rename = "reaction")]
    Reaction(ReactionCounts),
    /// An option is revealed and its points are awarded.
    #[serde(rename = "reveal.step")]
    RevealStep(RevealStep),
    /// The points of the question.
    #[serde(rename = "phase.scores_calculated")]
    ScoresCalculated(ScoresCalculated),
    /// The ranking after the question.
    #[serde(rename = "phase.scoreboard")]
    Scoreboard(Scoreboard),
    /// The end of the game.
    #[serde(rename = "phase.game_over")]
    GameOver(GameOver),
}

wpp_cartridge_kit::common_events!(Event: Progress, Reaction, Scoreboard, GameOver);
