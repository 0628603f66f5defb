//! What a connection's own task hears of its room, beside what the hub writes to the client itself.
//!
//! Most connections need none: their clients are told everything in words made once for all. A task
//! has an ear where it keeps a memory of its own of the session (a game's companion), or tells its
//! client in words of its own (a guest).

use std::sync::Arc;

use tokio::sync::mpsc;
use wpp_runtime::broadcast::Broadcast;

use super::outlet::Outlet;

/// What may wait for one task. It does little for each; one that is further behind starts over.
const WAITING: usize = 128;

/// Something a task hears.
#[derive(Debug)]
pub(super) enum Heard {
    /// The next event, by its envelope.
    Event {
        /// Its number.
        seq: u64,
        /// What was published.
        envelope: Arc<str>,
    },
    /// Something said beside the events.
    Broadcast(Arc<Broadcast>),
}

/// The room's end of an ear.
#[derive(Debug)]
pub(super) struct Ear {
    task: mpsc::Sender<Heard>,
    asides: bool,
}

impl Ear {
    /// An ear for events, and for asides too if `asides`.
    pub(super) fn open(asides: bool) -> (Self, mpsc::Receiver<Heard>) {
        let (task, heard) = mpsc::channel(WAITING);
        (Self { task, asides }, heard)
    }

    /// The next event. A task that cannot keep up starts over.
    pub(super) fn event(&self, seq: u64, envelope: &Arc<str>, outlet: &Outlet) {
        if self.task.try_send(Heard::Event { seq, envelope: envelope.clone() }).is_err() {
            outlet.start_over();
        }
    }

    /// An aside. One that does not fit is lost, as it would be on a slow connection.
    pub(super) fn aside(&self, aside: &Arc<Broadcast>) {
        // Half of the room is the events'.
        if self.asides && self.task.capacity() > WAITING / 2 {
            let _ = self.task.try_send(Heard::Broadcast(aside.clone()));
        }
    }
}
