//! `wpp`: checks a server, and manages accounts and question packs from the command line.

mod account;
mod backup;
mod doctor;
mod import;
mod sqlite;

use std::{error::Error, process::ExitCode};

use clap::{Parser, Subcommand};
use wpp_runtime::{
    config::{self, Env},
    db,
    telemetry::Chain,
};

/// Checks a Weirsøe Party Protocol server, and manages its accounts and question packs.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// The database. Default: `DATABASE_URL`, then the content of the file `DATABASE_URL_FILE`, then a SQLite file in
    /// `var/`.
    #[arg(long, global = true)]
    database_url: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks settings, Redis, database, clock, file rights and open files, and states what to do.
    ///
    /// Reads the same environment as the processes. Ends with an error if a process could not run.
    Doctor,
    /// Copies secret, live sessions and database into a folder, while the server runs.
    Backup(backup::Backup),
    /// Restores a backup into an empty Redis and an empty database, before the server starts.
    Restore(backup::Restore),
    /// Resets a password or creates an account.
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Imports questions from a file.
    #[command(subcommand)]
    Packs(PacksCommand),
}

#[derive(Debug, Subcommand)]
enum PacksCommand {
    /// Imports a file of questions as a new pack or into an existing one.
    Import(import::Import),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    match run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            tracing::error!(error = %Chain::of(&*error), "no changes were made");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Box<dyn Error>> {
    if matches!(cli.command, Command::Doctor) {
        return doctor::run(cli.database_url).await;
    }
    let url = match cli.database_url {
        Some(url) => url,
        None => config::database_url(&Env::of_process())?,
    };
    match cli.command {
        Command::Doctor => {}
        Command::Backup(backup) => backup.run(&url).await?,
        Command::Restore(restore) => restore.run(&url).await?,
        Command::Account(command) => {
            let db = db::connect(&url).await?;
            account::run(&db, command).await?;
            db.close().await?;
        }
        Command::Packs(PacksCommand::Import(import)) => {
            let db = db::connect(&url).await?;
            import.run(&db).await?;
            db.close().await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
