//! `migration`: applies and reverts schema migrations, and writes the built-in question packs.

use std::{error::Error, io::Write, process::ExitCode};

use clap::{Parser, Subcommand};
use sea_orm_migration::MigratorTrait;
use wpp_migration::{Migrator, prepare, roll_back};
use wpp_runtime::db;

/// Brings the database's schema and its built-in question packs up to date, or back.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// The database; else `DATABASE_URL`, else a SQLite file in `var/`.
    #[arg(long, global = true)]
    database_url: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Applies what is pending and writes the built-in packs; does nothing twice.
    Up,
    /// The same as `up`, by the name people look for.
    Seed,
    /// Takes back the last migration, with the rows it held.
    Down {
        /// How many migrations to take back.
        #[arg(default_value_t = 1)]
        steps: u32,
    },
    /// Takes back every migration and applies them anew: all rows are lost.
    Fresh,
    /// Lists the migrations and whether they are applied; changes nothing.
    Status,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = &*error, "nothing was changed");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    let url = cli.database_url.or_else(from_env).unwrap_or_else(|| db::DEFAULT_URL.to_owned());
    let db = db::connect(&url).await?;
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

#[expect(clippy::disallowed_methods, reason = "this is the tool's seam to its environment")]
fn from_env() -> Option<String> {
    std::env::var("DATABASE_URL").ok().filter(|url| !url.trim().is_empty())
}
