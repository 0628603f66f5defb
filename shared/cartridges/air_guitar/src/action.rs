//! What a player can do, and how the contract writes it.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::tally::Tally;
use wpp_game::{driver::ActionError, manifest::ActionKind};

/// `practice.start {}`
pub(super) const START: &str = "practice.start";
/// `practice.end {}`
pub(super) const END: &str = "practice.end";
/// What a [companion](super::ephemeral_handler) hands in; no client can.
pub const REPORT: &str = "practice.tally";

/// Every action a client can take, described.
pub(super) const KINDS: &[ActionKind] = &[
    ActionKind { kind: START, words: "Pick up the guitar; if nobody plays, a practice starts.", fields: &[] },
    ActionKind { kind: END, words: "Put the guitar down; the last one ends the practice.", fields: &[] },
];

/// A player's move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Pick up the guitar; the first one starts the practice.
    Start,
    /// Put it down.
    End,
    /// What was played since the report before.
    Report(Report),
}

/// What one socket's companion has counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Report {
    /// The practice it is of.
    pub practice: u32,
    /// What was counted.
    #[serde(flatten)]
    pub tally: Tally,
    /// Whether nothing of this practice follows.
    pub last: bool,
}

impl Action {
    pub(super) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        match kind {
            START => Ok(Self::Start),
            END => Ok(Self::End),
            REPORT => serde_json::from_str(data.get())
                .map(Self::Report)
                .map_err(|_malformed| ActionError::Invalid("practice.tally takes a tally".to_owned())),
            _ => Err(ActionError::Unknown),
        }
    }
}
