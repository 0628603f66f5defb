//! Pictures and sounds of questions: the table `media` of uploaded files, and the table `question_media`, which names the
//! questions that use them. The contents are files outside the database.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, index, moment, unique};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(media()).await?;
        manager.create_index(unique("media_owner_id_file", "media", ["owner_id", "file"])).await?;
        manager.create_index(index("media", "file")).await?;
        manager.create_table(uses()).await?;
        manager.create_index(index("question_media", "media_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["question_media", "media"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn media() -> TableCreateStatement {
    Table::create()
        .table("media")
        .col(pk_auto("id"))
        .col(text_null("owner_id"))
        .col(text("file"))
        .col(integer("bytes"))
        .col(moment("created_at"))
        .col(boolean("attached").default(false))
        .foreign_key(&mut belongs_to("media", "owner_id", "account"))
        .to_owned()
}

fn uses() -> TableCreateStatement {
    Table::create()
        .table("question_media")
        .col(integer("question_id").primary_key())
        .col(integer("media_id"))
        .col(text("alt"))
        .foreign_key(&mut belongs_to("question_media", "question_id", "question"))
        .foreign_key(&mut belongs_to("question_media", "media_id", "media"))
        .to_owned()
}
