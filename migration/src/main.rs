//! `migration`: applies and reverts schema migrations, and updates the built-in question packs.

use std::{error::Error, io::Write, process::ExitCode};

use clap::{Parser, Subcommand};
use sea_orm_migration::MigratorTrait;
use wpp_migration::{
    Migrator,
    connect::{DEFAULT_URL, connect},
    prepare, roll_back,
};

/// Updates or reverts the database schema and the built-in question packs.
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
    /// Applies pending migrations and updates the built-in packs. Can be repeated.
    Up,
    /// Same as `up`.
    Seed,
    /// Reverts the last migration and deletes the rows that the older schema cannot hold.
    Down {
        /// Number of migrations to revert.
        #[arg(default_value_t = 1)]
        steps: u32,
    },
    /// Reverts every migration and applies them again. All rows are deleted.
    Fresh,
    /// Lists the migrations and whether they are applied. Changes nothing.
    Status,
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
    let url = cli.database_url.or_else(from_env).unwrap_or_else(|| DEFAULT_URL.to_owned());
    let db = connect(&url).await?;
    match cli.command {
        Command::Up | Command::Seed => prepare(&db).await?,
        Command::Down { steps } => roll_back(&db, Some(steps)).await?,
        Command::Fresh => {
            roll_back(&db, None).await?;
            prepare(&db).await?;
        }
        Command::Status => {
            let mut out = std::io::stdout().lock();
            for migration in Migrator::get_migration_with_status_read_only(&db).await? {
                writeln!(out, "{:<8} {}", migration.status(), migration.name())?;
            }
        }
    }
    db.close().await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the command reads its environment here and nowhere else")]
fn from_env() -> Option<String> {
    std::env::var("DATABASE_URL").ok().filter(|url| !url.trim().is_empty())
}
