//! The plan of a step: everything its commit will write, computed without side effects.

use std::sync::Arc;

use metrics::counter;
use wpp_game::{
    contract::ErrorCode,
    ids::SessionCode,
    registry::Registry,
    session::{Answer, Command, Emitted, Rejected, Session, Step},
    time::Timestamp,
};

use super::{bot_moves, error::SessionError, executor::StepExecutor};
use crate::{
    deadlines::BotMove,
    store::{Lifetime, StoredEvent, StoredSession},
    telemetry::names,
};

/// A lifetime of hours is renewed only after this fraction of it (1/16) has passed, because commits are frequent.
const RENEWAL_FRACTION: u64 = 16;

/// The result of a batch of commands.
pub(super) struct Plan {
    pub(super) session: Session,
    /// The session as JSON; empty when nothing changed.
    pub(super) state: String,
    pub(super) events: Vec<Emitted>,
    pub(super) answers: Vec<Result<Answer, Rejected>>,
    pub(super) changed: bool,
    /// Whether ballots of the audience that the step did not read would be lost.
    pub(super) closes_polls: bool,
    /// The session's new lifetime, if it is renewed.
    pub(super) lifetime: Option<Lifetime>,
    /// Bots' moves of a new scene, to schedule before the commit.
    pub(super) new_bot_moves: Vec<BotMove>,
    /// Bots' moves of an ended scene, to cancel after the commit.
    pub(super) obsolete_bot_moves: Vec<BotMove>,
}

impl Plan {
    /// Applies `commands` to a stored session, on the executor's thread. The session remembers `id`. When the cartridge fails or does not
    /// return, the plan pauses the session.
    pub(super) async fn compute(
        executor: &StepExecutor,
        registry: &Registry,
        stored: &StoredSession,
        commands: &Arc<[Command]>,
        id: Option<u64>,
        now: Timestamp,
    ) -> Result<Self, SessionError> {
        let (before, expires_at) = (Arc::new(read(stored)?), stored.expires_at);
        let work = {
            let (registry, before, commands) = (registry.clone(), before.clone(), commands.clone());
            move || before.step(&registry, &commands, now).map(|step| Self::of(&before, step, id, expires_at, now))
        };
        let cause = match executor.run(before.cartridge(), work).await {
            Ok(Ok(plan)) => return plan,
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        Self::of(&before, quarantine(&before, commands, now, &cause)?, None, expires_at, now)
    }

    /// Continues a stored session on another store.
    pub(super) fn on_store_change(stored: &StoredSession, now: Timestamp) -> Result<Self, SessionError> {
        let before = read(stored)?;
        Self::of(&before, before.on_store_change(now), None, stored.expires_at, now)
    }

    fn of(
        before: &Session,
        mut step: Step,
        id: Option<u64>,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<Self, SessionError> {
        step.session.remember_step(id);
        let state = if step.changed { write(&step.session)? } else { String::new() };
        let lifetime = renewed(expires_at, before, &step.session, now);
        let Step { session, events, answers, changed, bots } = step;
        let new_bot_moves = bot_moves::scheduled(session.code(), bots);
        let obsolete_bot_moves = if changed { bot_moves::obsolete(before, &session) } else { Vec::new() };
        let closes_polls = session.closes_polls(before);
        Ok(Self { session, state, events, answers, changed, closes_polls, lifetime, new_bot_moves, obsolete_bot_moves })
    }

    /// Returns the events as they are stored, sent at `now`.
    pub(super) fn stored_events(&self, code: &SessionCode, now: Timestamp) -> Vec<StoredEvent> {
        let epoch = self.session.epoch();
        let stored = |event: &Emitted| StoredEvent {
            seq: event.seq,
            envelope: event.envelope(code, epoch, now),
            you_patches: event.you_patches(),
            compact: event.patches.compact.clone().unwrap_or_default(),
        };
        self.events.iter().map(stored).collect()
    }
}

/// Returns the session's new lifetime, or `None` when the current one is recent enough.
fn renewed(expires_at: Timestamp, before: &Session, after: &Session, now: Timestamp) -> Option<Lifetime> {
    let lifetime = lifetime(after, now);
    let left = expires_at.ms_since(now);
    // The first event creates the stream, which has no lifetime yet.
    let is_due =
        before.seq() == 0 || before.lifetime_ms() != lifetime.ms || left < lifetime.ms - lifetime.ms / RENEWAL_FRACTION;
    is_due.then_some(lifetime)
}

/// Returns how long a session lives if nothing changes after `now`.
pub(super) fn lifetime(session: &Session, now: Timestamp) -> Lifetime {
    let ms = session.lifetime_ms();
    Lifetime { ms, until: now.plus_ms(ms) }
}

/// Deserializes a stored session.
pub(super) fn read(stored: &StoredSession) -> Result<Session, SessionError> {
    let session: Session = serde_json::from_str(&stored.state).map_err(|error| SessionError::Corrupt(error.into()))?;
    let crowd = (!stored.crowd.is_empty()).then(|| serde_json::from_str(&stored.crowd)).transpose();
    let crowd = crowd.map_err(|error| SessionError::Corrupt(error.into()))?;
    Ok(session.with_last_message_at(stored.last_message_at).with_crowd(crowd))
}

/// Serializes a session for the store.
pub(super) fn write(session: &Session) -> Result<String, SessionError> {
    serde_json::to_string(session).map_err(|error| SessionError::Corrupt(error.into()))
}

fn quarantine(before: &Session, commands: &[Command], now: Timestamp, cause: &str) -> Result<Step, SessionError> {
    counter!(names::QUARANTINED).increment(1);
    let code = before.code();
    tracing::error!(%code, version = before.version(), cause, "cartridge failed; session paused");
    let mut step = before.quarantine(now).map_err(|error| SessionError::Corrupt(error.into()))?;
    let paused =
        || Rejected::new(ErrorCode::Paused, "the game ran into a fault and is paused; the host can resume or exit");
    step.answers = commands.iter().map(|_| Err(paused())).collect();
    Ok(step)
}
