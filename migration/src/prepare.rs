//! Migrating and seeding, one process at a time.

use sea_orm_migration::{
    MigratorTrait, SchemaManager,
    sea_orm::{
        ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
        TransactionOptions, TransactionTrait,
    },
    sea_query::{Order, Query},
};

use crate::{
    Migrator,
    pack::{self, PackError},
    seed,
};

/// What PostgreSQL's advisory lock is called; only this platform's own processes ask for it.
const LOCK: i64 = 0x0077_7070_5f64_6231;

/// The database could not be made ready.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// A built-in pack is not fit to be played.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The database was changed by a newer edition of the platform, which this one cannot know.
    #[error(
        "the database is newer than this program: it has the migration{} {}, which this program does not know; \
         start a newer program, or take the migration back with the newer `migration down` first",
        if .unknown.len() == 1 { "" } else { "s" }, .unknown.join(", ")
    )]
    Newer {
        /// The migrations it has that this program does not.
        unknown: Vec<String>,
    },
    /// The database failed; nothing was changed.
    #[error("the database cannot be migrated or seeded")]
    Database(#[from] DbErr),
}

/// Applies every pending migration and writes the packs that come with the platform.
///
/// It is all or nothing, and any number of processes may call it at once: one works, the others
/// wait and find nothing left to do.
///
/// # Errors
/// [`PrepareError`]; the database is then as it was. One that a newer edition has changed is refused.
pub async fn prepare(db: &DatabaseConnection) -> Result<(), PrepareError> {
    let packs = pack::built_in()?;
    refuse_a_newer_schema(db).await?;
    let turn = take_turn(db).await?;
    Migrator::up(&turn, None).await?;
    for pack in &packs {
        seed::write(&turn, pack).await?;
    }
    turn.commit().await?;
    Ok(())
}

/// Takes back the last `steps` migrations, or all of them, with the rows they held.
///
/// # Errors
/// When the database fails; it is then as it was.
pub async fn roll_back(db: &DatabaseConnection, steps: Option<u32>) -> Result<(), DbErr> {
    let turn = take_turn(db).await?;
    Migrator::down(&turn, steps).await?;
    turn.commit().await
}

/// Whoever does not know what a column means must not write to it, nor leave it out.
async fn refuse_a_newer_schema(db: &DatabaseConnection) -> Result<(), PrepareError> {
    let table = "seaql_migrations";
    if !SchemaManager::new(db).has_table(table).await? {
        return Ok(());
    }
    let applied = db.query_all(Query::select().column("version").from(table).order_by("version", Order::Asc)).await?;
    let known = Migrator::migrations();
    let mut unknown = Vec::new();
    for row in applied {
        let version: String = row.try_get("", "version")?;
        if known.iter().all(|migration| migration.name() != version) {
            unknown.push(version);
        }
    }
    if unknown.is_empty() { Ok(()) } else { Err(PrepareError::Newer { unknown }) }
}

/// A transaction that no other process's [`prepare`] runs beside.
async fn take_turn(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // SQLite: the right to write is taken at once. Taken later, after a read, two processes could
    // each hold what the other waits for.
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = db.begin_with_options(options).await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        // Released by the commit or rollback, and by PostgreSQL itself should this process die.
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(transaction)
}
