//! One socket in a room.

use std::sync::Arc;

use wpp_game::ids::PlayerId;
use wpp_runtime::broadcast::{Broadcast, HOST};

use crate::{
    realtime::{encoder::FrameEncoder, event_subscription::EventSubscription},
    wire::writer::SocketWriter,
};

/// A socket in a room.
pub(crate) struct Member {
    /// The player or the member of the audience; `None` for a screen.
    pub(crate) player: Option<PlayerId>,
    /// Whether `player` is in the audience.
    pub(crate) in_audience: bool,
    /// The holder of the player's seat to whom the socket's token was issued.
    pub(crate) holder: u32,
    /// Whether the socket presented the host's token.
    pub(crate) host: bool,
    /// Encodes events and broadcasts for this socket.
    pub(crate) encoder: &'static dyn FrameEncoder,
    /// Writes frames to this socket.
    pub(crate) writer: Arc<SocketWriter>,
    /// Passes room events to the connection's task, if the task needs them.
    pub(crate) subscription: Option<EventSubscription>,
}

impl Member {
    /// Reports whether the socket belongs to a participant. A screen needs only the session's code, so a screen
    /// receives no private broadcasts.
    pub(super) fn is_participant(&self) -> bool {
        self.host || self.player.is_some()
    }

    /// Returns the role of the socket, as the metrics name it.
    pub(crate) fn role(&self) -> &'static str {
        match (self.host, &self.player) {
            (true, _) => "host",
            (false, Some(_)) => "participant",
            (false, None) => "screen",
        }
    }

    /// Reports whether the socket belongs to the receivers of a broadcast.
    pub(super) fn may_receive(&self, broadcast: &Broadcast) -> bool {
        let is_person = self.player.is_some();
        !(broadcast.private && !self.is_participant() || broadcast.screens_only && is_person)
    }

    /// Returns the participant: a player, or the [`HOST`]. `None` for a screen.
    pub(super) fn participant(&self) -> Option<PlayerId> {
        self.player.clone().or_else(|| self.host.then(|| PlayerId(HOST.to_owned())))
    }

    /// Reports whether the socket belongs to the participant `id`.
    pub(super) fn is_of(&self, id: &PlayerId) -> bool {
        self.player.as_ref() == Some(id) || (self.host && id.as_str() == HOST)
    }
}
