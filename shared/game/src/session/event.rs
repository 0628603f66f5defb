//! What a session tells everybody, and the envelope it travels in.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::snapshot::{PauseView, PhaseView, PlayerView, SpectatorView};
use crate::{
    ids::{Epoch, PlayerId, SessionCode},
    time::Timestamp,
};

/// The numbered events that every cartridge has in common; the cartridge's own are its driver's
/// [`Event`](crate::driver::GameDriver::Event).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum SessionEvent {
    /// A person sat down, or a bot did.
    #[serde(rename = "session.player_joined")]
    PlayerJoined {
        /// As everybody sees them.
        player: PlayerView,
    },
    /// A player left for good.
    #[serde(rename = "session.player_left")]
    PlayerLeft {
        /// Who.
        player_id: PlayerId,
    },
    /// The host removed a player.
    #[serde(rename = "session.player_kicked")]
    PlayerKicked {
        /// Who.
        player_id: PlayerId,
    },
    /// Somebody came to watch. They have no seat: nothing waits for them.
    #[serde(rename = "session.audience_joined")]
    AudienceJoined {
        /// As everybody sees them.
        member: SpectatorView,
    },
    /// Somebody who watched is gone for good, by themselves or because the host removed them.
    #[serde(rename = "session.audience_left")]
    AudienceLeft {
        /// Who.
        player_id: PlayerId,
    },
    /// The game begins. The cartridge's first events follow; they are already part of `view`.
    #[serde(rename = "session.started")]
    Started {
        /// The first phase.
        phase: Option<PhaseView>,
        /// Everybody at the table, their scores back at the start.
        players: Vec<PlayerView>,
        /// The cartridge's public state at the start.
        #[schema(value_type = Object)]
        view: serde_json::Value,
    },
    /// The game goes on after a pause.
    #[serde(rename = "session.resumed_play")]
    ResumedPlay {
        /// The phase, its deadline back.
        phase: Option<PhaseView>,
    },
    /// Time stands still.
    #[serde(rename = "session.paused")]
    Paused {
        /// The phase, its remaining time standing still.
        phase: Option<PhaseView>,
        /// Why, and by whom.
        #[serde(flatten)]
        pause: PauseView,
    },
    /// The host ended the session; nothing follows.
    #[serde(rename = "session.exited")]
    Exited {},
    /// The last socket of somebody at the table or in the audience closed, or their first one opened.
    #[serde(rename = "connection_update")]
    ConnectionUpdate {
        /// Who.
        player_id: PlayerId,
        /// Which of the two.
        status: Connection,
    },
}

/// Whether a player's phone is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// A socket is open.
    Connected,
    /// None is.
    Disconnected,
}

/// An event that a step emitted, to be stored and published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emitted {
    /// Its number within the epoch, one above the event before.
    pub seq: u64,
    /// The deadline that caused it; `None` when a command did.
    pub due_at: Option<Timestamp>,
    /// `{"type":…,"data":…}`.
    pub body: String,
}

impl Emitted {
    /// The contract's envelope around the event, as sent at `sent_at`.
    #[must_use]
    pub fn envelope(&self, code: &SessionCode, epoch: &Epoch, sent_at: Timestamp) -> String {
        let epoch = serde_json::Value::from(epoch.0.as_str());
        let due_at = self.due_at.map_or_else(|| "null".to_owned(), |due| format!("\"{}\"", due.rfc3339()));
        // Spliced, not re-encoded: the body is an object, of which the opening brace is ours to give.
        let rest = self.body.strip_prefix('{').unwrap_or(&self.body);
        let (seq, sent_at) = (self.seq, sent_at.rfc3339());
        format!(r#"{{"session":"{code}","epoch":{epoch},"seq":{seq},"sent_at":"{sent_at}","due_at":{due_at},{rest}"#)
    }
}

/// A server message as a client reads it.
#[derive(Debug, Clone, Deserialize)]
pub struct Envelope {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The session's code.
    pub session: SessionCode,
    /// The numbering `seq` belongs to.
    pub epoch: Epoch,
    /// Its number; absent when it is not part of the numbered stream.
    #[serde(default)]
    pub seq: Option<u64>,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The deadline that caused it, if one did.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// What it says.
    pub data: Box<RawValue>,
}

impl Envelope {
    /// The event alone: `{"type":…,"data":…}`.
    #[must_use]
    pub fn body(&self) -> String {
        format!(r#"{{"type":{},"data":{}}}"#, serde_json::Value::from(self.kind.as_str()), self.data)
    }
}
