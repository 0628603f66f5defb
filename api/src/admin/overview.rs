//! The picture of the installation, as the page receives it.

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::{
    ids::SessionCode,
    session::{Session, Status, snapshot::PauseReason},
    time::Timestamp,
};
use wpp_runtime::health::Readiness;

use super::{backups::BackupView, figures::Figures, processes::ProcessView, queue::QueueView};

/// Everything that the page shows and that changes by itself.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Overview {
    /// The time at which the process gathered the data.
    pub server_time: Timestamp,
    /// Whether the store and the database take writes.
    pub readiness: Readiness,
    /// Rooms with at least one connected participant in any process, newest first. Of more than 500, any 500.
    pub rooms: Vec<RoomSummary>,
    /// Number of all rooms with a connected participant.
    pub rooms_total: usize,
    /// The processes that run, by role.
    pub processes: Vec<ProcessView>,
    /// Figures of all processes together.
    pub figures: Figures,
    /// The deadline queue.
    pub queue: QueueView,
    /// The last backup that an operator started; absent before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup: Option<BackupView>,
}

/// A room with at least one connected participant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RoomSummary {
    /// The code of the room.
    pub code: SessionCode,
    /// The key of the cartridge.
    pub cartridge: String,
    /// The status of the session.
    pub status: Status,
    /// The name of the phase; absent in the lobby.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Why the game is paused; absent unless it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause: Option<PauseReason>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Number of players.
    pub players: usize,
    /// Number of players with an open socket, bots included.
    pub connected: usize,
    /// Number of people who joined the audience.
    pub audience: u32,
    /// Number of people in the audience with an open socket.
    pub audience_connected: u32,
    /// Milliseconds since the deadline of the phase passed without an effect; 0 in normal operation.
    pub overdue_ms: u64,
}

impl RoomSummary {
    /// Returns the summary of a session at `now`.
    #[must_use]
    pub fn of(session: &Session, now: Timestamp) -> Self {
        Self {
            code: session.code().clone(),
            cartridge: session.cartridge().to_owned(),
            status: session.status(),
            phase: session.phase_name().map(str::to_owned),
            pause: session.pause().map(|pause| pause.reason),
            created_at: session.created_at(),
            players: session.players().len(),
            connected: session.players().iter().filter(|player| player.connected()).count(),
            audience: session.audience_count(),
            audience_connected: session.audience_connected(),
            overdue_ms: session.wake_at().map_or(0, |due| now.ms_since(due)),
        }
    }
}
