//! Nudges for sessions whose deadline passed without an event.

use std::time::Duration;

use metrics::counter;
use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::{
    clock,
    session_service::SessionError,
    telemetry::{chain, names},
};

use super::Hub;
use crate::{
    realtime::overdue_monitor::{OVERDUE_MS, OverdueCheck},
    wire::close::Close,
};

/// Maximum pause between two nudges of a session that stays overdue. The pause doubles after each nudge.
const MAX_NUDGE_PAUSE: Duration = Duration::from_secs(2);

/// Time after the end of a session's lifetime at which the hub checks whether the session was deleted.
const EXPIRY_MARGIN_MS: u64 = 1000;

impl Hub {
    /// Checks a session whose check time has come. Nudges an overdue session until it moves on; closes the room of a
    /// session that no longer exists.
    pub(super) async fn check_overdue(self, check: OverdueCheck) {
        let code = &check.code;
        let mut pause = Duration::from_millis(OVERDUE_MS);
        loop {
            let Some(room) = self.rooms().get(code).cloned() else { return };
            let session = match self.0.sessions.load(code).await {
                Ok(session) => session,
                Err(SessionError::Unknown) => return room.close(None, Close::SessionOver),
                Err(_) => {
                    clock::sleep(&**self.0.sessions.clock(), pause).await;
                    continue;
                }
            };
            let now = self.0.sessions.clock().now();
            let overdue_ms = self.0.overdue.overdue_ms(now);
            let overdue = session.wake_at().filter(|due_at| now.ms_since(*due_at) >= overdue_ms);
            let Some(due_at) = overdue else {
                // The session went on without an event on the channel, as while a cluster moves its hash slot.
                self.on_subscribed(code);
                return self.schedule_check(code, session.wake_at(), session.lifetime_ms());
            };
            // All processes derive the attempt from the same deadline, so together they send one nudge per attempt.
            let attempt = u32::try_from(now.ms_since(due_at) / OVERDUE_MS).unwrap_or(u32::MAX);
            counter!(names::NUDGES).increment(1);
            if let Err(error) = self.0.sessions.nudge(&session, due_at, attempt).await {
                tracing::warn!(%code, error = %chain(&error), "overdue session not nudged, retrying");
            }
            clock::sleep(&**self.0.sessions.clock(), pause).await;
            pause = (pause * 2).min(MAX_NUDGE_PAUSE);
        }
    }

    /// Schedules the next check: after the deadline, or after the end of the lifetime if there is no deadline.
    pub(super) fn schedule_check(&self, code: &SessionCode, wake_at: Option<Timestamp>, lifetime_ms: u64) {
        let now = self.0.sessions.clock().now();
        let expiry = || now.plus_ms(lifetime_ms + EXPIRY_MARGIN_MS);
        let at = wake_at.map_or_else(expiry, |at| at.max(now).plus_ms(OVERDUE_MS));
        self.0.overdue.set(code, at);
    }
}
