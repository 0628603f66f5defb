//! A socket's membership in a room.

use std::sync::Arc;

use wpp_game::ids::PlayerId;

use super::Hub;
use crate::realtime::{event_subscription::EventSubscription, room::Room};

/// A socket's membership in a room. Dropping it removes the socket from the room.
pub(crate) struct RoomMembership {
    hub: Hub,
    room: Arc<Room>,
    number: u64,
    /// [`Member::role`](crate::realtime::room::Member::role) of the socket.
    role: &'static str,
    /// [`Room::checks_begun`] at the time of the entry.
    checks_begun: u64,
}

impl RoomMembership {
    pub(super) fn new(hub: Hub, room: Arc<Room>, number: u64, role: &'static str) -> Self {
        let checks_begun = room.checks_begun();
        Self { hub, room, number, role, checks_begun }
    }

    /// Returns the room.
    pub(crate) fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// Returns the number of checks that had begun in the room when the socket entered.
    pub(crate) fn checks_begun(&self) -> u64 {
        self.checks_begun
    }

    /// Starts the delivery to this socket, whose first frame contains all events up to `seq`. The room has
    /// [acknowledged](Room::acknowledge) `seq` before the frame was sent.
    pub(crate) fn first_frame_sent(&self, seq: u64) {
        self.room.first_frame_sent(self.number, seq);
    }

    /// Replaces the subscription of this socket's task.
    pub(crate) fn subscribe(&self, subscription: Option<EventSubscription>) {
        self.room.subscribe(self.number, subscription);
    }

    /// Leaves the room, and returns the number of sockets of `participant` that remain in this process.
    pub(crate) fn leave(self, participant: Option<&PlayerId>) -> usize {
        let room = self.room.clone();
        drop(self);
        participant.map_or(0, |participant| room.sockets_of(participant))
    }

    /// Returns the number of sockets of `participant` in this process.
    pub(crate) fn sockets_of(&self, participant: &PlayerId) -> usize {
        self.room.sockets_of(participant)
    }
}

impl Drop for RoomMembership {
    fn drop(&mut self) {
        self.hub.leave(&self.room, self.number, self.role);
    }
}
