//! `wpp doctor`: checks the machine and the settings of a server, and states what to do.

mod database;
mod files;
mod media;
mod report;
mod settings;
mod store;

use std::{error::Error, process::ExitCode};

use wpp_runtime::secure_rng::SecureRng;

use self::report::Report;
use crate::party;

/// Runs all checks and prints one line for each. Reads the same environment as `web` and `worker`, or checks the party in this
/// folder, and changes nothing but a key in the store that expires, and an object in the bucket of media. Returns a failure if a process could not run.
///
/// # Errors
/// When a file of a secret cannot be read, or the report cannot be printed.
pub async fn run(database_url: Option<String>) -> Result<ExitCode, Box<dyn Error>> {
    let (env, rng) = (party::environment()?, SecureRng::from_os()?);
    let mut report = Report::default();
    if let Some(mut settings) = settings::check(&mut report, &env, &rng) {
        if let Some(url) = database_url {
            settings.backends.database_url = url;
        }
        files::check(&mut report, &env, &settings);
        store::check(&mut report, &env, &settings.backends.redis).await;
        database::check(&mut report, &settings.backends.database_url).await;
        media::check(&mut report, &settings.packs.media, &settings.backends.database_url).await;
    }
    report.print(&mut std::io::stdout().lock())?;
    Ok(if report.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
