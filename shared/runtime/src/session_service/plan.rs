//! A step on paper: everything a commit will write, computed without touching anything.

use std::sync::Arc;
use wpp_game::contract::ErrorCode;

use metrics::counter;
use wpp_game::{
    ids::SessionCode,
    registry::Registry,
    session::{Answer, Command, Emitted, Rejected, Session, Step},
    time::Timestamp,
};

use super::{SessionError, bots, executor::StepExecutor};
use crate::{
    queue::BotMove,
    store::{Lifetime, Stored},
    telemetry::names,
};

/// Lifetimes are hours, commits come by the second: a lifetime is renewed once this part of it has
/// passed.
const RENEWED_AFTER: u64 = 16;

/// What a batch of commands makes of a session.
pub(super) struct Plan {
    pub(super) session: Session,
    pub(super) state: String,
    pub(super) events: Vec<Emitted>,
    pub(super) answers: Vec<Result<Answer, Rejected>>,
    pub(super) changed: bool,
    /// How long the session lives from this commit on, if that is renewed.
    pub(super) lifetime: Option<Lifetime>,
    /// Moves that bots want to make in the scene it begins: to be armed before the commit.
    pub(super) called: Vec<BotMove>,
    /// Those of the scene it ends: to be taken out of the queue after it.
    pub(super) dismissed: Vec<BotMove>,
}

impl Plan {
    /// Applies `commands` to what is stored, on a thread apart. A cartridge's bug pauses its session
    /// instead, and so does a cartridge that does not return.
    pub(super) async fn make(
        runner: &StepExecutor,
        registry: &Registry,
        stored: &Stored,
        commands: &Arc<[Command]>,
        now: Timestamp,
    ) -> Result<Self, SessionError> {
        let (before, expires_at) = (Arc::new(read(stored)?), stored.expires_at);
        let work = {
            let (registry, before, commands) = (registry.clone(), before.clone(), commands.clone());
            move || before.step(&registry, &commands, now).map(|step| Self::of(&before, step, expires_at, now))
        };
        let made = runner.run(before.cartridge(), work).await;
        let cause = match made {
            Ok(Ok(plan)) => return plan,
            Ok(Err(fault)) => fault.to_string(),
            Err(failed) => failed.to_string(),
        };
        Self::of(&before, quarantine(&before, commands, now, &cause)?, expires_at, now)
    }

    fn of(before: &Session, step: Step, expires_at: Timestamp, now: Timestamp) -> Result<Self, SessionError> {
        let state = if step.changed { write(&step.session)? } else { String::new() };
        let lifetime = renewed(expires_at, before, &step.session, now);
        let Step { session, events, answers, changed, bots } = step;
        let called = bots::called(session.code(), bots);
        let dismissed = if changed { bots::dismissed(before, &session) } else { Vec::new() };
        Ok(Self { session, state, events, answers, changed, lifetime, called, dismissed })
    }

    /// The events as they go to the clients, sent now.
    pub(super) fn envelopes(&self, code: &SessionCode, now: Timestamp) -> Vec<(u64, String)> {
        let epoch = self.session.epoch();
        self.events.iter().map(|event| (event.seq, event.envelope(code, epoch, now))).collect()
    }
}

/// How long the session lives from now on, if that is worth a change.
fn renewed(expires_at: Timestamp, before: &Session, after: &Session, now: Timestamp) -> Option<Lifetime> {
    let lifetime = lifetime(after, now);
    let left = expires_at.ms_since(now);
    // The first event makes the stream, which has no lifetime of its own yet.
    let is_due =
        before.seq() == 0 || before.lifetime_ms() != lifetime.ms || left < lifetime.ms - lifetime.ms / RENEWED_AFTER;
    is_due.then_some(lifetime)
}

/// How long a session lives if nothing happens after `now`.
pub(super) fn lifetime(session: &Session, now: Timestamp) -> Lifetime {
    let ms = session.lifetime_ms();
    Lifetime { ms, until: now.plus_ms(ms) }
}

/// Reads a stored session.
pub(super) fn read(stored: &Stored) -> Result<Session, SessionError> {
    let session: Session = serde_json::from_str(&stored.state).map_err(|error| SessionError::Corrupt(error.into()))?;
    Ok(session.with_last_message_at(stored.last_message_at))
}

/// Writes a session as it is stored.
pub(super) fn write(session: &Session) -> Result<String, SessionError> {
    serde_json::to_string(session).map_err(|error| SessionError::Corrupt(error.into()))
}

fn quarantine(before: &Session, commands: &[Command], now: Timestamp, cause: &str) -> Result<Step, SessionError> {
    counter!(names::QUARANTINED).increment(1);
    let code = before.code();
    tracing::error!(%code, version = before.version(), cause, "a cartridge failed; its session is paused");
    let mut step = before.quarantine(now).map_err(|error| SessionError::Corrupt(error.into()))?;
    let paused =
        || Rejected::new(ErrorCode::Paused, "the game ran into a fault and is paused; the host can resume or exit");
    step.answers = commands.iter().map(|_| Err(paused())).collect();
    Ok(step)
}
