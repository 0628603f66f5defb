//! `wpp`: manages accounts and question packs from the command line.

mod account;
mod import;

use std::{error::Error, process::ExitCode};

use clap::{Parser, Subcommand};
use wpp_runtime::db;

/// Manages the accounts and question packs of a Weirsøe Party Protocol server.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// The database. Default: `DATABASE_URL`, then a SQLite file in `var/`.
    #[arg(long, global = true)]
    database_url: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
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
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = &*error, "no changes were made");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    let url = cli.database_url.or_else(from_env).unwrap_or_else(|| db::DEFAULT_URL.to_owned());
    let db = db::connect(&url).await?;
    match cli.command {
        Command::Account(command) => account::run(&db, command).await?,
        Command::Packs(PacksCommand::Import(import)) => import.run(&db).await?,
    }
    db.close().await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the command reads its environment here and nowhere else")]
fn from_env() -> Option<String> {
    std::env::var("DATABASE_URL").ok().filter(|url| !url.trim().is_empty())
}
