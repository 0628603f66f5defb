//! The numbered events of every session, and the envelope around all events.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{
    ids::{Epoch, PlayerId, SessionCode},
    snapshot::{
        AudienceView, Feature, HostView, ModerationView, PauseView, PhaseView, PlayerView, SpectatorView, WaitingView,
    },
    time::Timestamp,
};

/// The numbered events that every session has, whichever game it plays. A game adds the events of its
/// driver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum SessionEvent {
    /// A person or a bot joined.
    #[serde(rename = "session.player_joined")]
    PlayerJoined {
        /// The new player.
        player: PlayerView,
    },
    /// A player left for good.
    #[serde(rename = "session.player_left")]
    PlayerLeft {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// The host removed a player.
    #[serde(rename = "session.player_kicked")]
    PlayerKicked {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// The host or the VIP admitted a waiting person to the audience. People who need no approval join without an event.
    #[serde(rename = "session.audience_joined")]
    AudienceJoined {
        /// The admitted person.
        member: SpectatorView,
    },
    /// The host removed a member of the audience. People who leave are counted in `crowd.tally` only.
    #[serde(rename = "session.audience_left")]
    AudienceLeft {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// The audience changed, or voted. Sent at most five times a second; the patch of any event may contain later sums.
    #[serde(rename = "crowd.tally")]
    CrowdTally(AudienceView),
    /// The host locked or unlocked the room. Nobody can join a locked room.
    #[serde(rename = "session.lock_changed")]
    LockChanged {
        /// Whether the room is locked.
        locked: bool,
    },
    /// The host or the VIP started or ended the approval of joins. After its end, events about the people who waited follow.
    #[serde(rename = "session.approval_changed")]
    ApprovalChanged {
        /// Whether joins need approval.
        required: bool,
    },
    /// A person wants to join and waits for approval. An acceptance is `session.player_joined` or
    /// `session.audience_joined` with the same `player_id`.
    #[serde(rename = "session.join_requested")]
    JoinRequested {
        /// The waiting person.
        person: WaitingView,
    },
    /// The host or the VIP declined a waiting person, or the person withdrew the request. The person's token is void.
    #[serde(rename = "session.join_declined")]
    JoinDeclined {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// Moderation started or ended, the moderator changed, or another number of texts waits for approval. The moderator reads
    /// the texts with `GET /api/sessions/{code}/texts`.
    #[serde(rename = "session.moderation_changed")]
    ModerationChanged {
        /// The new state; `null` when moderation ended.
        moderation: Option<ModerationView>,
    },
    /// A text was removed from all screens, or a moderated one was approved after the game had shown its place. Discard
    /// all copies of the earlier view.
    #[serde(rename = "session.texts_changed")]
    TextsChanged {
        /// The cartridge's public view after the change.
        #[schema(value_type = Object)]
        view: serde_json::Value,
    },
    /// Another player became the VIP, or the room has no VIP because nobody is left.
    #[serde(rename = "session.vip_changed")]
    VipChanged {
        /// Id of the new VIP.
        vip: Option<PlayerId>,
    },
    /// Players changed their teams, or the teams were drawn.
    #[serde(rename = "session.teams_changed")]
    TeamsChanged {
        /// The players whose team changed.
        changed: Vec<TeamMember>,
    },
    /// All devices with the host's controls, such as the TV, have been disconnected for 20 seconds, or one is back. The game
    /// goes on.
    #[serde(rename = "session.host_changed")]
    HostChanged {
        /// The new presence.
        host: HostView,
    },
    /// The host changed the nickname of a player or of a member of the audience. Scoreboards shown before keep the old nickname.
    #[serde(rename = "session.player_renamed")]
    PlayerRenamed {
        /// Id of the person.
        player_id: PlayerId,
        /// The new nickname.
        nickname: String,
    },
    /// The seat of a disconnected person was released: the next person who joins with its nickname gets it. Or a person took
    /// the own seat over to another browser. All tokens of the earlier holder are void. The public snapshot does not change.
    #[serde(rename = "session.seat_released")]
    SeatReleased {
        /// Id of the person.
        player_id: PlayerId,
        /// Number of times that the seat was released. Sockets of earlier holders are closed.
        holder: u32,
    },
    /// The game started. The cartridge's first events follow; `view` already includes them.
    #[serde(rename = "session.started")]
    Started {
        /// The first phase.
        phase: Option<PhaseView>,
        /// All players, with their scores reset.
        players: Vec<PlayerView>,
        /// The cartridge's public view at the start.
        #[schema(value_type = Object)]
        view: serde_json::Value,
    },
    /// The host or the VIP chose another game. The room is in its lobby, with the same people. `view` and `phase` are
    /// `null`, and what clients know of the earlier game is void.
    #[serde(rename = "session.game_changed")]
    GameChanged {
        /// The new cartridge's key.
        cartridge: String,
        /// All players, with no score. Bots are missing if the new game does not support them.
        players: Vec<PlayerView>,
        /// Fewest players with whom the game starts.
        min_players: usize,
        /// Most players who can join.
        max_players: usize,
        /// Optional features of the session.
        features: Vec<Feature>,
    },
    /// The game resumed after a pause.
    #[serde(rename = "session.resumed_play")]
    ResumedPlay {
        /// The phase, with its new deadline.
        phase: Option<PhaseView>,
    },
    /// The game was paused.
    #[serde(rename = "session.paused")]
    Paused {
        /// The phase, with its remaining time frozen.
        phase: Option<PhaseView>,
        /// The reason of the pause and the person who caused it.
        #[serde(flatten)]
        pause: PauseView,
    },
    /// A part of the session changed that no other event names, such as what one player may see. The patches contain the
    /// change.
    #[serde(rename = "session.updated")]
    Updated {},
    /// The host ended the session. No event follows.
    #[serde(rename = "session.exited")]
    Exited {},
    /// A player's first socket opened or last socket closed.
    #[serde(rename = "connection_update")]
    ConnectionUpdate {
        /// Id of the person.
        player_id: PlayerId,
        /// Whether a socket is open.
        status: Connection,
    },
}

/// A player's team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamMember {
    /// Id of the player.
    pub player_id: PlayerId,
    /// Number of the team, from 1; `null` without a team.
    pub team: Option<u32>,
}

/// Whether a person has an open socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// At least one socket is open.
    Connected,
    /// No socket is open.
    Disconnected,
}

/// An event that a step emitted, ready to be stored and published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emitted {
    /// Sequence number within the epoch, one above the previous event.
    pub seq: u64,
    /// The deadline that caused the event; `None` when a command did.
    pub due_at: Option<Timestamp>,
    /// JSON text `{"type":…,"data":…}`.
    pub body: String,
    /// The changes of snapshots since the events before. The last event of a step carries those of the whole step.
    pub patches: Patches,
}

/// The changes of snapshots from one event to another, as [merge patches](super::merge_patch) in JSON text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patches {
    /// The change of the public snapshot, if it changed.
    pub public: Option<String>,
    /// The event with this change in its [compact form](super::compact_event), if it is shorter.
    pub compact: Option<String>,
    /// The change of `you`, for each person for whom it changed. Only that person may receive it.
    pub private: BTreeMap<PlayerId, String>,
}

impl Emitted {
    /// Returns the event in the contract's envelope, as JSON text sent at `sent_at`. The text contains no private patch.
    #[must_use]
    pub fn envelope(&self, code: &SessionCode, epoch: &Epoch, sent_at: Timestamp) -> String {
        let epoch = serde_json::Value::from(epoch.0.as_str());
        let due_at = self.due_at.map_or_else(|| "null".to_owned(), |due| format!("\"{}\"", due.rfc3339()));
        // The body is spliced into the envelope, because encoding it again would parse every event.
        let rest = self.body.strip_prefix('{').unwrap_or(&self.body);
        let (seq, sent_at) = (self.seq, sent_at.rfc3339());
        let envelope = format!(
            r#"{{"session":"{code}","epoch":{epoch},"seq":{seq},"sent_at":"{sent_at}","due_at":{due_at},{rest}"#
        );
        match &self.patches.public {
            Some(patch) => with_field(&envelope, "patch", patch),
            None => envelope,
        }
    }

    /// Returns the private patches as a JSON object by player id; empty if there are none.
    #[must_use]
    pub fn you_patches(&self) -> String {
        let mut object = String::new();
        for (player, patch) in &self.patches.private {
            object.push(if object.is_empty() { '{' } else { ',' });
            object.push_str(&serde_json::Value::from(player.as_str()).to_string());
            object.push(':');
            object.push_str(patch);
        }
        if !object.is_empty() {
            object.push('}');
        }
        object
    }
}

/// Returns `envelope` with one person's private patch, for a socket of that person.
#[must_use]
pub fn with_you_patch(envelope: &str, patch: &str) -> String {
    with_field(envelope, "you_patch", patch)
}

/// Appends a field to a JSON object that has fields. The object is not parsed, because there are many per second.
fn with_field(object: &str, name: &str, value: &str) -> String {
    let fields = object.strip_suffix('}').unwrap_or(object);
    format!("{fields},\"{name}\":{value}}}")
}

/// A server message, as a client decodes it.
#[derive(Debug, Clone, Deserialize)]
pub struct Envelope {
    /// The message's type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The session's code.
    pub session: SessionCode,
    /// The epoch that `seq` counts in.
    pub epoch: Epoch,
    /// Sequence number; absent when the message is not part of the numbered stream.
    #[serde(default)]
    pub seq: Option<u64>,
    /// When the server sent the message.
    pub sent_at: Timestamp,
    /// The deadline that caused the event, if one did.
    #[serde(default)]
    pub due_at: Option<Timestamp>,
    /// The message's data.
    pub data: Box<RawValue>,
    /// The change of the public snapshot, as a [merge patch](super::merge_patch).
    #[serde(default)]
    pub patch: Option<Box<RawValue>>,
    /// The change of `you`, on a socket of that person.
    #[serde(default)]
    pub you_patch: Option<Box<RawValue>>,
}

impl Envelope {
    /// Returns the event without its envelope: `{"type":…,"data":…}`.
    #[must_use]
    pub fn body(&self) -> String {
        format!(r#"{{"type":{},"data":{}}}"#, serde_json::Value::from(self.kind.as_str()), self.data)
    }
}
