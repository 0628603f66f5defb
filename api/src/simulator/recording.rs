//! A recording: a lobby, and everything that happened to it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, value::to_raw_value};
use wpp_game::{
    ids::PlayerId,
    session::{Command, Session},
    time::Timestamp,
};

/// Maximum number of inputs of a recording. A long game has a few hundred.
pub const MAX_INPUTS: usize = 2_000;

/// A lobby with its players, and the inputs that followed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recording {
    /// The session before the first input, as a store keeps it.
    pub lobby: Session,
    /// The inputs, in order of time.
    pub inputs: Vec<Input>,
}

/// One input of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// When it arrived.
    pub at: Timestamp,
    /// The input.
    #[serde(flatten)]
    pub cause: Cause,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cause {
    /// The host starts the game, or ends a phase that waits for the host.
    Play,
    /// Time passed, so what was due fires.
    Time,
    /// A player acts.
    Action {
        /// Id of the player.
        player_id: PlayerId,
        /// The action's type in the contract.
        #[serde(rename = "type")]
        kind: String,
        /// The action's data.
        #[serde(default)]
        data: Value,
        /// Whether the game's bot policy chose the action.
        #[serde(default)]
        bot: bool,
    },
}

impl Input {
    /// Returns the command of the input, which is the `number`-th of its recording.
    ///
    /// # Errors
    /// When the data cannot be encoded.
    pub(super) fn command(&self, number: usize) -> serde_json::Result<Command> {
        Ok(match &self.cause {
            Cause::Play => Command::Play { content: None },
            Cause::Time => Command::Wake,
            Cause::Action { player_id, kind, data, .. } => Command::Action {
                player_id: player_id.clone(),
                id: format!("simulated-{number}"),
                kind: kind.clone(),
                data: to_raw_value(data)?,
            },
        })
    }
}
