//! `wpp web` and `wpp worker`: one role in one process.

use std::error::Error;

use wpp_api::server::Server;
use wpp_game::registry::Registry;
use wpp_runtime::{
    config::{Env, Logs, Process},
    open_files,
    secure_rng::SecureRng,
    shutdown, telemetry,
};
use wpp_worker::Worker;

/// Serves REST, sockets and the browser app until a signal.
///
/// # Errors
/// A sentence that names the unusable setting or the unavailable service.
#[tokio::main]
pub async fn web(games: Registry, database_url: Option<String>) -> Result<(), Box<dyn Error>> {
    let (env, rng) = (Env::of_process(), SecureRng::from_os()?);
    start_logs(&Logs::read(&env)?);
    let mut settings = wpp_api::settings::Settings::read(&env, &rng)?;
    settings.web.fit_sockets(open_files::raise_limit(), &mut settings.warnings);
    set_database(&mut settings.backends.database_url, database_url);
    log_warnings(&settings.warnings);
    let metrics = telemetry::start_metrics(&[Process::Web])?;
    Server::start(&settings, games, rng, metrics).await?.serve(shutdown::at_signal()).await?;
    Ok(())
}

/// Ends phases and plays bots until a signal.
///
/// # Errors
/// A sentence that names the unusable setting or the unavailable service.
// One thread: a deadline costs a fraction of a millisecond, and a switch between threads costs more. To use more
// cores, start more workers.
#[tokio::main(flavor = "current_thread")]
pub async fn worker(games: Registry, database_url: Option<String>) -> Result<(), Box<dyn Error>> {
    let (env, rng) = (Env::of_process(), SecureRng::from_os()?);
    start_logs(&Logs::read(&env)?);
    let mut settings = wpp_worker::settings::Settings::read(&env, &rng)?;
    open_files::raise_limit();
    set_database(&mut settings.backends.database_url, database_url);
    log_warnings(&settings.warnings);
    let metrics = telemetry::start_metrics(&[Process::Worker])?;
    let worker = Worker::connect(&settings, games, rng, metrics).await.map_err(|error| -> Box<dyn Error> { error })?;
    worker.run(shutdown::at_signal()).await;
    Ok(())
}

/// Starts the log, and adds panics to it.
pub fn start_logs(logs: &Logs) {
    telemetry::start_logs(logs);
    telemetry::log_panics();
}

/// Replaces the setting by the value of `--database-url`.
pub fn set_database(setting: &mut String, option: Option<String>) {
    if let Some(url) = option {
        *setting = url;
    }
}

/// Logs what the operator should change.
pub fn log_warnings(warnings: &[String]) {
    for warning in warnings {
        tracing::warn!("{warning}");
    }
}
