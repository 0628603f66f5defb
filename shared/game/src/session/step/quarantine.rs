//! The pause of a session whose step failed.

use super::{Emitted, Session, SessionEvent, Status, Step, changes, encode};
use crate::{
    contract::{
        snapshot::{PauseReason, PauseView},
        time::Timestamp,
    },
    engine::EngineError,
};

/// Pauses a session whose step failed; see [`Session::quarantine`].
pub(in crate::session) fn quarantine(before: &Session, now: Timestamp) -> Result<Step, EngineError> {
    let (mut session, now) = (before.clone(), now.max(before.now));
    if session.status != Status::Running {
        return Ok(Step { session, events: Vec::new(), answers: Vec::new(), changed: false, bots: Vec::new() });
    }
    session.freeze(now);
    let pause = PauseView { reason: PauseReason::Fault, by: None };
    session.pause = Some(pause.clone());
    session.now = now;
    session.version += 1;
    session.seq += 1;
    let event = SessionEvent::Paused { phase: session.phase_view(now), pause };
    let patches = changes::of_pause(before, &session, now)?;
    let events = vec![Emitted { seq: session.seq, due_at: None, body: encode(&event)?, patches }];
    Ok(Step { session, events, answers: Vec::new(), changed: true, bots: Vec::new() })
}
