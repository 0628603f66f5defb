//! The commands of operators, which work on the server's database and store.

use std::{error::Error, process::ExitCode};

use clap::Subcommand;
use wpp_runtime::{
    config::{self, ConfigError, Env},
    db,
    telemetry::Chain,
};

use crate::{account, admin_link, backup, doctor, import, migrate};

/// A command of the operator.
#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Applies pending migrations and updates the built-in packs. Can be repeated.
    Migrate(migrate::Migrate),
    /// Checks settings, Redis, database, clock, file rights and open files, and states what to do.
    ///
    /// Reads the same environment as the processes. Ends with an error if a process could not run.
    Doctor,
    /// Copies secret, live sessions and database into a folder, while the server runs.
    Backup(backup::Backup),
    /// Restores a backup into an empty Redis and an empty database, before the server starts.
    ///
    /// Without `REDIS_URL` and `TOKEN_SECRET`, restores for a `wpp` without a command: into `var/` of this folder.
    Restore(backup::Restore),
    /// Prints a link to the page /admin, which works once within an hour.
    ///
    /// Reads `REDIS_URL` and `PUBLIC_URL` like the processes; in the folder of a running `wpp` without a command, nothing has to be
    /// set. The person who opens the link can manage the server.
    AdminLink(admin_link::AdminLink),
    /// Resets a password, creates an account, or lets an account manage the server.
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Imports questions from a file.
    #[command(subcommand)]
    Packs(PacksCommand),
}

/// Pack commands.
#[derive(Debug, Subcommand)]
pub enum PacksCommand {
    /// Imports a file of questions as a new pack or into an existing one.
    Import(import::Import),
}

/// Runs a command to its end, with its log on the standard error output.
#[tokio::main(flavor = "current_thread")]
pub async fn run(command: OperatorCommand, database_url: Option<String>) -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    match execute(command, database_url).await {
        Ok(code) => code,
        Err(error) => {
            tracing::error!(error = %Chain::of(&*error), "no changes were made");
            ExitCode::FAILURE
        }
    }
}

async fn execute(command: OperatorCommand, database_url: Option<String>) -> Result<ExitCode, Box<dyn Error>> {
    match command {
        OperatorCommand::Doctor => return doctor::run(database_url).await,
        OperatorCommand::AdminLink(link) => link.run().await?,
        OperatorCommand::Backup(backup) => backup.run(&url(database_url)?).await?,
        OperatorCommand::Restore(restore) => restore.run(&url(database_url)?).await?,
        OperatorCommand::Migrate(migrate) => migrate.run(&url(database_url)?).await?,
        OperatorCommand::Account(command) => {
            let db = db::connect(&url(database_url)?).await?;
            account::run(&db, command).await?;
            db.close().await?;
        }
        OperatorCommand::Packs(PacksCommand::Import(import)) => {
            let url = url(database_url)?;
            let db = db::connect(&url).await?;
            import.run(&db, &url).await?;
            db.close().await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the address of the database: the one of the command line, or the one of the settings.
fn url(given: Option<String>) -> Result<String, ConfigError> {
    given.map_or_else(|| config::database_url(&Env::of_process()), Ok)
}
