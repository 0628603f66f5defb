//! An API process crashed: its players are gone, and the sessions should know.

use std::time::Duration;

use wpp_game::{ids::SessionCode, session::Command};
use wpp_runtime::{
    presence::{RENEW_EVERY_MS, Sweeper},
    session_service::{SessionError, SessionService},
};

/// Sweeps until the process ends.
pub async fn run(sessions: SessionService, sweeper: Sweeper) {
    let mut beat = tokio::time::interval(Duration::from_millis(RENEW_EVERY_MS));
    loop {
        beat.tick().await;
        if let Err(error) = sweep(&sessions, &sweeper).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the sweep failed and will be repeated");
        }
    }
}

/// Takes the sockets of every instance whose lease ran out out of its sessions. Interrupted
/// anywhere, the next sweep goes on: an instance is forgotten only after its sessions.
///
/// # Errors
/// When the store fails.
pub async fn sweep(sessions: &SessionService, sweeper: &Sweeper) -> Result<(), SessionError> {
    for instance in sweeper.lapsed(sessions.clock().now()).await? {
        let codes = sweeper.sessions(&instance).await?;
        tracing::info!(instance, sessions = codes.len(), "an API process is gone; its players are too");
        for code in codes {
            sweep_session(sessions, sweeper, &instance, &code).await?;
        }
        sweeper.bury(&instance, sessions.clock().now()).await?;
    }
    Ok(())
}

async fn sweep_session(
    sessions: &SessionService,
    sweeper: &Sweeper,
    instance: &str,
    code: &SessionCode,
) -> Result<(), SessionError> {
    let gone = sweeper.sweep(instance, code).await?;
    let commands: Vec<Command> =
        gone.into_iter().map(|player_id| Command::Presence { player_id, connected: false }).collect();
    if !commands.is_empty() {
        match sessions.step(code, &commands).await {
            Ok(_) | Err(SessionError::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(sweeper.forget(instance, code).await?)
}
