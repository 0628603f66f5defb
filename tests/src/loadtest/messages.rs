//! The little of a server's frame that every socket reads, and the more that one of them needs.

use chrono::DateTime;
use serde::Deserialize;
use serde_json::value::RawValue;

/// What stands around every event. Reading it skips over `data` without taking it apart.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Head<'a> {
    /// What happened.
    #[serde(rename = "type", borrow)]
    pub kind: &'a str,
    /// The numbering `seq` belongs to.
    #[serde(borrow)]
    pub epoch: &'a str,
    /// The event's number; `None` for frames outside the stream.
    #[serde(default)]
    pub seq: Option<u64>,
    /// The deadline that caused the event.
    #[serde(default, borrow)]
    due_at: Option<&'a str>,
    /// What it says, unread.
    #[serde(borrow)]
    pub data: &'a RawValue,
}

impl<'a> Head<'a> {
    /// Reads a frame.
    ///
    /// # Errors
    /// Returns an error if the frame is not an envelope of the contract.
    pub fn read(frame: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(frame)
    }

    /// The deadline that caused the event, in microseconds since 1970.
    #[must_use]
    pub fn due_us(&self) -> Option<i64> {
        self.due_at.and_then(wall_us)
    }

    /// Reads `data` as what this kind of event carries; `None` when it is something else.
    #[must_use]
    pub fn data<T: Deserialize<'a>>(&self) -> Option<T> {
        serde_json::from_str(self.data.get()).ok()
    }
}

/// An RFC 3339 moment in microseconds since 1970.
#[must_use]
pub fn wall_us(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.timestamp_micros())
}

/// A snapshot: over REST, and in the first frame of a socket.
#[derive(Debug, Clone, Deserialize)]
pub struct Snapshot {
    /// The numbering of `seq`.
    pub epoch: String,
    /// The last event the snapshot includes.
    pub seq: u64,
    /// `lobby`, `running`, `paused` or `finished`.
    pub status: String,
    /// The running phase.
    pub phase: Option<Phase>,
    /// Everybody at the shared.
    pub players: Vec<Player>,
    /// Fib's public state.
    #[serde(default)]
    pub view: Option<View>,
}

/// The running phase, as a snapshot tells it.
#[derive(Debug, Clone, Deserialize)]
pub struct Phase {
    /// Which.
    pub name: String,
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// When it ends.
    pub deadline_at: Option<String>,
    /// How long it still has.
    pub remaining_ms: Option<u64>,
}

/// A player, as a snapshot tells of them.
#[derive(Debug, Clone, Deserialize)]
pub struct Player {
    /// SocketRole.
    pub player_id: String,
    /// Points so far.
    pub score: i64,
    /// Whether their answer for this phase is in.
    #[serde(default)]
    pub answered: bool,
}

/// What a bot needs of Fib's public state.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct View {
    /// The options to guess among.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// One option on the shared.
#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    /// Its name within the question.
    pub option_id: String,
    /// What it says.
    pub text: String,
}

/// Data of `session.snapshot`.
#[derive(Debug, Deserialize)]
pub struct Greeting {
    /// Where to start from.
    pub snapshot: Snapshot,
}

/// Data of `session.resumed`.
#[derive(Debug, Deserialize)]
pub struct Resumed<'a> {
    /// The missed envelopes, in order.
    #[serde(borrow)]
    pub events: Vec<&'a RawValue>,
}

/// Data of `ack` and `error`; each has some of it.
#[derive(Debug, Deserialize)]
pub struct Answered {
    /// The id of the message that is answered.
    pub id: Option<String>,
    /// Why it was refused.
    #[serde(default)]
    pub code: Option<String>,
    /// What "lie for me" offers.
    #[serde(default)]
    pub suggestions: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_without_its_data() {
        let frame = r#"{"session":"ABCD","epoch":"e","seq":7,"sent_at":"x","due_at":"2026-01-31T19:00:00.250Z","type":"progress","data":{"answered":[]}}"#;
        let head = Head::read(frame).unwrap();
        assert_eq!((head.kind, head.epoch, head.seq), ("progress", "e", Some(7)));
        assert_eq!(head.due_us(), Some(1_769_886_000_250_000));
        assert_eq!(head.data.get(), r#"{"answered":[]}"#);
    }

    #[test]
    fn what_an_action_caused_has_no_due_time_and_asides_no_number() {
        let head =
            Head::read(r#"{"type":"pong","session":"A","epoch":"e","sent_at":"","due_at":null,"data":{}}"#).unwrap();
        assert_eq!((head.seq, head.due_us()), (None, None));
    }
}
