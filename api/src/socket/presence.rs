//! Telling the session who is connected.

use wpp_game::{
    driver::Lane,
    ids::{PlayerId, SessionCode},
    session::Command,
};
use wpp_runtime::session_service::{RequestError, SessionError};

use crate::app::App;

/// Notes how many sockets of `player` this process holds, and tells the session if that changes
/// whether they are connected.
pub(super) async fn note(app: &App, code: &SessionCode, player: &PlayerId, sockets: usize) {
    // Before the first socket is noted and after the last one is gone, so that a crash at any
    // moment leaves a session that will be swept.
    if sockets > 0 {
        note_session(app, code).await;
    }
    note_player(app, code, player, sockets).await;
    if sockets == 0 {
        note_session(app, code).await;
    }
}

/// Writes down whether this process holds players of the session, if that is not what is written.
async fn note_session(app: &App, code: &SessionCode) {
    // Under a lock, and from what is true by then: the last to leave and the first to come back
    // cannot overtake each other.
    let mut written = app.hub.written().await;
    let holding = app.hub.has_players(code);
    if holding == written.contains(code) {
        return;
    }
    match app.presence.hold(code, holding).await {
        Ok(()) if holding => drop(written.insert(code.clone())),
        Ok(()) => drop(written.remove(code)),
        Err(error) => tracing::warn!(%code, %error, "a session could not be noted as held here"),
    }
}

async fn note_player(app: &App, code: &SessionCode, player: &PlayerId, sockets: usize) {
    // Two processes may note at once, and their steps come in either order; whoever steps last
    // looks again, so that the session ends up with what the presence says.
    let mut told = None;
    for _ in 0..3 {
        let held = match app.presence.set(code, player, sockets).await {
            Ok(total) => total > 0,
            Err(error) => return tracing::warn!(%code, %player, %error, "presence could not be noted"),
        };
        if told == Some(held) {
            return;
        }
        told = Some(held);
        let command = Command::Presence { player_id: player.clone(), connected: held };
        match app.batchers.submit(code, Lane::Reliable, command).await {
            Ok(_) | Err(RequestError::Rejected(_)) => {}
            Err(RequestError::Failed(error)) if matches!(*error, SessionError::Unknown) => return,
            Err(error) => return tracing::warn!(%code, %player, %error, "presence could not be told"),
        }
    }
}

/// Writes all presence of this process again, after its lease had run out or at its start.
pub async fn restore(app: &App) {
    app.hub.written().await.clear();
    for (code, players) in app.hub.occupancy() {
        for (player, sockets) in players {
            note(app, &code, &player, sockets).await;
        }
    }
}
