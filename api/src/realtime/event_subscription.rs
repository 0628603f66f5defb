//! The events and broadcasts of a room that a connection's task receives.
//!
//! The hub writes most frames to the clients directly, so most connections need no subscription. A task subscribes if it
//! keeps session state (for an `EphemeralHandler`), or if it translates every event for its client (foreign protocols).

use std::sync::Arc;

use tokio::sync::mpsc;
use wpp_runtime::broadcast::Broadcast;

use crate::wire::writer::SocketWriter;

/// Maximum number of room events that wait for one task. A task that is further behind starts over from a snapshot.
const MAX_WAITING: usize = 128;

/// An event of the room for a connection's task.
#[derive(Debug)]
pub(crate) enum RoomEvent {
    /// The next event of the numbered stream.
    Event {
        seq: u64,
        /// The envelope as it was published.
        envelope: Arc<str>,
    },
    /// A broadcast without a `seq`.
    Broadcast(Arc<Broadcast>),
}

/// The events that a task subscribes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Events of the numbered stream.
    Events,
    /// Events and broadcasts.
    EventsAndBroadcasts,
}

/// The room's end of a subscription.
#[derive(Debug)]
pub(crate) struct EventSubscription {
    task: mpsc::Sender<RoomEvent>,
    scope: Scope,
}

impl EventSubscription {
    /// Creates a subscription and the receiver for the connection's task.
    pub(crate) fn new(scope: Scope) -> (Self, mpsc::Receiver<RoomEvent>) {
        let (task, events) = mpsc::channel(MAX_WAITING);
        (Self { task, scope }, events)
    }

    /// Passes the next event to the task. A task that cannot keep up starts over from a snapshot.
    pub(crate) fn send_event(&self, seq: u64, envelope: &Arc<str>, writer: &SocketWriter) {
        if self.task.try_send(RoomEvent::Event { seq, envelope: envelope.clone() }).is_err() {
            writer.start_over();
        }
    }

    /// Passes a broadcast to the task. Drops the broadcast if half of the channel is in use: the other half is reserved
    /// for events.
    pub(crate) fn send_broadcast(&self, broadcast: &Arc<Broadcast>) {
        if self.scope == Scope::EventsAndBroadcasts && self.task.capacity() > MAX_WAITING / 2 {
            let _ = self.task.try_send(RoomEvent::Broadcast(broadcast.clone()));
        }
    }
}
