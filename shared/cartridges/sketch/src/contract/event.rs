//! The numbered events of Sketch.

use wpp_cartridge_kit::{
    bluff::{GuessStarted, RevealStep},
    prelude::*,
    reactions::ReactionCounts,
    scoreboard::{GameOver, Scoreboard},
};

use super::{DrawStarted, TitleStarted};

/// A numbered event of Sketch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// Everybody draws a private prompt.
    #[serde(rename = "phase.draw_started")]
    DrawStarted(DrawStarted),
    /// A player is done, or the game stopped waiting for a player.
    #[serde(rename = "progress")]
    Progress(Progress),
    /// A drawing is shown, and everybody but its artist writes a title.
    #[serde(rename = "phase.title_started")]
    TitleStarted(TitleStarted),
    /// Players guess which title is true.
    #[serde(rename = "phase.guess_started")]
    GuessStarted(GuessStarted),
    /// Reactions since the previous such event.
    #[serde(rename = "reaction")]
    Reaction(ReactionCounts),
    /// A title is revealed and its points are awarded.
    #[serde(rename = "reveal.step")]
    RevealStep(RevealStep),
    /// The ranking after a round.
    #[serde(rename = "phase.scoreboard")]
    Scoreboard(Scoreboard),
    /// The end of the game.
    #[serde(rename = "phase.game_over")]
    GameOver(GameOver),
}

wpp_cartridge_kit::common_events!(Event: Progress, Reaction, Scoreboard, GameOver);
