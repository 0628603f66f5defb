//! Opens the database for the `migration` executable.
//!
//! The runtime has its own connection code. This copy keeps the crate independent of the runtime.

use std::time::Duration;

use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseConnection, sqlx::sqlite::SqliteJournalMode};
use wpp_entity::{sqlite_file, unreachable::Unreachable};

/// Database used without `--database-url` and `DATABASE_URL`: a SQLite file in the working directory.
pub const DEFAULT_URL: &str = "sqlite://var/wpp.db?mode=rwc";

/// How long a statement waits for another process that writes to the SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Reasons why the database cannot be opened. The messages omit the URL, which may contain a password.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The directory of the SQLite file cannot be created.
    #[error("the directory of the SQLite file cannot be created: {0}")]
    Directory(#[from] std::io::Error),
    /// The database cannot be opened.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
}

/// Opens the database at `url` (`sqlite:…` or `postgres://…`). Creates a SQLite file with its directory, readable by its
/// owner only.
///
/// # Errors
/// [`ConnectError`].
pub async fn connect(url: &str) -> Result<DatabaseConnection, ConnectError> {
    sqlite_file::prepare(url)?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        // The same pragmas as the runtime: `secure_delete` overwrites deleted rows.
        let sqlite = sqlite.foreign_keys(true).busy_timeout(BUSY_TIMEOUT).pragma("secure_delete", "ON");
        sqlite.journal_mode(SqliteJournalMode::Wal)
    });
    match Database::connect(options).await {
        Ok(db) => Ok(db),
        Err(error) => Err(Unreachable::explain(url, &error).await.into()),
    }
}
