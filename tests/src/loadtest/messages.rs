//! The parts of the server's frames that bots read.

use chrono::DateTime;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The envelope of an event. Reading it skips `data` without parsing it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Head<'a> {
    /// Type of the event.
    #[serde(rename = "type", borrow)]
    pub kind: &'a str,
    /// The epoch that `seq` belongs to.
    #[serde(borrow)]
    pub epoch: &'a str,
    /// Number of the event; `None` for frames outside the stream.
    #[serde(default)]
    pub seq: Option<u64>,
    /// The deadline that caused the event.
    #[serde(default, borrow)]
    due_at: Option<&'a str>,
    /// The data, unparsed.
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

    /// Returns the deadline that caused the event, in microseconds since 1970.
    #[must_use]
    pub fn due_us(&self) -> Option<i64> {
        self.due_at.and_then(wall_us)
    }

    /// Parses `data`; `None` when it has another form.
    #[must_use]
    pub fn data<T: Deserialize<'a>>(&self) -> Option<T> {
        serde_json::from_str(self.data.get()).ok()
    }
}

/// Converts an RFC 3339 time to microseconds since 1970.
#[must_use]
pub fn wall_us(text: &str) -> Option<i64> {
    DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.timestamp_micros())
}

/// A snapshot, from REST or from the first frame of a socket.
#[derive(Debug, Clone, Deserialize)]
pub struct Snapshot {
    /// The epoch that `seq` belongs to.
    pub epoch: String,
    /// Number of the last event that the snapshot includes.
    pub seq: u64,
    /// `lobby`, `running`, `paused` or `finished`.
    pub status: String,
    /// The current phase.
    pub phase: Option<Phase>,
    /// The players.
    pub players: Vec<Player>,
    /// The public view of Fib.
    #[serde(default)]
    pub view: Option<View>,
}

/// The current phase in a snapshot.
#[derive(Debug, Clone, Deserialize)]
pub struct Phase {
    /// Name of the phase.
    pub name: String,
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// The end of the phase, as RFC 3339.
    pub deadline_at: Option<String>,
    /// Time until the end.
    pub remaining_ms: Option<u64>,
}

/// A player in a snapshot.
#[derive(Debug, Clone, Deserialize)]
pub struct Player {
    /// The player's id.
    pub player_id: String,
    /// The player's points.
    pub score: i64,
    /// Whether the player has answered in this phase.
    #[serde(default)]
    pub answered: bool,
}

/// The parts of Fib's public view that a bot needs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct View {
    /// The options of the current question.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// An option of a question.
#[derive(Debug, Clone, Deserialize)]
pub struct Choice {
    /// Id of the option within the question.
    pub option_id: String,
    /// Text of the option.
    pub text: String,
}

/// Data of `phase.lie_started` and `phase.guess_started`.
#[derive(Debug, Deserialize)]
pub struct Started {
    /// The round; 0 if the event does not name it.
    #[serde(default)]
    pub round: u32,
    /// The question within the round; 0 if the event does not name it.
    #[serde(default)]
    pub question: u32,
    /// The end of the phase, as RFC 3339.
    #[serde(default)]
    pub deadline_at: Option<String>,
    /// Time until the end.
    pub remaining_ms: Option<u64>,
    /// The options of a guess.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// Data of `session.snapshot`.
#[derive(Debug, Deserialize)]
pub struct Greeting {
    /// The snapshot.
    pub snapshot: Snapshot,
}

/// Data of `session.resumed`.
#[derive(Debug, Deserialize)]
pub struct Resumed<'a> {
    /// The missed envelopes, in order.
    #[serde(borrow)]
    pub events: Vec<&'a RawValue>,
}

/// Data of `ack` and `error`.
#[derive(Debug, Deserialize)]
pub struct Answered {
    /// Id of the message that the server answers.
    pub id: Option<String>,
    /// The error code of a refusal.
    #[serde(default)]
    pub code: Option<String>,
    /// Number of the last event after an accepted message.
    #[serde(default)]
    pub seq: Option<u64>,
    /// The lies that the game suggests.
    #[serde(default)]
    pub suggestions: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_head_without_data() {
        let frame = r#"{"session":"ABCD","epoch":"e","seq":7,"sent_at":"x","due_at":"2026-01-31T19:00:00.250Z","type":"progress","data":{"answered":[]}}"#;
        let head = Head::read(frame).unwrap();
        assert_eq!((head.kind, head.epoch, head.seq), ("progress", "e", Some(7)));
        assert_eq!(head.due_us(), Some(1_769_886_000_250_000));
        assert_eq!(head.data.get(), r#"{"answered":[]}"#);
    }

    #[test]
    fn action_events_have_no_deadline() {
        let head =
            Head::read(r#"{"type":"pong","session":"A","epoch":"e","sent_at":"","due_at":null,"data":{}}"#).unwrap();
        assert_eq!((head.seq, head.due_us()), (None, None));
    }
}
