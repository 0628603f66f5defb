//! The migrations that this program knows, compared with those of a database.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, Statement,
    sea_query::{Order, Query},
};

/// The table in which the migrations record themselves.
const TABLE: &str = "seaql_migrations";

/// The migrations of this version, oldest first. A test of the crate `wpp-migration` compares the list with its migrations.
pub const MIGRATIONS: &[&str] = &[
    "m0001_question_packs",
    "m0002_accounts",
    "m0003_presets",
    "m0004_packs_of_people",
    "m0005_chat",
    "m0006_fib_presets",
    "m0007_air_guitar_presets",
    "m0008_quiz_presets",
    "m0009_lounge_presets",
    "m0010_changes_of_packs",
    "m0011_last_word_presets",
    "m0013_question_kinds",
    "m0014_quiz_teams_and_seats",
    "m0015_operators",
    "m0016_sketch_presets",
    "m0017_chat_numbers",
    "m0018_extra_time",
    "m0019_prompts",
    "m0020_last_word_presets",
    "m0021_media",
    "m0022_sketch_presets",
    "m0023_word_lists_and_pairs",
    "m0024_pictures",
    "m0025_quiz_presets",
];

/// Why a program cannot use a schema.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// A newer release has migrated the database.
    #[error(
        "the database is newer than this program: it has the migration{} {}, which this program does not know; \
         start a newer release, or first revert the migration with `migration down` of the newer release",
        if .unknown.len() == 1 { "" } else { "s" }, .unknown.join(", ")
    )]
    Newer {
        /// Applied migrations that this program does not contain.
        unknown: Vec<String>,
    },
    /// The database failed.
    #[error("the schema of the database cannot be read")]
    Database(#[from] DbErr),
}

/// Refuses a schema with unknown migrations, because this program cannot write their columns correctly. Returns the
/// migrations that the database lacks.
///
/// # Errors
/// [`SchemaError`].
pub async fn check(db: &DatabaseConnection) -> Result<Vec<&'static str>, SchemaError> {
    let applied = applied(db).await?;
    let unknown: Vec<String> = applied.iter().filter(|name| !MIGRATIONS.contains(&name.as_str())).cloned().collect();
    if !unknown.is_empty() {
        return Err(SchemaError::Newer { unknown });
    }
    Ok(MIGRATIONS.iter().copied().filter(|name| !applied.iter().any(|applied| applied == name)).collect())
}

/// Returns the names of the applied migrations, oldest first.
async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let backend = db.get_database_backend();
    let exists = match backend {
        sea_orm::DbBackend::Sqlite => "SELECT COUNT(*) > 0 FROM sqlite_master WHERE name = 'seaql_migrations'",
        _ => "SELECT to_regclass('seaql_migrations') IS NOT NULL",
    };
    let found = db.query_one_raw(Statement::from_string(backend, exists)).await?;
    if !found.map_or(Ok(false), |row| row.try_get_by_index::<bool>(0))? {
        return Ok(Vec::new());
    }
    let names = Query::select().column("version").from(TABLE).order_by("version", Order::Asc).to_owned();
    db.query_all(&names).await?.iter().map(|row| row.try_get("", "version")).collect()
}
