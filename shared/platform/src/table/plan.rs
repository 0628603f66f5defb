//! A step on paper: everything a commit will write, computed without touching anything.

use std::panic::{AssertUnwindSafe, catch_unwind};

use metrics::counter;
use wpp_game::{
    ids::SessionCode,
    registry::Registry,
    session::{Answer, Command, Emitted, Refusal, Session, Step},
    time::Timestamp,
};

use super::{TableError, bots};
use crate::{queue::BotMove, store::Stored, telemetry::names};

/// Lifetimes are hours, commits come by the second: after the first ones only each of so many
/// renews.
const RENEW_EVERY: u64 = 16;

/// What a batch of commands makes of a session.
pub(super) struct Plan {
    pub(super) session: Session,
    pub(super) state: String,
    pub(super) events: Vec<Emitted>,
    pub(super) answers: Vec<Result<Answer, Refusal>>,
    pub(super) changed: bool,
    /// Whether the session's lifetime begins anew with this commit.
    pub(super) renews: bool,
    /// Moves that bots want to make in the scene it begins: to be armed before the commit.
    pub(super) called: Vec<BotMove>,
    /// Those of the scene it ends: to be taken out of the queue after it.
    pub(super) dismissed: Vec<BotMove>,
}

impl Plan {
    /// Applies `commands` to what is stored. A cartridge's bug pauses its session instead.
    pub(super) fn make(
        registry: &Registry,
        stored: &Stored,
        commands: &[Command],
        now: Timestamp,
    ) -> Result<Self, TableError> {
        let before = read(stored)?;
        // The session is only lent to the step and dropped after a panic: nothing half-changed
        // can be seen.
        let stepped = catch_unwind(AssertUnwindSafe(|| before.step(registry, commands, now)));
        let step = match stepped {
            Ok(Ok(step)) => step,
            Ok(Err(fault)) => quarantine(&before, commands, now, &fault.to_string())?,
            Err(panic) => quarantine(&before, commands, now, &message(panic.as_ref()))?,
        };
        let state = if step.changed { write(&step.session)? } else { String::new() };
        let version = step.session.version();
        let renews = version <= RENEW_EVERY
            || version.is_multiple_of(RENEW_EVERY)
            || step.session.lifetime_ms() != before.lifetime_ms();
        let Step { session, events, answers, changed, bots } = step;
        let called = bots::called(session.code(), bots);
        let dismissed = if changed { bots::dismissed(&before, &session) } else { Vec::new() };
        Ok(Self { session, state, events, answers, changed, renews, called, dismissed })
    }

    /// The events as they go to the clients, sent now.
    pub(super) fn envelopes(&self, code: &SessionCode, now: Timestamp) -> Vec<(u64, String)> {
        let epoch = self.session.epoch();
        self.events.iter().map(|event| (event.seq, event.envelope(code, epoch, now))).collect()
    }
}

/// Reads a stored session.
pub(super) fn read(stored: &Stored) -> Result<Session, TableError> {
    serde_json::from_str(&stored.state).map_err(|error| TableError::Corrupt(error.into()))
}

/// Writes a session as it is stored.
pub(super) fn write(session: &Session) -> Result<String, TableError> {
    serde_json::to_string(session).map_err(|error| TableError::Corrupt(error.into()))
}

fn quarantine(before: &Session, commands: &[Command], now: Timestamp, cause: &str) -> Result<Step, TableError> {
    counter!(names::QUARANTINED).increment(1);
    let code = before.code();
    tracing::error!(%code, version = before.version(), cause, "a cartridge failed; its session is paused");
    let mut step = before.quarantine(now).map_err(|error| TableError::Corrupt(error.into()))?;
    let paused = || Refusal::new("paused", "the game ran into a fault and is paused; the host can resume or exit");
    step.answers = commands.iter().map(|_| Err(paused())).collect();
    Ok(step)
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}
