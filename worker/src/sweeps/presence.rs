//! Disconnects the participants of crashed API processes.

use std::time::Duration;

use metrics::gauge;
use wpp_game::{ids::SessionCode, session::Command};
use wpp_runtime::{
    presence::{self, Occupancy, Orphans, RENEW_EVERY_MS, Sweeper},
    session_service::{SessionError, SessionService},
    telemetry::{chain, names},
};

/// Sweeps periodically until the process ends.
pub async fn run(sessions: SessionService, sweeper: Sweeper) {
    let mut interval = tokio::time::interval(Duration::from_millis(RENEW_EVERY_MS));
    loop {
        interval.tick().await;
        if let Err(error) = sweep(&sessions, &sweeper).await {
            tracing::warn!(error = %chain(&error), "presence sweep failed; it will be repeated");
        }
        match sweeper.occupancy().await {
            Ok(Occupancy { rooms, players }) => {
                gauge!(names::ROOMS).set(to_gauge(rooms));
                gauge!(names::PLAYERS).set(to_gauge(players));
            }
            Err(error) => tracing::warn!(error = %chain(&error), "rooms and players not counted"),
        }
    }
}

/// Removes the sockets of every instance with an expired lease from its sessions. The instance is removed after
/// all its sessions, so an interrupted sweep is continued by the next one.
///
/// # Errors
/// When the store fails.
pub async fn sweep(sessions: &SessionService, sweeper: &Sweeper) -> Result<(), SessionError> {
    for instance in sweeper.expired_instances(sessions.clock().now()).await? {
        let codes = sweeper.sessions(&instance).await?;
        tracing::info!(
            instance,
            sessions = codes.len(),
            "lease of an API process expired; disconnecting its participants"
        );
        for code in codes {
            sweep_session(sessions, sweeper, &instance, &code).await?;
        }
        sweeper.remove_instance(&instance, sessions.clock().now()).await?;
    }
    Ok(())
}

async fn sweep_session(
    sessions: &SessionService,
    sweeper: &Sweeper,
    instance: &str,
    code: &SessionCode,
) -> Result<(), SessionError> {
    let Orphans { players, audience } = sweeper.orphans(instance, code).await?;
    let commands: Vec<Command> = players.into_iter().map(|participant| presence::command(participant, false)).collect();
    if !commands.is_empty() {
        match sessions.step(code, &commands).await {
            Ok(_) | Err(SessionError::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    sweeper.remove_sockets(instance, code).await?;
    if !audience {
        return Ok(());
    }
    // The step applies the new number of connected people.
    match sessions.step(code, &[Command::Wake]).await {
        Ok(_) | Err(SessionError::Unknown) => Ok(()),
        Err(error) => Err(error),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a gauge is a float")]
fn to_gauge(count: usize) -> f64 {
    count as f64
}
