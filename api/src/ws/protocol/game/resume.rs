//! The first frame of a game socket: the missed events after a reconnect, or a snapshot.

use std::sync::Arc;

use serde_json::value::RawValue;
use wpp_game::{contract::event::with_you_patch, ids::PlayerId, session::Session};
use wpp_runtime::{
    session_service::{SessionError, SessionService},
    store::TAIL_LENGTH,
};

use crate::{
    realtime::{
        hub::Hub,
        room::{EventForm, EventText, Room},
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

/// Determines the first frame of a client, whose socket is in `room` already, and acknowledges its last event in the room.
/// `session` was loaded after the socket entered, and `checks_begun` is the room's count from before. `patches` is the id of the
/// client's private patches.
///
/// # Errors
/// The close code for a session that ended, or for an unavailable store.
pub(in crate::ws) async fn start(
    sessions: &SessionService,
    hub: &Hub,
    room: &Arc<Room>,
    (mut session, mut checks_begun): (Session, u64),
    patches: Option<&PlayerId>,
    resume: Option<Resume>,
) -> Result<Start, Close> {
    loop {
        let code = session.code().clone();
        let start = match &resume {
            None => Start { session, missed: None },
            Some(resume) => resumed(sessions, hub, room, session, patches, resume).await.map_err(unavailable)?,
        };
        if room.is_in(&start.session.epoch().0) && room.acknowledge(start.session.seq(), checks_begun) {
            return Ok(start);
        }
        // The room's next events would not follow a frame of another epoch.
        hub.follow(room, &start.session).await;
        // If the room was compared with another store meanwhile, that store may lack what was loaded.
        checks_begun = room.checks_begun();
        session = sessions.load(&code).await.map_err(unavailable)?;
    }
}

/// Determines the first frame of a client that reconnects.
///
/// # Errors
/// The store is unavailable. A snapshot in the same epoch could then contradict what the client has received.
async fn resumed(
    sessions: &SessionService,
    hub: &Hub,
    room: &Arc<Room>,
    mut session: Session,
    patches: Option<&PlayerId>,
    resume: &Resume,
) -> Result<Start, SessionError> {
    if resume.epoch == session.epoch().0 && resume.since > session.seq() {
        // The store may have lost events and taken no commit since. Otherwise, the client made the number up. Another
        // process or socket may give the session a new epoch at the same time.
        session = sessions.load_certain(session.code()).await?;
    }
    if resume.epoch == session.epoch().0 && !session.is_certain(resume.since) {
        // The client may have received other events under its numbers than the session has.
        hub.renumber(room, session.epoch()).await;
        return Ok(Start { session: sessions.load(session.code()).await?, missed: None });
    }
    Ok(Start { missed: missed_events(sessions, &session, patches, resume).await, session })
}

/// Returns all events after `resume` with the private patches of `patches`, or `None` if the session's stream does not hold
/// all of them, or if they contain a text that was removed.
async fn missed_events(
    sessions: &SessionService,
    session: &Session,
    patches: Option<&PlayerId>,
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
    let texts = events.into_iter().map(|event| for_client(&event.into(), patches, resume.form));
    texts.map(|text| RawValue::from_string(text).ok()).collect()
}

/// Returns the envelope in this form, with the private patches of `patches_of`.
fn for_client(event: &EventText, patches_of: Option<&PlayerId>, form: EventForm) -> String {
    let (envelope, patches) = (event.in_form(form), event.you_patches());
    match patches_of.and_then(|id| patches.get(id)) {
        Some(patch) => with_you_patch(&envelope, patch.get()),
        None => envelope.into_owned(),
    }
}
