//! Resumption of a game socket after a reconnect.

use serde_json::value::RawValue;
use wpp_game::session::Session;
use wpp_runtime::store::TAIL_LENGTH;

use crate::{app::App, ws::auth::Resume};

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
