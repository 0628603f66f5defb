//! Who waits may wake: an alarm a room, for the moment when its session should have moved on.
//!
//! The queue's workers end phases. When the one that held a wake-up was killed, the queue notices
//! only after seconds; but an API process that holds sockets of the phase knows at once that it
//! is overdue, and sends a fresh wake-up that another worker takes.

use std::{collections::HashMap, time::Duration};

use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio_util::time::{DelayQueue, delay_queue::Key};
use wpp_game::ids::SessionCode;

/// How long after its deadline a phase counts as overdue. Deadlines are met within milliseconds;
/// with the queue's own 50 ms a phase then ends well within half a second of its deadline.
pub(super) const OVERDUE_MS: u64 = 200;

/// Sets or clears the alarm of a session.
pub(super) struct Alarm {
    pub(super) code: SessionCode,
    /// From now; `None` clears it.
    pub(super) after: Option<Duration>,
}

/// Keeps the alarms; calls `ring` for each that goes off.
pub(super) async fn keep(mut alarms: mpsc::UnboundedReceiver<Alarm>, ring: impl Fn(SessionCode)) {
    let mut queue = DelayQueue::new();
    let mut keys: HashMap<SessionCode, Key> = HashMap::new();
    loop {
        tokio::select! {
            alarm = alarms.recv() => {
                let Some(Alarm { code, after }) = alarm else { return };
                match (after, keys.get(&code)) {
                    (Some(after), Some(key)) => queue.reset(key, after),
                    (Some(after), None) => {
                        let key = queue.insert(code.clone(), after);
                        keys.insert(code, key);
                    }
                    (None, _) => {
                        if let Some(key) = keys.remove(&code) {
                            queue.remove(&key);
                        }
                    }
                }
            }
            Some(expired) = queue.next() => {
                let code = expired.into_inner();
                keys.remove(&code);
                ring(code);
            }
        }
    }
}
