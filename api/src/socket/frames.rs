//! Frames outside the numbered stream, and the head of those inside it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_game::{
    ids::{Epoch, PlayerId, SessionCode},
    session::{
        Answer,
        snapshot::{Snapshot, Status},
    },
    time::Timestamp,
};

/// What the hub has to know of an event it relays: little enough to read it for every one.
#[derive(Debug, Deserialize)]
pub(super) struct Head<'a> {
    pub(super) seq: u64,
    #[serde(borrow)]
    pub(super) epoch: &'a str,
    #[serde(rename = "type", borrow)]
    kind: &'a str,
    data: HeadData,
}

#[derive(Debug, Deserialize)]
struct HeadData {
    deadline_at: Option<Timestamp>,
    phase: Option<HeadPhase>,
    player_id: Option<PlayerId>,
}

#[derive(Debug, Deserialize)]
struct HeadPhase {
    deadline_at: Option<Timestamp>,
}

impl<'a> Head<'a> {
    /// The head of `envelope`; `None` when it is no numbered envelope.
    pub(super) fn read(envelope: &'a str) -> Option<Self> {
        serde_json::from_str(envelope).ok()
    }

    /// When to look after the session again, if this event says anything about that.
    pub(super) fn next_alarm(&self, now: Timestamp) -> Option<Timestamp> {
        let deadline = self.data.deadline_at.or(self.data.phase.as_ref().and_then(|phase| phase.deadline_at));
        let ms = match deadline {
            Some(at) => return Some(at.max(now).plus_ms(super::watch::OVERDUE_MS)),
            // Its room looks then whether it is gone.
            None if self.kind == "phase.game_over" => Status::Finished.lifetime_ms() + 1000,
            // A phase that waits for people only: nothing can be overdue for a long time.
            None if self.kind.starts_with("phase.") || self.kind == "session.paused" => Status::Paused.lifetime_ms(),
            None => return None,
        };
        Some(now.plus_ms(ms))
    }

    /// Whether this is the session's last word.
    pub(super) fn ends_session(&self) -> bool {
        self.kind == "session.exited"
    }

    /// The person whose sockets end with this event.
    pub(super) fn removed_player(&self) -> Option<PlayerId> {
        let removes = matches!(self.kind, "session.player_kicked" | "session.player_left" | "session.audience_left");
        self.data.player_id.clone().filter(|_| removes)
    }
}

/// An envelope without a number: an answer to one connection, or an aside to all.
#[derive(Debug, Serialize)]
pub(super) struct Frame<'a, T> {
    #[serde(rename = "type")]
    pub(super) kind: &'a str,
    pub(super) session: &'a SessionCode,
    pub(super) epoch: &'a Epoch,
    pub(super) sent_at: Timestamp,
    pub(super) due_at: Option<Timestamp>,
    pub(super) data: T,
}

/// `session.snapshot`: where to start from.
#[derive(Debug, Serialize, ToSchema)]
pub struct SnapshotData<V> {
    /// Always `false`: what came before the snapshot is not told event by event.
    pub recovered: bool,
    /// The session as this connection may see it.
    pub snapshot: Snapshot<V>,
}

/// `session.resumed`: the whole missed tail.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResumedData {
    /// Always `true`: with these events the connection has missed nothing.
    pub recovered: bool,
    /// The missed envelopes, in order.
    #[schema(value_type = Vec<Object>)]
    pub events: Vec<Box<RawValue>>,
}

/// `pong`: the answer to `ping`.
#[derive(Debug, Serialize, ToSchema)]
pub struct PongData {
    /// The client's own timestamp, returned as it came.
    #[schema(value_type = Value)]
    pub timestamp: Option<Box<RawValue>>,
    /// The server's time when it answered.
    pub server_time: Timestamp,
}

/// `ack`: a message was accepted, once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AckData {
    /// The message's own id.
    pub id: String,
    /// The last event of the commit that holds its effect.
    pub seq: u64,
    /// What the cartridge answers beyond that, field by field (`suggestions` of `lie.suggest`).
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub reply: serde_json::Map<String, serde_json::Value>,
}

impl AckData {
    /// The acknowledgement of the message `id`.
    #[must_use]
    pub fn new(id: String, answer: &Answer) -> Self {
        let fields = answer.reply.as_ref().and_then(|reply| serde_json::from_str(reply.get()).ok());
        Self { id, seq: answer.seq, reply: fields.unwrap_or_default() }
    }
}

/// `error`: a message was refused, and changed nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorData {
    /// The message's own id; `null` when it had none that could be read.
    pub id: Option<String>,
    /// A stable `snake_case` word.
    pub code: &'static str,
    /// One sentence that says what to do.
    pub message: String,
}
