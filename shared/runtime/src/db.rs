//! The SQL database: opening it, reading a consistent view of it, and writing to it.
//!
//! SQLite is one file in WAL mode, so readers never wait for the writer. It allows one writer at a time.
//! Writers of one process queue in [`Writer`], in order of arrival and without holding a connection. A write
//! of another process is awaited up to [`BUSY_TIMEOUT`]. A writing transaction takes the write lock when it
//! begins: SQLite refuses the lock to a transaction that began by reading once another one has written.
//! PostgreSQL needs none of it.

mod bulk;
mod pooler;
mod transaction_depth;

use std::{ops::Deref, path::PathBuf, sync::Arc, time::Duration};

use sea_orm::{
    AccessMode, ConnAcquireErr, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wpp_entity::{sqlite_file, unreachable::Unreachable};

use self::bulk::{BulkTurn, BulkTurns};
pub use self::pooler::check_pooler;

/// Default of `DATABASE_URL`: a file below the working folder.
pub const DEFAULT_URL: &str = "sqlite://var/wpp.db?mode=rwc";

/// How long a writer to SQLite waits for the writes of another process.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// How long a [`WalCheckpointer`] waits for other transactions, while writers wait for it.
const CHECKPOINT_BUSY_TIMEOUT: Duration = Duration::from_millis(100);

/// Maximum number of connections of one process. Packs are read once per game and chat is small, so a few
/// connections serve thousands of players. Several processes stay below PostgreSQL's default of 100.
const MAX_CONNECTIONS: u32 = 12;

/// How long a caller waits for a free connection before the database counts as unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a readiness check waits for its connection.
const PROBE_ACQUIRE_TIMEOUT: Duration = Duration::from_millis(700);

/// A failure to open the database.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder of the SQLite file could not be created.
    #[error("the folder {folder} for the database could not be made", folder = .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Cause reported by the operating system.
        source: std::io::Error,
    },
    /// The database did not answer or refused the connection, or its address is malformed.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// A connection pooler loses prepared statements.
    #[error(
        "The connection pooler in DATABASE_URL loses prepared statements. Use PgBouncer 1.21 or newer with \
         max_prepared_statements above 0, or pool_mode = session."
    )]
    Pooler,
}

/// Opens the database at `url` (`sqlite:…` or `postgres://…`). Creates a SQLite file with its folder,
/// readable by its owner only. Foreign keys are enforced on both databases.
///
/// # Errors
/// [`OpenError`]; no message contains the address, which may contain a password.
pub async fn connect(url: &str) -> Result<DatabaseConnection, OpenError> {
    sqlite_file::prepare(url).map_err(|source| {
        let file = sqlite_file::path(url).unwrap_or_default();
        OpenError::Folder { folder: sqlite_file::folder(&file).unwrap_or(&file).to_owned(), source }
    })?;
    open(url, options(url)).await
}

async fn open(url: &str, options: ConnectOptions) -> Result<DatabaseConnection, OpenError> {
    match Database::connect(options).await {
        Ok(db) => Ok(db),
        Err(error) => Err(Unreachable::explain(url, &error).await.into()),
    }
}

/// Opens the dedicated connection of a readiness check. Connects at the first query, and never creates a file.
pub(crate) async fn connect_probe(url: &str) -> Result<DatabaseConnection, OpenError> {
    let mut options = options(url);
    options.max_connections(1).min_connections(0).connect_lazy(true).acquire_timeout(PROBE_ACQUIRE_TIMEOUT);
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.create_if_missing(false).busy_timeout(CHECKPOINT_BUSY_TIMEOUT));
    // sea-orm asks a new pool of SQLite for its version, within the short limit of a check. The start of a process on a busy
    // machine may need several tries.
    let opening = async {
        loop {
            match Database::connect(options.clone()).await {
                Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)) => {}
                opened => return opened,
            }
        }
    };
    match tokio::time::timeout(ACQUIRE_TIMEOUT, opening).await {
        Ok(Ok(db)) => Ok(db),
        _ => open(url, options).await,
    }
}

/// Begins a transaction that reads the database as of now, whatever others commit meanwhile. End it with
/// `commit`.
///
/// # Errors
/// When the database does not answer.
pub async fn snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // SQLite always reads a snapshot and has no isolation levels.
    let has_levels = db.get_database_backend() == DbBackend::Postgres;
    db.begin_with_options(TransactionOptions {
        isolation_level: has_levels.then_some(IsolationLevel::RepeatableRead),
        access_mode: has_levels.then_some(AccessMode::ReadOnly),
        sqlite_transaction_mode: None,
    })
    .await
}

/// Begins transactions that write, one at a time on SQLite. Every write of a process starts here. Cheap to
/// clone; a process creates one.
#[derive(Debug, Clone)]
pub struct Writer {
    db: DatabaseConnection,
    /// The permit of SQLite's only writer; `None` for PostgreSQL.
    write_permit: Option<Arc<Semaphore>>,
    bulk_turns: BulkTurns,
}

impl Writer {
    /// Returns the writer of a database.
    #[must_use]
    pub fn new(db: DatabaseConnection) -> Self {
        let one_at_a_time = db.get_database_backend() == DbBackend::Sqlite;
        Self { db, write_permit: one_at_a_time.then(|| Arc::new(Semaphore::new(1))), bulk_turns: BulkTurns::default() }
    }

    /// Returns the database, for queries that only read.
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Begins a transaction that may write. Do not await anything slow while it is open.
    ///
    /// # Errors
    /// When the database does not answer, or others have been writing for [`BUSY_TIMEOUT`].
    pub async fn begin(&self) -> Result<WriteTransaction, DbErr> {
        let permit = self.wait().await?;
        let transaction = self.db.begin_with_options(write_options(&self.db)).await?;
        Ok(WriteTransaction { transaction, _permit: permit, _turn: None })
    }

    /// Waits for the turn of a write that is one statement. The statement is a transaction without its round trips.
    ///
    /// # Errors
    /// When others have been writing for [`BUSY_TIMEOUT`].
    pub async fn statement(&self) -> Result<WriteStatement, DbErr> {
        Ok(WriteStatement { db: self.db.clone(), _permit: self.wait().await? })
    }

    async fn wait(&self) -> Result<Option<OwnedSemaphorePermit>, DbErr> {
        let Some(permit) = &self.write_permit else { return Ok(None) };
        let waited = tokio::time::timeout(BUSY_TIMEOUT, permit.clone().acquire_owned()).await;
        // The semaphore is never closed, so only the timeout can fail.
        let permit = waited.ok().and_then(Result::ok).ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        Ok(Some(permit))
    }

    /// Begins one of the many transactions of a long change. Each should end within some ten milliseconds. On SQLite
    /// they leave half of the time to other writers; see `db/bulk.rs`.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub async fn begin_bulk(&self) -> Result<WriteTransaction, DbErr> {
        if self.write_permit.is_none() {
            return self.begin().await;
        }
        let mut turn = self.bulk_turns.wait().await;
        let transaction = self.begin().await?;
        turn.restart();
        Ok(WriteTransaction { _turn: Some(turn), ..transaction })
    }
}

/// An open transaction that may write. Dropping it without [`commit`](Self::commit) changes nothing.
#[derive(Debug)]
pub struct WriteTransaction {
    transaction: DatabaseTransaction,
    _permit: Option<OwnedSemaphorePermit>,
    _turn: Option<BulkTurn>,
}

impl WriteTransaction {
    /// Commits all changes.
    ///
    /// # Errors
    /// When the database fails; no change is committed then.
    pub async fn commit(self) -> Result<(), DbErr> {
        self.transaction.commit().await
    }
}

impl Deref for WriteTransaction {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}

/// The turn to write one statement.
#[derive(Debug)]
pub struct WriteStatement {
    db: DatabaseConnection,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Deref for WriteStatement {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.db
    }
}

/// Truncates SQLite's write-ahead log, so that deleted data soon leaves every file. PostgreSQL needs no such
/// work.
#[derive(Debug, Clone)]
pub struct WalCheckpointer {
    /// `None` for PostgreSQL.
    db: Option<DatabaseConnection>,
}

impl WalCheckpointer {
    /// Connects to the database at `url` with a dedicated connection that barely waits for others.
    ///
    /// # Errors
    /// As [`connect`].
    pub async fn connect(url: &str) -> Result<Self, OpenError> {
        if !url.starts_with("sqlite:") {
            return Ok(Self { db: None });
        }
        let mut options = options(url);
        options.max_connections(1).min_connections(0);
        options.map_sqlx_sqlite_opts(|sqlite| sqlite.busy_timeout(CHECKPOINT_BUSY_TIMEOUT));
        Ok(Self { db: Some(open(url, options).await?) })
    }

    /// Copies the log into the database file and truncates it. Does nothing while other transactions use it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn checkpoint(&self) -> Result<(), DbErr> {
        let Some(db) = &self.db else { return Ok(()) };
        // Truncating blocks writers. A log that grew during a long read is first copied without blocking them.
        db.execute_unprepared("PRAGMA wal_checkpoint(PASSIVE)").await?;
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.map(drop)
    }
}

/// Returns the options of a transaction that writes. SQLite takes the write lock at once, or the transaction
/// could not wait for it later.
fn write_options(db: &DatabaseConnection) -> TransactionOptions {
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    TransactionOptions {
        sqlite_transaction_mode: is_sqlite.then_some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
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
            // Overwrites deleted data, which would otherwise stay in the file until the page is reused.
            .pragma("secure_delete", "ON")
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode a power failure may lose the last commits but never corrupts the file.
            .synchronous(SqliteSynchronous::Normal)
    });
    if url.starts_with("sqlite:") {
        // A file needs no test that it is still reachable. The test takes two changes of threads.
        options.test_before_acquire(false);
        if url.contains(":memory:") {
            // Every connection to memory is a separate database, which disappears when the connection closes.
            options.max_connections(1).idle_timeout(None).max_lifetime(None);
        }
    }
    transaction_depth::close_unfinished(&mut options);
    options
}
