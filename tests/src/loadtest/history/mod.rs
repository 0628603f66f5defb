//! The history of a load test: every action with its answer, and every event that a socket received.
//!
//! [`check`] verifies a history without the server: which answers the platform acknowledged, and whether all sockets
//! received one course of events that contains them.

mod answers;
mod checker;
mod events;
mod losses;
mod recorder;
mod scores;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use self::{
    checker::{HistoryError, Verdict, check, check_records},
    recorder::Recorder,
};
use super::{
    actions::SentAction,
    bot_policy::Message,
    checks::score_oracle::Question,
    clock,
    messages::{Answered, Head},
};

/// One line of a history. Times are microseconds since 1970 by the clock of the load test.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A session, before all its other records.
    Session(SessionRecord),
    /// An answered action.
    Action(ActionRecord),
    /// A numbered event.
    Event(EventRecord),
    /// A snapshot at the start of a socket, or in place of missed events.
    Snapshot(SnapshotRecord),
    /// The end of a connection that the server closed, or that broke.
    Break(BreakRecord),
    /// A loss of the store, from a test that causes it.
    Loss(LossRecord),
    /// A time without a connection, from a test that controls the network.
    Absence(AbsenceRecord),
}

/// A session and its players.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SessionRecord {
    /// The join code.
    pub session: String,
    /// The configuration of the game.
    pub config: Map<String, Value>,
    /// Ids of the players.
    pub players: Vec<String>,
}

/// An action and its answer. An action that is sent again after its acknowledgement has one record for each answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ActionRecord {
    /// The join code.
    pub session: String,
    /// Id of the player.
    pub player: String,
    /// The client's id of the action.
    pub id: String,
    /// The kind of the action, with its question.
    pub operation: Operation,
    /// Time of the first attempt.
    pub start_us: i64,
    /// Time of the answer.
    pub end_us: i64,
    /// The epoch of the answer.
    pub epoch: String,
    /// Number of the last event after the action; `None` for a refusal.
    pub seq: Option<u64>,
    /// The error code of a refusal.
    pub code: Option<String>,
}

/// The kind of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Operation {
    /// Submitted a lie.
    Lie {
        /// The question.
        question: Question,
        /// Whether the game suggested the lie.
        suggested: bool,
    },
    /// Submitted a guess.
    Guess {
        /// The question.
        question: Question,
        /// The chosen option.
        option_id: String,
    },
    /// Asked for suggestions or reacted.
    Other,
}

/// An event at one socket.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EventRecord {
    /// The join code.
    pub session: String,
    /// Number of the socket.
    pub socket: usize,
    /// Time of the receipt.
    pub at_us: i64,
    /// The epoch that `seq` counts in.
    pub epoch: String,
    /// Number of the event.
    pub seq: u64,
    /// Type of the event.
    pub kind: String,
    /// The deadline that caused the event.
    pub due_us: Option<i64>,
    /// The event's data.
    pub data: Value,
}

/// A snapshot at one socket.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SnapshotRecord {
    /// The join code.
    pub session: String,
    /// Number of the socket.
    pub socket: usize,
    /// Time of the receipt.
    pub at_us: i64,
    /// The epoch that `seq` counts in.
    pub epoch: String,
    /// Number of the last event that the snapshot includes.
    pub seq: u64,
    /// The question of the current phase.
    pub question: Option<Question>,
}

/// The end of a connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BreakRecord {
    /// The join code.
    pub session: String,
    /// Number of the socket.
    pub socket: usize,
    /// Time at which the client noticed the end.
    pub at_us: i64,
}

/// A loss of the store: a replica that lacks the latest commits took over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LossRecord {
    /// The join code.
    pub session: String,
    /// Commits after this moment are lost.
    pub since_us: i64,
    /// Time at which the replica took commits.
    pub until_us: i64,
}

/// A player without a connection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AbsenceRecord {
    /// The join code.
    pub session: String,
    /// Id of the player.
    pub player: String,
    /// Time of the end of the connection.
    pub from_us: i64,
    /// Time at which the server noticed the end; `None` if its process had stopped.
    pub noticed_us: Option<i64>,
    /// Time of the first frame of the next connection.
    pub until_us: i64,
}

impl Record {
    fn session(&self) -> &str {
        match self {
            Self::Session(SessionRecord { session, .. })
            | Self::Action(ActionRecord { session, .. })
            | Self::Event(EventRecord { session, .. })
            | Self::Snapshot(SnapshotRecord { session, .. })
            | Self::Break(BreakRecord { session, .. })
            | Self::Loss(LossRecord { session, .. })
            | Self::Absence(AbsenceRecord { session, .. }) => session,
        }
    }
}

impl ActionRecord {
    /// Creates the record of an action that has just been answered.
    #[must_use]
    pub fn answered(session: String, player: &str, action: &SentAction, epoch: &str, answer: &Answered) -> Self {
        let operation = match &action.message {
            Message::Lie { question, suggested, .. } => Operation::Lie { question: *question, suggested: *suggested },
            Message::Guess { question, option_id } => {
                Operation::Guess { question: *question, option_id: option_id.clone() }
            }
            Message::Suggest | Message::React { .. } => Operation::Other,
        };
        let (player, id, epoch) = (player.to_owned(), action.id.clone(), epoch.to_owned());
        let (start_us, end_us) = (action.started_us, clock::wall_us());
        Self { session, player, id, operation, start_us, end_us, epoch, seq: answer.seq, code: answer.code.clone() }
    }
}

impl EventRecord {
    /// Creates the record of a received event.
    #[must_use]
    pub fn new(session: String, socket: usize, head: &Head<'_>, seq: u64, at_us: i64) -> Self {
        let (epoch, kind, data) = (head.epoch.to_owned(), head.kind.to_owned(), head.data().unwrap_or_default());
        Self { session, socket, at_us, epoch, seq, kind, due_us: head.due_us(), data }
    }
}
