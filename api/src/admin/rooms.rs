//! The rooms of all processes.

use std::{cmp::Reverse, collections::BTreeMap};

use wpp_game::{ids::SessionCode, session::Session, time::Timestamp};
use wpp_runtime::{
    presence::Sweeper,
    redis_connection::RedisConnection,
    session_service::{SessionError, SessionService},
    store::LiveStore,
};

use super::overview::RoomSummary;

/// Maximum number of rooms in a picture. A page with more is of no use, and reading them costs time. Of more rooms, those with
/// the first codes are shown: the time of creation is known only after a room is read.
const MAX_ROOMS: usize = 500;

/// Reads the rooms. Keeps each session until its version changes, because most do not change within a second.
pub(super) struct RoomReader {
    sessions: SessionService,
    store: LiveStore,
    presence: Sweeper,
    known: BTreeMap<SessionCode, (u64, Session)>,
}

impl RoomReader {
    pub(super) fn new(sessions: SessionService, redis: RedisConnection) -> Self {
        Self { sessions, store: LiveStore::new(redis.clone()), presence: Sweeper::new(redis), known: BTreeMap::new() }
    }

    /// Returns up to [`MAX_ROOMS`] rooms with sockets in any process, newest first, and the number of all.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn read(&mut self, now: Timestamp) -> Result<(Vec<RoomSummary>, usize), SessionError> {
        let mut codes: Vec<SessionCode> = self.presence.rooms().await?.into_iter().collect();
        let total = codes.len();
        codes.truncate(MAX_ROOMS);
        let versions = self.store.versions(&codes).await?;
        let mut current = BTreeMap::new();
        for (code, version) in codes.into_iter().zip(versions) {
            // A session that has ended is listed until its last socket has closed.
            let Some(version) = version else { continue };
            let session = match self.known.remove(&code) {
                Some((known, session)) if known == version => session,
                _ => match self.sessions.load(&code).await {
                    Ok(session) => session,
                    Err(SessionError::Store(error)) => return Err(error.into()),
                    // The page is also for rooms that cannot be read: the others are still shown.
                    Err(error) => {
                        tracing::debug!(%code, %error, "room not read for the operator's page");
                        continue;
                    }
                },
            };
            current.insert(code, (version, session));
        }
        self.known = current;
        let mut rooms: Vec<RoomSummary> =
            self.known.values().map(|(_, session)| RoomSummary::of(session, now)).collect();
        rooms.sort_by_key(|room| Reverse(room.created_at));
        Ok((rooms, total))
    }
}
