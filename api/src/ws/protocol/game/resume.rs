//! The first frame of a game socket: the missed events after a reconnect, or a snapshot.

use std::sync::Arc;

use serde_json::value::RawValue;
use wpp_game::{contract::event::with_you_patch, ids::PlayerId, session::Session};
use wpp_runtime::{session_service::SessionService, store::TAIL_LENGTH};

use crate::{
    realtime::{
        hub::Hub,
        room::{EventText, Room},
    },
    wire::close::Close,
    ws::{auth::Resume, errors::unavailable},
};

/// Where the events of a client begin.
pub(in crate::ws) struct Start {
    /// The session at the client's first frame.
    pub(in crate::ws) session: Session,
    /// All events that the client missed; `None` for a client that needs a snapshot.
    pub(in crate::ws) missed: Option<Vec<Box<RawValue>>>,
}

/// Determines the first frame of a client, whose socket is in `room` already. `session` was loaded after it entered.
///
/// # Errors
/// The close code for a session that ended, or for an unavailable store.
pub(in crate::ws) async fn start(
    sessions: &SessionService,
    hub: &Hub,
    room: &Arc<Room>,
    session: Session,
    player: Option<&PlayerId>,
    resume: Option<Resume>,
) -> Result<Start, Close> {
    let Some(resume) = resume else { return Ok(Start { session, missed: None }) };
    if is_uncertain(sessions, &session, &resume).await {
        hub.renumber(room, session.epoch()).await;
        let session = sessions.load(session.code()).await.map_err(unavailable)?;
        return Ok(Start { session, missed: None });
    }
    let missed = missed_events(sessions, &session, player, &resume).await;
    Ok(Start { session, missed })
}

/// Returns whether the client of `resume` may have received other events under its numbers than the session has. The
/// session then needs a new epoch.
async fn is_uncertain(sessions: &SessionService, session: &Session, resume: &Resume) -> bool {
    if resume.epoch != session.epoch().0 {
        return false;
    }
    if resume.since <= session.seq() {
        return !session.is_certain(resume.since);
    }
    // The store may have lost events and taken no commit since. Otherwise, the client made the number up.
    let certain = sessions.load_certain(session.code()).await;
    certain.is_ok_and(|certain| !certain.is_certain(resume.since))
}

/// Returns all events after `resume` with the private patches of `player`, or `None` if the session's stream does not hold
/// all of them, or if they contain a text that was removed.
async fn missed_events(
    sessions: &SessionService,
    session: &Session,
    player: Option<&PlayerId>,
    resume: &Resume,
) -> Option<Vec<Box<RawValue>>> {
    let behind = session.seq().checked_sub(resume.since)?;
    if resume.epoch != session.epoch().0 || behind > TAIL_LENGTH as u64 || !session.can_replay_after(resume.since) {
        return None;
    }
    let events = sessions.store().events(session.code(), resume.since, session.seq()).await.ok()?;
    let contiguous = events.iter().zip(resume.since + 1..).all(|(event, expected)| event.seq == expected);
    if events.len() as u64 != behind || !contiguous {
        return None;
    }
    events.into_iter().map(|event| RawValue::from_string(for_player(&event.into(), player)).ok()).collect()
}

/// Returns the envelope that a socket of `player` receives.
fn for_player(event: &EventText, player: Option<&PlayerId>) -> String {
    let patches = event.you_patches();
    match player.and_then(|player| patches.get(player)) {
        Some(patch) => with_you_patch(&event.envelope, patch.get()),
        None => event.envelope.to_string(),
    }
}
