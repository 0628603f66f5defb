//! Question packs: the tables `pack`, `question`, `decoy` and `alias`.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, unique};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(packs()).await?;
        manager.create_table(questions()).await?;
        // For lookups by key within a pack, and for all questions of a pack.
        manager.create_index(unique("question_pack_id_key", "question", ["pack_id", "key"])).await?;
        for texts in ["decoy", "alias"] {
            manager.create_table(texts_of_questions(texts)).await?;
            let name = format!("{texts}_question_id_position");
            manager.create_index(unique(&name, texts, ["question_id", "position"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["alias", "decoy", "question", "pack"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn packs() -> TableCreateStatement {
    Table::create()
        .table("pack")
        .col(pk_auto("id"))
        .col(text_uniq("key"))
        .col(text("title"))
        .col(text("language"))
        .col(text("description"))
        .col(boolean("built_in"))
        .col(text("digest"))
        .to_owned()
}

fn questions() -> TableCreateStatement {
    Table::create()
        .table("question")
        .col(pk_auto("id"))
        .col(integer("pack_id"))
        .col(text("key"))
        .col(integer("position"))
        .col(text("prompt"))
        .col(text("answer"))
        .col(text("category"))
        .col(boolean("family_friendly"))
        .col(text_null("explanation"))
        .col(text_null("source"))
        .foreign_key(&mut belongs_to("question", "pack_id", "pack"))
        .to_owned()
}

fn texts_of_questions(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(pk_auto("id"))
        .col(integer("question_id"))
        .col(integer("position"))
        .col(text("text"))
        .foreign_key(&mut belongs_to(table, "question_id", "question"))
        .to_owned()
}
