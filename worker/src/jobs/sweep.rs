//! An API process crashed: its players are gone, and the sessions should know.

use std::time::Duration;

use wpp_game::{ids::SessionCode, session::Command};
use wpp_platform::{
    presence::{RENEW_EVERY_MS, Sweeper},
    table::{Table, TableError},
};

/// Sweeps until the process ends.
pub async fn run(table: Table, sweeper: Sweeper) {
    let mut beat = tokio::time::interval(Duration::from_millis(RENEW_EVERY_MS));
    loop {
        beat.tick().await;
        if let Err(error) = sweep(&table, &sweeper).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the sweep failed and will be repeated");
        }
    }
}

/// Takes the sockets of every instance whose lease ran out out of its sessions. Interrupted
/// anywhere, the next sweep goes on: an instance is forgotten only after its sessions.
///
/// # Errors
/// When the store fails.
pub async fn sweep(table: &Table, sweeper: &Sweeper) -> Result<(), TableError> {
    for instance in sweeper.lapsed(table.clock().now()).await? {
        let sessions = sweeper.sessions(&instance).await?;
        tracing::info!(instance, sessions = sessions.len(), "an API process is gone; its players are too");
        for code in sessions {
            sweep_session(table, sweeper, &instance, &code).await?;
        }
        sweeper.bury(&instance, table.clock().now()).await?;
    }
    Ok(())
}

async fn sweep_session(table: &Table, sweeper: &Sweeper, instance: &str, code: &SessionCode) -> Result<(), TableError> {
    let gone = sweeper.sweep(instance, code).await?;
    let commands: Vec<Command> =
        gone.into_iter().map(|player_id| Command::Presence { player_id, connected: false }).collect();
    if !commands.is_empty() {
        match table.step(code, &commands).await {
            Ok(_) | Err(TableError::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(sweeper.forget(instance, code).await?)
}
