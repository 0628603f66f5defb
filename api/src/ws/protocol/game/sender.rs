//! The client of a game socket.

use wpp_game::{ids::PlayerId, session::AUDIENCE_ID};
use wpp_runtime::chat::SessionKey;

use crate::chat::Participant;

/// The client whose messages a connection receives.
pub(super) struct Sender {
    pub(super) session: SessionKey,
    /// The key of the session's cartridge.
    pub(super) cartridge: String,
    /// The player or the member of the audience; `None` for the host and for screens.
    pub(super) player: Option<PlayerId>,
    /// Whether `player` is in the audience.
    pub(super) in_audience: bool,
    /// The participant who may chat; `None` for the public screen.
    pub(super) participant: Option<Participant>,
}

impl Sender {
    /// Returns the id under which events contain the private patches for this client.
    pub(super) fn patches(&self) -> Option<PlayerId> {
        if self.in_audience { Some(PlayerId(AUDIENCE_ID.to_owned())) } else { self.player.clone() }
    }
}
