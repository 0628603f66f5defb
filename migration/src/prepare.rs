//! Applies migrations and seeds the built-in packs, one process at a time.

use sea_orm_migration::{
    MigrationStatus, MigratorTrait,
    sea_orm::{
        ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
        TransactionOptions, TransactionTrait,
    },
};
use wpp_entity::schema_version::{self, SchemaError};

use crate::{Migrator, pack, seed};

/// Key of the PostgreSQL advisory lock that serializes migrations.
const LOCK: i64 = 0x0077_7070_5f64_6231;

/// Reasons why [`prepare`] fails.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// A built-in pack file cannot be read.
    #[error("a built-in question pack cannot be read: {0}")]
    Pack(#[from] serde_json::Error),
    /// A newer release has migrated the database.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The database failed. No changes were made.
    #[error("the database cannot be migrated or seeded")]
    Database(#[from] DbErr),
}

/// Applies every pending migration and updates the built-in packs, in one transaction.
///
/// Several processes may call this function at the same time. One applies the changes; the others wait
/// and then find no pending changes.
///
/// # Errors
/// [`PrepareError`]; the database is unchanged. A database that a newer release has migrated is refused.
pub async fn prepare(db: &DatabaseConnection) -> Result<(), PrepareError> {
    let packs = pack::built_in()?;
    schema_version::check(db).await?;
    let transaction = begin_exclusive(db).await?;
    Migrator::up(&transaction, None).await?;
    for pack in &packs {
        seed::write(&transaction, pack).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Reverts the last `steps` migrations, or all of them, and deletes the rows that the older schema cannot hold.
///
/// # Errors
/// When the database fails; the database is unchanged.
pub async fn roll_back(db: &DatabaseConnection, steps: Option<u32>) -> Result<(), DbErr> {
    let transaction = begin_exclusive(db).await?;
    Migrator::down(&transaction, steps).await?;
    transaction.commit().await
}

/// Returns the migrations, oldest first: whether each is applied, and its name. Changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn status(db: &DatabaseConnection) -> Result<Vec<(MigrationStatus, String)>, DbErr> {
    let migrations = Migrator::get_migration_with_status_read_only(db).await?;
    Ok(migrations.iter().map(|migration| (migration.status(), migration.name().to_owned())).collect())
}

/// Begins a transaction that excludes the transactions of other processes in this module.
async fn begin_exclusive(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // SQLite: take the write lock immediately. Two transactions that both read first could not both
    // upgrade to writing.
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = db.begin_with_options(options).await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        // PostgreSQL releases the lock at commit or rollback, or when the connection closes.
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(transaction)
}
