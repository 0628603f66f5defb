//! The numbered events of Last Word.

use wpp_cartridge_kit::{
    prelude::*,
    scoreboard::{GameOver, Scoreboard},
};

use super::{ResultShown, VoteStarted, WriteStarted};

/// A numbered event of Last Word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// Everybody answers private prompts.
    #[serde(rename = "phase.write_started")]
    WriteStarted(WriteStarted),
    /// A player finished writing or voting, or the game stopped waiting for a player.
    #[serde(rename = "progress")]
    Progress(Progress),
    /// The answers to one prompt, without their authors.
    #[serde(rename = "phase.vote_started")]
    VoteStarted(VoteStarted),
    /// The authors, votes and points of the answers.
    #[serde(rename = "phase.result_shown")]
    ResultShown(ResultShown),
    /// The ranking after a round.
    #[serde(rename = "phase.scoreboard")]
    Scoreboard(Scoreboard),
    /// The end of the game.
    #[serde(rename = "phase.game_over")]
    GameOver(GameOver),
}

wpp_cartridge_kit::common_events!(Event: Progress, Scoreboard, GameOver);
