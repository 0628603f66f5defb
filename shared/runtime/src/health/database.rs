//! The check of the database.

use std::path::{Path, PathBuf};

use rustix::{
    fs::{Access, access},
    io::Errno,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use wpp_entity::sqlite_file;

use crate::db::{self, OpenError};

/// The reason when no answer arrives.
pub(super) const SILENT: &str = "the database does not answer";

/// The reason when only reads succeed.
const READ_ONLY: &str = "the database is read-only";

/// Returns a row with `true` if PostgreSQL accepts only reads.
const IS_READ_ONLY: &str = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS read_only";

/// Checks a database over dedicated connections. A pool that is busy with requests does not delay the check.
#[derive(Debug, Clone)]
pub(super) struct DatabaseProbe {
    db: DatabaseConnection,
    /// The file of a SQLite database.
    file: Option<PathBuf>,
}

impl DatabaseProbe {
    /// Returns the probe of the database at `url`. It connects at the first check.
    pub(super) async fn new(url: &str) -> Result<Self, OpenError> {
        Ok(Self { db: db::connect_probe(url).await?, file: sqlite_file::path(url) })
    }

    /// Checks that the database answers and takes writes.
    ///
    /// # Errors
    /// The reason why it does not.
    pub(super) async fn check(&self) -> Result<(), &'static str> {
        match &self.file {
            Some(file) => self.check_sqlite(file).await,
            None if self.is_sqlite() => self.query("SELECT 1").await.map(drop).map_err(|_| SILENT),
            None => match self.query(IS_READ_ONLY).await {
                Ok(true) => Err(READ_ONLY),
                Ok(false) => Ok(()),
                Err(_) => Err(SILENT),
            },
        }
    }

    /// Checks the permissions of the file instead of writing: a write would wait for the lock of other writers.
    async fn check_sqlite(&self, file: &Path) -> Result<(), &'static str> {
        match access(file, Access::READ_OK | Access::WRITE_OK) {
            Ok(()) => {}
            Err(Errno::ROFS | Errno::ACCESS) => return Err(READ_ONLY),
            Err(Errno::NOENT) => return Err("the database file is missing"),
            Err(_) => return Err("the database file is not accessible"),
        }
        self.query("SELECT COUNT(*) < 0 AS read_only FROM sqlite_master").await.map(drop).map_err(|_| SILENT)
    }

    async fn query(&self, sql: &str) -> Result<bool, DbErr> {
        let row = self.db.query_one_raw(Statement::from_string(self.db.get_database_backend(), sql)).await?;
        row.map_or(Ok(false), |row| row.try_get_by_index(0))
    }

    fn is_sqlite(&self) -> bool {
        self.db.get_database_backend() == sea_orm::DbBackend::Sqlite
    }
}
