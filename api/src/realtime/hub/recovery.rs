//! Recovery of events that the Redis channel lost.

use std::{sync::Arc, time::Duration};

use wpp_game::{ids::Epoch, session::Session};
use wpp_runtime::{clock, session_service::SessionError, telemetry::chain};

use super::Hub;
use crate::{
    realtime::{
        event_head::EventHead,
        room::{Progress, Room},
    },
    wire::close::Close,
};

/// Pause between two attempts while Redis is unavailable.
const RETRY: Duration = Duration::from_millis(200);

impl Hub {
    /// Reads the events between `after` and `upto` from the session's stream, and delivers them.
    pub(super) async fn fill_gap(self, room: Arc<Room>, after: u64, upto: u64) {
        let store = self.0.sessions.store();
        let events = self.retry(&room, || async { Ok(store.events(&room.code, after, upto).await?) }).await;
        if let Some(events) = events {
            let heads: Vec<_> = events.iter().filter_map(|event| EventHead::parse(&event.envelope)).collect();
            room.fill_gap(events, upto);
            heads.iter().for_each(|head| self.after_event(&room, head));
        }
    }

    /// Brings a room up to date after the Redis connection was lost. Events published in the meantime are in the stream,
    /// unless Redis itself restarted and lost events that clients have received. The room holds new events meanwhile.
    pub(super) async fn catch_up(self, room: Arc<Room>, progress: Progress) {
        if let Some((session, continues)) = self.retry(&room, || self.compare(&room, &progress)).await {
            // The event with the present deadline may be lost, and the wake-up for it as well.
            self.schedule_check(&room.code, session.wake_at(), session.lifetime_ms());
            if session.epoch().0 != progress.epoch {
                self.follow(&room, &session).await;
            } else if !continues {
                self.renumber(&room, session.epoch()).await;
            } else if session.seq() > progress.seq {
                self.fill_gap(room.clone(), progress.seq, session.seq()).await;
            }
        }
        room.end_check();
    }

    /// Loads the session and compares its stream with `progress`. The flag is `true` if the session is at least as far,
    /// its stream holds the event that the room delivered last, and nothing that a client knows to be accepted is lost.
    async fn compare(&self, room: &Room, progress: &Progress) -> Result<(Session, bool), SessionError> {
        let session = self.0.sessions.load(&room.code).await?;
        let stored = self.0.sessions.store().events(&room.code, progress.seq.saturating_sub(1), progress.seq).await?;
        let same = match (stored.first(), &progress.latest) {
            (Some(stored), Some(latest)) => stored.envelope.as_str() == &**latest,
            _ => session.is_certain(progress.seq),
        };
        let acknowledged = progress.acknowledged;
        let keeps_accepted =
            acknowledged <= progress.seq || session.seq() >= acknowledged && session.is_certain(acknowledged);
        let continues = session.seq() >= progress.seq && same && keeps_accepted;
        Ok((session, continues))
    }

    /// Moves the room to the session's epoch, if it is in another one. Starts a new epoch instead if the room has left this one:
    /// the store has lost the renumbering, and clients may have received other events under the numbers of the epoch.
    pub(crate) async fn follow(&self, room: &Arc<Room>, session: &Session) {
        let epoch = session.epoch();
        if room.has_left(&epoch.0) {
            self.renumber(room, epoch).await;
        } else if !room.is_in(&epoch.0) {
            room.start_over(&epoch.0, session.seq());
        }
    }

    /// Starts a new epoch, because Redis may have lost events that clients have received in the epoch `lost`: the store
    /// would assign their numbers a second time. All clients start over from a snapshot.
    pub(crate) async fn renumber(&self, room: &Arc<Room>, lost: &Epoch) {
        tracing::warn!(code = %room.code, "the live store may have lost events; session renumbered");
        let renumbered = self.retry(room, || self.0.sessions.renumber(&room.code, lost)).await;
        if let Some(session) = renumbered {
            room.start_over(&session.epoch().0, session.seq());
        }
    }

    /// Calls `request` until it succeeds. Retries are necessary: the clients wait for the result, and possibly no further
    /// event triggers another attempt. Returns `None` if the session or the room no longer exists.
    async fn retry<T, F>(&self, room: &Arc<Room>, request: impl Fn() -> F) -> Option<T>
    where
        F: Future<Output = Result<T, SessionError>>,
    {
        loop {
            match request().await {
                Ok(answer) => return Some(answer),
                Err(SessionError::Unknown) => {
                    room.close(None, Close::SessionOver);
                    return None;
                }
                Err(error) => tracing::warn!(code = %room.code, error = %chain(&error), "room not caught up, retrying"),
            }
            clock::sleep(&**self.0.sessions.clock(), RETRY).await;
            if !self.rooms().get(&room.code).is_some_and(|current| Arc::ptr_eq(current, room)) {
                return None;
            }
        }
    }
}
