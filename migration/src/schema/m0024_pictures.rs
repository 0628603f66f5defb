//! Pictures in packs, and pictures and sounds as settings: the table `preset_media` names the presets that use a file, and
//! `media.kept_until` keeps a file for a room. Reverting deletes the pictures in packs, because older programs do not know
//! their kind.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, index, moment};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kept_until = moment("kept_until").default(0).take();
        manager.alter_table(Table::alter().table("media").add_column(kept_until).to_owned()).await?;
        manager.create_table(uses()).await?;
        manager.create_index(index("preset_media", "media_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for table in ["question", "shelf"] {
            db.execute_unprepared(&format!("DELETE FROM {table} WHERE kind = 'picture'")).await?;
        }
        manager.drop_table(Table::drop().table("preset_media").to_owned()).await?;
        manager.alter_table(Table::alter().table("media").drop_column("kept_until").to_owned()).await
    }
}

fn uses() -> TableCreateStatement {
    Table::create()
        .table("preset_media")
        .col(text("preset_id"))
        .col(integer("media_id"))
        .primary_key(Index::create().col("preset_id").col("media_id"))
        .foreign_key(&mut belongs_to("preset_media", "preset_id", "preset"))
        .foreign_key(&mut belongs_to("preset_media", "media_id", "media"))
        .to_owned()
}
