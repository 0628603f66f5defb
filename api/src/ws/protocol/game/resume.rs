//! Resumption of a game socket after a reconnect.

use serde_json::value::RawValue;
use wpp_game::session::Session;
use wpp_runtime::store::TAIL_LENGTH;

use crate::{app::App, ws::auth::Resume};

/// Returns whether the client of `resume` may have received other events under its numbers than the session has. The
/// session then needs a new epoch.
pub(super) async fn is_uncertain(app: &App, session: &Session, resume: &Resume) -> bool {
    if resume.epoch != session.epoch().0 {
        return false;
    }
    if resume.since <= session.seq() {
        return !session.is_certain(resume.since);
    }
    // The store may have lost events and taken no commit since. Otherwise, the client made the number up.
    let certain = app.sessions.load_certain(session.code()).await;
    certain.is_ok_and(|certain| !certain.is_certain(resume.since))
}

/// Returns all events after `resume`, or `None` if the session's stream does not hold all of them.
pub(super) async fn missed_events(app: &App, session: &Session, resume: &Resume) -> Option<Vec<Box<RawValue>>> {
    let behind = session.seq().checked_sub(resume.since)?;
    if resume.epoch != session.epoch().0 || behind > TAIL_LENGTH as u64 {
        return None;
    }
    let events = app.sessions.store().events(session.code(), resume.since, session.seq()).await.ok()?;
    let contiguous = events.iter().zip(resume.since + 1..).all(|((seq, _), expected)| *seq == expected);
    if events.len() as u64 != behind || !contiguous {
        return None;
    }
    events.into_iter().map(|(_, envelope)| RawValue::from_string(envelope).ok()).collect()
}
