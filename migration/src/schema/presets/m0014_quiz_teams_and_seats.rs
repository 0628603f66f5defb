//! Teams in presets of `quiz`, and seats for a hall: the columns `teams`, `team_count` and `team_play` of
//! `quiz_preset`; the bounds of `min_players` and `max_players`.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [(&str, &str); 3] = [
    ("teams", "TEXT NOT NULL DEFAULT 'off' CHECK (teams IN ('off', 'chosen', 'drawn'))"),
    ("team_count", "INTEGER NOT NULL DEFAULT 2 CHECK (team_count BETWEEN 2 AND 8)"),
    ("team_play", "TEXT NOT NULL DEFAULT 'average' CHECK (team_play IN ('average', 'one_phone'))"),
];

/// Columns that count players, with their defaults.
const SEATS: [(&str, i32); 2] = [("min_players", 2), ("max_players", 40)];
const MOST_SEATS: i32 = 500;
const OLDER_MOST_SEATS: i32 = 200;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (column, definition) in COLUMNS {
            db.execute_unprepared(&format!("ALTER TABLE quiz_preset ADD COLUMN {column} {definition}")).await?;
        }
        bound_seats(db, MOST_SEATS).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (column, _) in COLUMNS {
            db.execute_unprepared(&format!("ALTER TABLE quiz_preset DROP COLUMN {column}")).await?;
        }
        bound_seats(db, OLDER_MOST_SEATS).await
    }
}

/// Replaces the columns that count players by columns with the upper bound `most`. A higher number becomes `most`.
///
/// SQLite cannot change the check of a column, so that each column is copied.
async fn bound_seats<C: ConnectionTrait>(db: &C, most: i32) -> Result<(), DbErr> {
    for (column, default) in SEATS {
        let copy = format!("{column}_to_{most}");
        let definition = format!("INTEGER NOT NULL DEFAULT {default} CHECK ({copy} BETWEEN 2 AND {most})");
        let value = format!("CASE WHEN {column} > {most} THEN {most} ELSE {column} END");
        for statement in [
            format!("ALTER TABLE quiz_preset ADD COLUMN {copy} {definition}"),
            format!("UPDATE quiz_preset SET {copy} = {value}"),
            format!("ALTER TABLE quiz_preset DROP COLUMN {column}"),
            format!("ALTER TABLE quiz_preset RENAME COLUMN {copy} TO {column}"),
        ] {
            db.execute_unprepared(&statement).await?;
        }
    }
    Ok(())
}
