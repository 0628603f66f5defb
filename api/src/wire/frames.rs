//! Frames outside the numbered event stream: answers to one client, snapshots and broadcasts.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_game::{
    contract::{ErrorCode, from_object},
    ids::{Epoch, SessionCode},
    session::{Answer, snapshot::Snapshot},
    time::Timestamp,
};

/// An envelope without a `seq`: an answer to one client, or a broadcast to all.
#[derive(Debug, Serialize)]
pub(crate) struct Frame<'a, T> {
    #[serde(rename = "type")]
    pub(crate) kind: &'a str,
    pub(crate) session: &'a SessionCode,
    pub(crate) epoch: &'a Epoch,
    pub(crate) sent_at: Timestamp,
    pub(crate) due_at: Option<Timestamp>,
    pub(crate) data: T,
}

/// Data of `session.snapshot`, the first frame of a client that does not resume.
#[derive(Debug, Serialize, ToSchema)]
pub struct SnapshotData<V> {
    /// Always `false`: events before the snapshot are not sent.
    pub recovered: bool,
    /// The session as this client may see it.
    pub snapshot: Snapshot<V>,
}

/// Data of `session.resumed`, the first frame of a client that resumes without a gap.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResumedData {
    /// Always `true`: after these events the client has missed nothing.
    pub recovered: bool,
    /// The missed envelopes, in order.
    #[schema(value_type = Vec<Object>)]
    pub events: Vec<Box<RawValue>>,
}

/// Data of `pong`, the answer to `ping`.
#[derive(Debug, Serialize, ToSchema)]
pub struct PongData {
    /// The client's `timestamp`, returned unchanged.
    #[schema(value_type = Value)]
    pub timestamp: Option<Box<RawValue>>,
    /// The server's time when it answered.
    pub server_time: Timestamp,
}

/// Data of `ack`: the message was accepted and has taken effect once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AckData {
    /// The `id` of the accepted message.
    pub id: String,
    /// `seq` of the last event of the commit that contains the effect.
    pub seq: u64,
    /// Further fields that the cartridge adds, such as `suggestions` for `lie.suggest`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub reply: serde_json::Map<String, serde_json::Value>,
}

impl AckData {
    /// Creates the acknowledgement of the message `id`.
    #[must_use]
    pub fn new(id: String, answer: &Answer) -> Self {
        let fields = answer.reply.as_ref().and_then(|reply| serde_json::from_str(reply.get()).ok());
        Self { id, seq: answer.seq, reply: fields.unwrap_or_default() }
    }
}

/// Data of `error`: the message was rejected and changed nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorData {
    /// The `id` of the rejected message; `null` if the message has no readable `id`.
    pub id: Option<String>,
    /// A stable `snake_case` error code.
    #[schema(value_type = String)]
    pub code: ErrorCode,
    /// A sentence for the player: the problem, then the remedy.
    pub message: String,
}

/// Returns the `id` of a client message, even if the rest of the message is invalid.
pub(crate) fn message_id(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct WithId {
        id: Option<String>,
    }
    from_object::<WithId>(text).ok().and_then(|message| message.id)
}
