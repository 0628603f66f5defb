//! Ephemeral messages: broadcast at once, outside the numbered events, and never stored.
//!
//! A strummed chord matters for a second. As an action, each chord would be a commit; as an ephemeral
//! message it travels from one socket to the others over the session's channel alone. If the game
//! needs a summary (how many, how steady), the [`EphemeralHandler`] of each player's socket counts
//! the messages and reports the totals as an ordinary action from time to time.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{ActionError, Move};
use crate::contract::{event::Envelope, snapshot::Snapshot, time::Timestamp};

/// An ephemeral message that may be shown to everybody.
#[derive(Debug, Clone)]
pub struct EphemeralMessage {
    /// The message's type in the contract.
    pub kind: &'static str,
    /// The data for everybody: a JSON object.
    pub data: Box<RawValue>,
    /// Whether only screens receive the message, because phones do not show it.
    pub screens_only: bool,
    /// The sender's own sequence number, if the client counts. It orders messages that one player
    /// sends over two connections.
    pub count: Option<u64>,
}

/// Validates and counts the ephemeral messages of one player's socket.
///
/// The process that holds the socket owns the handler, and drops it with the socket. A handler has no
/// I/O and no clock. It receives the same events and snapshots as the player's phone.
pub trait EphemeralHandler: Send + Sync {
    /// Handles a message that the player sent at `now`, of one of the types in
    /// [`EphemeralMessages::kinds`](super::EphemeralMessages::kinds). Returns the message to
    /// broadcast, or `None` when a newer message has already arrived.
    ///
    /// # Errors
    /// [`ActionError`] with a text for the player, when the message is invalid.
    fn receive(&mut self, kind: &str, data: &RawValue, now: Timestamp)
    -> Result<Option<EphemeralMessage>, ActionError>;

    /// Resets the handler to `snapshot`: when the socket opens, and after events were missed.
    fn on_snapshot(&mut self, snapshot: &Snapshot<Box<RawValue>>);

    /// Applies the next event of the session.
    fn on_event(&mut self, event: &Envelope);

    /// Returns when the next [`report`](Self::report) is due, if no event changes that.
    fn next_report_at(&self) -> Option<Timestamp>;

    /// Returns the report that is due at `now`: an
    /// [internal action](super::EphemeralMessages::is_internal_action) of the player. `closing` is
    /// true for the last call before the socket closes.
    fn report(&mut self, now: Timestamp, closing: bool) -> Option<Move>;
}

/// The position of an ephemeral message among all messages of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EphemeralPosition {
    /// When the connection opened, in microseconds since 1970, by the clock of its process.
    #[serde(rename = "o")]
    pub opened: i64,
    /// Sequence number within the connection, starting at 1.
    #[serde(rename = "n")]
    pub number: u64,
    /// The sender's own sequence number, if the client counts.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

impl EphemeralPosition {
    /// Returns whether a message at this position is newer than the one at `latest`.
    ///
    /// Within a connection, the sequence number decides. The newer of two connections always wins,
    /// because a phone that reconnects may restart its count. A message of an older connection is
    /// newer only if the sender's count shows it, or if the sender does not count: then it comes
    /// from a second device.
    #[must_use]
    pub fn is_newer_than(self, latest: Self) -> bool {
        match self.opened.cmp(&latest.opened) {
            std::cmp::Ordering::Equal => self.number > latest.number,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => match (self.count, latest.count) {
                (Some(own), Some(other)) => own > other,
                _ => true,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(opened: i64, number: u64, count: Option<u64>) -> EphemeralPosition {
        EphemeralPosition { opened, number, count }
    }

    #[test]
    fn orders_within_a_connection() {
        assert!(at(1, 8, None).is_newer_than(at(1, 7, None)));
        assert!(!at(1, 7, None).is_newer_than(at(1, 7, None)));
        assert!(!at(1, 6, Some(9)).is_newer_than(at(1, 7, None)));
    }

    #[test]
    fn newer_connection_may_restart_its_count() {
        assert!(at(2, 1, Some(1)).is_newer_than(at(1, 500, Some(500))));
    }

    #[test]
    fn older_connection_needs_a_higher_count() {
        assert!(!at(1, 501, Some(501)).is_newer_than(at(2, 1, Some(502))));
        assert!(at(1, 503, Some(503)).is_newer_than(at(2, 1, Some(502))), "a second device, by one clock");
        assert!(at(1, 3, None).is_newer_than(at(2, 1, None)), "a second device that does not count");
    }
}
