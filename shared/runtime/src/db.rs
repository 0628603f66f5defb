//! The SQL database: how it is opened and how it is read in one piece.
//!
//! SQLite is one file in WAL mode, so that readers never wait for the writer. It has one writer at a
//! time: within a process they queue in [`Writer`], in the order in which they came and without
//! holding a connection; another process's writer is waited for up to [`BUSY_TIMEOUT`]. A transaction
//! that writes takes the right to write when it begins: one that began by reading could not get it
//! any more once somebody else has written, and would be told that the database is locked.
//! PostgreSQL is used by its address alone.

mod transaction_depth;

use std::{ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use sea_orm::{
    AccessMode, ConnAcquireErr, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config;

/// Where the database is unless `DATABASE_URL` says otherwise: a file under the working folder.
pub const DEFAULT_URL: &str = "sqlite://var/wpp.db?mode=rwc";

/// How long a writer to SQLite waits for another process's write to end.
/// A large file is imported in a few seconds.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// How long [`Upkeep`] waits for others, while writers wait for it.
const TIDY_PATIENCE: Duration = Duration::from_millis(100);

/// Connections one process holds at most: packs are read once a game and chat is small, so that a
/// few serve thousands of players, and several processes fit into PostgreSQL's default of 100.
const MAX_CONNECTIONS: u32 = 12;

/// How long a caller waits for a free connection before it is told that the database is not there.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder of the SQLite file could not be made.
    #[error("the folder {folder} for the database could not be made", folder = .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The address does not read as one. It may hold a password and is not repeated.
    #[error(
        "DATABASE_URL does not read as an address; write sqlite://<file>?mode=rwc or postgres://<user>@<host>/<name>"
    )]
    Address,
    /// The database did not answer or refused.
    #[error("the database cannot be opened")]
    Refused(#[source] DbErr),
}

/// Opens the database at `url` (`sqlite:…` or `postgres://…`) and makes the folder of a SQLite
/// file if it is missing. Foreign keys are enforced on both.
///
/// # Errors
/// [`OpenError`]; none of its messages holds the address, which may hold a password.
pub async fn connect(url: &str) -> Result<DatabaseConnection, OpenError> {
    if let Some(folder) = config::sqlite_folder(url) {
        std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder { folder: folder.to_owned(), source })?;
    }
    Database::connect(options(url)).await.map_err(|cause| {
        let repeats_the_address = cause.to_string().contains(url);
        if repeats_the_address { OpenError::Address } else { OpenError::Refused(cause) }
    })
}

/// Begins a transaction that only reads and sees the database as it is now, whatever others
/// commit meanwhile. End it with `commit`.
///
/// # Errors
/// When the database does not answer.
pub async fn snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // SQLite reads that way anyway and knows no levels.
    let levels = db.get_database_backend() == DbBackend::Postgres;
    db.begin_with_options(TransactionOptions {
        isolation_level: levels.then_some(IsolationLevel::RepeatableRead),
        access_mode: levels.then_some(AccessMode::ReadOnly),
        sqlite_transaction_mode: None,
    })
    .await
}

/// How a transaction that will write is begun: SQLite is told at once, or it could not wait for its
/// turn.
fn to_write(db: &DatabaseConnection) -> TransactionOptions {
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    TransactionOptions {
        sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    }
}

/// Where everything that writes begins, were it a single row: who writes past it takes no turn, and holds
/// a connection while it waits. Cheap to clone; one a process.
#[derive(Debug, Clone)]
pub struct Writer {
    db: DatabaseConnection,
    /// SQLite's one writer at a time; PostgreSQL needs no such thing.
    turn: Option<Arc<Semaphore>>,
}

impl Writer {
    /// The writer of a database.
    #[must_use]
    pub fn new(db: DatabaseConnection) -> Self {
        let one_at_a_time = db.get_database_backend() == DbBackend::Sqlite;
        Self { db, turn: one_at_a_time.then(|| Arc::new(Semaphore::new(1))) }
    }

    /// Begins a transaction that may write. Nothing slow may be awaited while it is open.
    ///
    /// # Errors
    /// When the database does not answer, or others have been writing for [`BUSY_TIMEOUT`].
    pub async fn begin(&self) -> Result<Writing, DbErr> {
        let turn = match &self.turn {
            None => None,
            Some(turn) => {
                let waited = tokio::time::timeout(BUSY_TIMEOUT, turn.clone().acquire_owned()).await;
                // It is never closed, so all that can fail is the wait.
                Some(waited.ok().and_then(Result::ok).ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?)
            }
        };
        Ok(Writing { transaction: self.db.begin_with_options(to_write(&self.db)).await?, _turn: turn })
    }
}

/// An open transaction that may write. Dropped without [`commit`](Self::commit), it changed nothing.
#[derive(Debug)]
pub struct Writing {
    transaction: DatabaseTransaction,
    _turn: Option<OwnedSemaphorePermit>,
}

impl Writing {
    /// Makes all of it so.
    ///
    /// # Errors
    /// When the database fails; then none of it is.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }
}

impl Deref for Writing {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

/// Keeps a SQLite file's journal short: what was deleted is soon in no file any more. PostgreSQL does
/// without.
#[derive(Debug, Clone)]
pub struct Upkeep(Option<DatabaseConnection>);

impl Upkeep {
    /// Looks after the database at `url`, over a connection of its own that waits for nobody.
    ///
    /// # Errors
    /// As [`connect`].
    pub async fn connect(url: &str) -> Result<Self, OpenError> {
        if !url.starts_with("sqlite:") {
            return Ok(Self(None));
        }
        let mut options = options(url);
        options.max_connections(1).min_connections(0);
        options.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(TIDY_PATIENCE));
        Ok(Self(Some(Database::connect(options).await.map_err(OpenError::Refused)?)))
    }

    /// Moves the journal's content into the file and empties it, unless somebody is in the way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self) -> Result<(), DbErr> {
        let Some(db) = &self.0 else { return Ok(()) };
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.map(drop)
    }
}

/// Returns the options of [`connect`], for a pool with another number of connections.
#[must_use]
pub fn connect_options(url: &str) -> ConnectOptions {
    options(url)
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(MAX_CONNECTIONS).acquire_timeout(ACQUIRE_TIMEOUT).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            // What is deleted is written over: else it could be read in the file until the page is used again.
            .pragma("secure_delete", "ON")
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode a power cut may cost the last commits but never the file.
            .synchronous(SqliteSynchronous::Normal)
    });
    if url.starts_with("sqlite:") && url.contains(":memory:") {
        // Every connection to memory is a database of its own, gone when it closes.
        options.max_connections(1).idle_timeout(None).max_lifetime(None);
    }
    transaction_depth::close_unfinished(&mut options);
    options
}
