//! The client of a game socket.

use wpp_game::ids::PlayerId;
use wpp_runtime::chat::SessionKey;

use crate::chat::Participant;

/// The client whose messages a connection receives.
pub(super) struct Sender {
    pub(super) session: SessionKey,
    /// The key of the session's cartridge.
    pub(super) cartridge: String,
    /// The player; `None` for the host and for screens.
    pub(super) player: Option<PlayerId>,
    /// The participant who may chat; `None` for the public screen.
    pub(super) participant: Option<Participant>,
}
