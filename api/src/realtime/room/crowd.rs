//! Delivery to the audience of a room.
//!
//! Thousands of writes take tens of milliseconds. A task does them a moment later and in small parts, so that the frames of
//! players and screens do not wait behind them.

use std::{sync::Arc, time::Duration};

use axum::body::Bytes;
use metrics::counter;
use tokio::sync::mpsc;
use wpp_runtime::telemetry::names;

use crate::wire::{close::Close, writer::SocketWriter};

/// Maximum number of deliveries that wait. After a further one, the audience starts over from a snapshot.
const MAX_WAITING: usize = 64;

/// Number of sockets that the task writes to before it yields: a few tenths of a millisecond.
const PART: usize = 64;

/// Time between an event and its first write to the audience. Players and screens of every process on the machine receive the
/// event meanwhile: writes to an audience occupy all cores. (docs/decisions/0192)
pub(super) const PLAYERS_FIRST: Duration = Duration::from_millis(2);

/// What one socket receives.
pub(super) enum CrowdFrame {
    /// The next events of the session. Sockets that receive the same share the list.
    Events(Arc<[(u64, Bytes)]>),
    /// A frame without a `seq` that must arrive.
    Reliable(Bytes),
    /// A frame that the next frame of the same key replaces.
    Latest(Arc<str>, Bytes),
    /// The client cannot follow the event stream, and needs a snapshot.
    StartOver,
    /// The end of the connection.
    Close(Close),
}

/// What sockets of the audience receive.
pub(super) type CrowdDelivery = Vec<(Arc<SocketWriter>, CrowdFrame)>;

/// Delivers frames to the sockets of an audience, in order. The task ends after this is dropped and all frames are written.
pub(super) struct CrowdRelay(mpsc::Sender<CrowdDelivery>);

impl CrowdRelay {
    pub(super) fn spawn() -> Self {
        let (sender, mut deliveries) = mpsc::channel::<CrowdDelivery>(MAX_WAITING);
        tokio::spawn(async move {
            while let Some(first) = deliveries.recv().await {
                tokio::time::sleep(PLAYERS_FIRST).await;
                // What has arrived meanwhile does not wait again.
                let mut next = Some(first);
                while let Some(delivery) = next {
                    deliver(&delivery).await;
                    next = deliveries.try_recv().ok();
                }
            }
        });
        Self(sender)
    }

    /// Sends each socket its frame, after all frames of earlier calls. Does not wait.
    pub(super) fn send(&self, delivery: CrowdDelivery) {
        let Err(refused) = self.0.try_send(delivery) else { return };
        let refused = refused.into_inner();
        counter!(names::EVENTS_DROPPED).increment(refused.len() as u64);
        for (writer, frame) in refused {
            match frame {
                CrowdFrame::Close(reason) => writer.close(reason),
                _ => writer.start_over(),
            }
        }
    }
}

async fn deliver(delivery: &CrowdDelivery) {
    for part in delivery.chunks(PART) {
        let dropped = part.iter().filter(|(writer, frame)| !frame.send(writer)).count();
        counter!(names::EVENTS_DROPPED).increment(dropped as u64);
        tokio::task::yield_now().await;
    }
}

impl CrowdFrame {
    /// Writes the frame. Returns `false` if the client is too slow.
    pub(super) fn send(&self, writer: &SocketWriter) -> bool {
        match self {
            Self::Events(events) => writer.send_events(events),
            Self::Reliable(frame) => writer.send_reliable(frame),
            Self::Latest(key, frame) => writer.send_latest(key, frame),
            Self::StartOver => {
                writer.start_over();
                true
            }
            Self::Close(reason) => {
                writer.close(*reason);
                true
            }
        }
    }
}
