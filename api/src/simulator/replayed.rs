//! A replayed recording: the effects of its inputs, and the session at one of them.

use serde::Serialize;
use serde_json::value::RawValue;
use wpp_game::time::Timestamp;

use super::recording::Input;
use crate::schema::AnySnapshot;

/// A replayed recording.
#[derive(Debug, Serialize)]
pub struct Replayed {
    /// All inputs, with their effects.
    pub(super) steps: Vec<ReplayedStep>,
    /// Number of inputs after which the session is shown.
    pub(super) position: usize,
    /// The session at the position.
    pub(super) shown: Shown,
    /// Why the automatic inputs ended before the game.
    pub(super) stopped: Option<String>,
}

/// An input and its effect.
#[derive(Debug, Serialize)]
pub(super) struct ReplayedStep {
    pub(super) input: Input,
    /// The phase after the input.
    pub(super) phase: Option<String>,
    /// The types of its events.
    pub(super) events: Vec<String>,
    pub(super) outcome: Outcome,
}

/// The answer to an input.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Ack {
        /// Number of the last event.
        seq: u64,
        /// Fields of the acknowledgement in addition to `seq`.
        reply: Option<Box<RawValue>>,
    },
    Rejected {
        code: &'static str,
        message: String,
    },
    /// The rules failed at this input or at an earlier one, so the session is the one before that input.
    Failed {
        message: String,
    },
}

/// A session at one moment.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    pub(super) now: Timestamp,
    /// When the phase ends.
    pub(super) deadline: Option<Timestamp>,
    /// When the session changes without an input.
    pub(super) wake_at: Option<Timestamp>,
    /// The snapshot of the TV.
    pub(super) screen: AnySnapshot,
    /// The snapshots of the players, in the order of `screen.players`.
    pub(super) phones: Vec<AnySnapshot>,
    /// The state of the game.
    pub(super) state: Option<Box<RawValue>>,
    /// The events of the last input, as a public screen receives them.
    pub(super) events: Vec<Box<RawValue>>,
}
