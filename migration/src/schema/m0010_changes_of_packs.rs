//! Changes of packs that take several transactions: `status`, `end_position`, `change_key` and `change_expires_at` of
//! `pack`.

use sea_orm_migration::prelude::*;

use super::parts::index;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 4] = ["status", "end_position", "change_key", "change_expires_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for column in [
            "status TEXT NOT NULL DEFAULT 'ready'",
            "end_position INTEGER NOT NULL DEFAULT 0",
            "change_key TEXT",
            "change_expires_at BIGINT",
        ] {
            db.execute_unprepared(&format!("ALTER TABLE pack ADD COLUMN {column}")).await?;
        }
        db.execute_unprepared(
            "UPDATE pack SET end_position =
             COALESCE((SELECT MAX(position) + 1 FROM question WHERE question.pack_id = pack.id), 0)",
        )
        .await?;
        // For the sweep of abandoned changes.
        manager.create_index(index("pack", "change_expires_at")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // The older schema shows every pack and every question.
        db.execute_unprepared("DELETE FROM pack WHERE status <> 'ready'").await?;
        db.execute_unprepared(
            "DELETE FROM question WHERE position >= (SELECT end_position FROM pack WHERE pack.id = question.pack_id)",
        )
        .await?;
        manager.drop_index(Index::drop().name("pack_change_expires_at").table("pack").to_owned()).await?;
        for column in COLUMNS {
            db.execute_unprepared(&format!("ALTER TABLE pack DROP COLUMN {column}")).await?;
        }
        Ok(())
    }
}
