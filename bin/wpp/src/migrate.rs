//! `wpp migrate`: applies, reverts and lists schema migrations, and updates the built-in question packs.

use std::{error::Error, io::Write};

use clap::{Args, Subcommand};
use wpp_migration::{prepare, roll_back, status};
use wpp_runtime::db;

/// Arguments of `wpp migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Default: `up`.
    #[command(subcommand)]
    command: Option<MigrateCommand>,
}

#[derive(Debug, Subcommand)]
enum MigrateCommand {
    /// Applies pending migrations and updates the built-in packs. Can be repeated.
    Up,
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

impl MigrateCommand {
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

impl Migrate {
    /// Runs the command on the database at `url`.
    ///
    /// # Errors
    /// When a confirmation is missing or the database fails; no changes are made.
    pub async fn run(self, url: &str) -> Result<(), Box<dyn Error>> {
        let command = self.command.unwrap_or(MigrateCommand::Up);
        command.check_confirmed()?;
        let db = db::connect(url).await?;
        match command {
            MigrateCommand::Up => prepare(&db).await?,
            MigrateCommand::Down { steps, .. } => roll_back(&db, Some(steps)).await?,
            MigrateCommand::Fresh { .. } => {
                roll_back(&db, None).await?;
                prepare(&db).await?;
            }
            MigrateCommand::Status => {
                let mut out = std::io::stdout().lock();
                for (status, name) in status(&db).await? {
                    writeln!(out, "{status:<8} {name}")?;
                }
            }
        }
        db.close().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(flatten)]
        migrate: Migrate,
    }

    fn refused(arguments: &[&str]) -> bool {
        let cli = Cli::try_parse_from(["migrate"].iter().chain(arguments)).unwrap();
        cli.migrate.command.is_some_and(|command| command.check_confirmed().is_err())
    }

    #[test]
    fn losing_much_needs_a_confirmation() {
        assert!(refused(&["fresh"]) && refused(&["down", "2"]));
        let allowed =
            [&["fresh", "--yes"][..], &["down", "2", "--yes"], &["down"], &["down", "1"], &["up"], &["status"], &[]];
        for arguments in allowed {
            assert!(!refused(arguments), "{arguments:?}");
        }
    }
}
