//! The limit of players' extra time in presets: the column `extra_time_percent` of the games in which people answer against
//! the clock.

use sea_orm_migration::prelude::*;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 4] = ["fib_preset", "quiz_preset", "last_word_preset", "sketch_preset"];
const DEFINITION: &str = "INTEGER NOT NULL DEFAULT 100 CHECK (extra_time_percent BETWEEN 0 AND 100)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for table in TABLES {
            db.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN extra_time_percent {DEFINITION}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for table in TABLES {
            db.execute_unprepared(&format!("ALTER TABLE {table} DROP COLUMN extra_time_percent")).await?;
        }
        Ok(())
    }
}
