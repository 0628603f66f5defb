//! Air guitar's actions.

use serde::Deserialize;
use serde_json::value::RawValue;
use wpp_cartridge_kit::parsing::decode;
use wpp_game::{driver::ActionError, manifest::ActionKind};

use crate::tally::Tally;

/// `practice.start {}`
pub(crate) const START: &str = "practice.start";
/// `practice.end {}`
pub(crate) const END: &str = "practice.end";
/// The report of a [`ChordHandler`](crate::ephemeral::ChordHandler). Clients cannot send it.
pub const REPORT: &str = "practice.tally";

/// The description of every action of clients.
pub(crate) const KINDS: &[ActionKind] = &[
    ActionKind { kind: START, description: "Pick up the guitar; starts a practice if none is running.", fields: &[] },
    ActionKind {
        kind: END,
        description: "Put the guitar down; ends the practice if nobody else is playing.",
        fields: &[],
    },
];

/// A parsed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Pick up the guitar. Starts a practice if none is running.
    Start,
    /// Put the guitar down.
    End,
    /// The chords since the previous report of the same socket.
    Report(Report),
}

/// A report of one socket's chords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Report {
    /// Number of the practice.
    pub practice: u32,
    /// Chords since the previous report.
    #[serde(flatten)]
    pub tally: Tally,
    /// Whether this report is the practice's last one of the socket.
    pub last: bool,
}

impl Action {
    pub(crate) fn parse(kind: &str, data: &RawValue) -> Result<Self, ActionError> {
        match kind {
            START => Ok(Self::Start),
            END => Ok(Self::End),
            REPORT => decode(data, "practice.tally takes a tally").map(Self::Report),
            _ => Err(ActionError::Unknown),
        }
    }
}
