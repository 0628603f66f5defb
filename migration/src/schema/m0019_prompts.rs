//! Prompts in packs. They are rows of `question` without an answer, so that the schema stays as it is. Reverting
//! deletes them, because older programs do not know their kinds.

use sea_orm_migration::prelude::*;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The kinds that older programs do not know.
const KINDS: &str = "('prompt', 'drawing')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, _manager: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Built-in packs of prompts are deleted whole: the next start writes those that its release has.
        for statement in [
            format!("DELETE FROM pack WHERE built_in AND id IN (SELECT pack_id FROM question WHERE kind IN {KINDS})"),
            format!("DELETE FROM question WHERE kind IN {KINDS}"),
            format!("DELETE FROM shelf WHERE kind IN {KINDS}"),
        ] {
            db.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
