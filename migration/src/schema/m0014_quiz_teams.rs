//! Teams in presets of `quiz`: the columns `teams`, `team_count` and `team_play` of `quiz_preset`.

use sea_orm_migration::prelude::*;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [(&str, &str); 3] = [
    ("teams", "TEXT NOT NULL DEFAULT 'off' CHECK (teams IN ('off', 'chosen', 'drawn'))"),
    ("team_count", "INTEGER NOT NULL DEFAULT 2 CHECK (team_count BETWEEN 2 AND 8)"),
    ("team_play", "TEXT NOT NULL DEFAULT 'average' CHECK (team_play IN ('average', 'one_phone'))"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (column, definition) in COLUMNS {
            db.execute_unprepared(&format!("ALTER TABLE quiz_preset ADD COLUMN {column} {definition}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (column, _) in COLUMNS {
            db.execute_unprepared(&format!("ALTER TABLE quiz_preset DROP COLUMN {column}")).await?;
        }
        Ok(())
    }
}
