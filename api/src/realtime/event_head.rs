//! The part of an event that the hub reads before it relays the event.

use serde::Deserialize;
use wpp_game::{ids::PlayerId, session::snapshot::Status, time::Timestamp};

use super::overdue_monitor::OVERDUE_MS;

/// The fields of an envelope that the hub uses. The hub parses every event, so the list is short.
#[derive(Debug, Deserialize)]
pub(super) struct EventHead {
    pub(super) seq: u64,
    pub(super) epoch: String,
    #[serde(rename = "type")]
    kind: String,
    /// The deadline that caused the event.
    pub(super) due_at: Option<Timestamp>,
    data: HeadData,
}

#[derive(Debug, Deserialize)]
struct HeadData {
    deadline_at: Option<Timestamp>,
    phase: Option<HeadPhase>,
    player_id: Option<PlayerId>,
    holder: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct HeadPhase {
    deadline_at: Option<Timestamp>,
}

impl EventHead {
    /// Parses `envelope`. Returns `None` if `envelope` is not a numbered envelope.
    pub(super) fn parse(envelope: &str) -> Option<Self> {
        serde_json::from_str(envelope).ok()
    }

    /// Returns the time of the session's next overdue check, or `None` if this event does not change that time.
    pub(super) fn next_check(&self, now: Timestamp) -> Option<Timestamp> {
        let deadline = self.data.deadline_at.or(self.data.phase.as_ref().and_then(|phase| phase.deadline_at));
        let ms = match deadline {
            Some(at) => return Some(at.max(now).plus_ms(OVERDUE_MS)),
            // The room then checks whether the session was deleted.
            None if self.kind == "phase.game_over" => Status::Finished.lifetime_ms() + 1000,
            None if self.changes_game() => Status::Lobby.lifetime_ms() + 1000,
            // A phase without a deadline waits for players only, so nothing can be overdue before the session expires.
            None if self.kind.starts_with("phase.") || self.kind == "session.paused" => Status::Paused.lifetime_ms(),
            None => return None,
        };
        Some(now.plus_ms(ms))
    }

    /// Reports whether sockets close or start over after this event.
    pub(super) fn ends_sockets(&self) -> bool {
        self.ends_session() || self.changes_game() || self.removed_player().is_some() || self.released_seat().is_some()
    }

    /// Reports whether this event is the last event of the session.
    pub(super) fn ends_session(&self) -> bool {
        self.kind == "session.exited"
    }

    /// Reports whether the room plays another game after this event.
    pub(super) fn changes_game(&self) -> bool {
        self.kind == "session.game_changed"
    }

    /// Returns the member whose sockets close after this event.
    pub(super) fn removed_player(&self) -> Option<PlayerId> {
        let removes = matches!(&*self.kind, "session.player_kicked" | "session.player_left" | "session.audience_left");
        self.data.player_id.clone().filter(|_| removes)
    }

    /// Returns the seat that was released with this event, and the number of its next holder.
    pub(super) fn released_seat(&self) -> Option<(PlayerId, u32)> {
        let is_release = self.kind == "session.seat_released";
        self.data.player_id.clone().zip(self.data.holder).filter(|_| is_release)
    }
}
