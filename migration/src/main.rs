//! `migration`: applies and reverts schema migrations, and updates the built-in question packs.

use std::{error::Error, io::Write, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use sea_orm_migration::MigratorTrait;
use wpp_migration::{
    Migrator,
    connect::{DEFAULT_URL, connect},
    prepare, roll_back,
};

/// Updates or reverts the database schema and the built-in question packs.
#[derive(Debug, Parser)]
#[command(name = "migration", version)]
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
    /// Applies pending migrations and updates the built-in packs. Can be repeated.
    Up,
    /// Same as `up`.
    Seed,
    /// Reverts the last migration and deletes the rows that the older schema cannot hold. More than one step needs
    /// `--yes`.
    Down {
        /// Number of migrations to revert.
        #[arg(default_value_t = 1)]
        steps: u32,
        #[command(flatten)]
        confirmation: Confirmation,
    },
    /// Reverts every migration and applies them again. All rows are deleted. Needs `--yes`.
    Fresh {
        #[command(flatten)]
        confirmation: Confirmation,
    },
    /// Lists the migrations and whether they are applied. Changes nothing.
    Status,
}

/// The consent to lose rows.
#[derive(Debug, Args)]
struct Confirmation {
    /// Confirms that rows are deleted.
    #[arg(long)]
    yes: bool,
}

impl Command {
    /// Checks that the operator confirms a command that deletes rows of several migrations.
    fn check_confirmed(&self) -> Result<(), String> {
        let action = match self {
            Self::Down { steps: 2.., confirmation: Confirmation { yes: false } } => "reverting several migrations",
            Self::Fresh { confirmation: Confirmation { yes: false } } => "reverting every migration",
            _ => return Ok(()),
        };
        Err(format!("{action} deletes rows for good; back up the database, then repeat the command with --yes"))
    }
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
    let url = match cli.database_url {
        Some(url) => url,
        None => from_env()?.unwrap_or_else(|| DEFAULT_URL.to_owned()),
    };
    cli.command.check_confirmed()?;
    let db = connect(&url).await?;
    match cli.command {
        Command::Up | Command::Seed => prepare(&db).await?,
        Command::Down { steps, .. } => roll_back(&db, Some(steps)).await?,
        Command::Fresh { .. } => {
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

/// Returns `DATABASE_URL`, or the content of the file `DATABASE_URL_FILE`.
fn from_env() -> Result<Option<String>, String> {
    #[expect(clippy::disallowed_methods, reason = "the command reads its environment here and nowhere else")]
    let variable = |name| std::env::var(name).ok().filter(|value: &String| !value.trim().is_empty());
    match (variable("DATABASE_URL"), variable("DATABASE_URL_FILE")) {
        (Some(_), Some(_)) => Err("DATABASE_URL and DATABASE_URL_FILE are both set; remove one of them".to_owned()),
        (url, None) => Ok(url),
        (None, Some(file)) => {
            let content = std::fs::read_to_string(&file)
                .map_err(|error| format!("DATABASE_URL_FILE={file:?} cannot be read: {error}"))?;
            Ok(Some(content.trim().to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(arguments: &[&str]) -> bool {
        let cli = Cli::try_parse_from(["migration"].iter().chain(arguments)).unwrap();
        cli.command.check_confirmed().is_err()
    }

    #[test]
    fn losing_much_needs_a_confirmation() {
        assert!(refused(&["fresh"]) && refused(&["down", "2"]));
        for allowed in
            [&["fresh", "--yes"][..], &["down", "2", "--yes"], &["down"], &["down", "1"], &["up"], &["status"]]
        {
            assert!(!refused(allowed), "{allowed:?}");
        }
    }
}
