//! Word lists and pairs in packs. They are rows of `question`; the words are in the table `word`. Reverting deletes them,
//! because older programs do not know their kinds.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, unique};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// The kinds that older programs do not know.
const KINDS: &str = "('word_list', 'pair')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(words()).await?;
        manager.create_index(unique("word_question_id_position", "word", ["question_id", "position"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Built-in packs with these kinds are deleted whole: the next start writes those that its release has.
        for statement in [
            format!("DELETE FROM pack WHERE built_in AND id IN (SELECT pack_id FROM question WHERE kind IN {KINDS})"),
            format!("DELETE FROM question WHERE kind IN {KINDS}"),
            format!("DELETE FROM shelf WHERE kind IN {KINDS}"),
        ] {
            db.execute_unprepared(&statement).await?;
        }
        manager.drop_table(Table::drop().table("word").to_owned()).await
    }
}

fn words() -> TableCreateStatement {
    Table::create()
        .table("word")
        .col(pk_auto("id"))
        .col(integer("question_id"))
        .col(integer("position"))
        .col(text("text"))
        .foreign_key(&mut belongs_to("word", "question_id", "question"))
        .to_owned()
}
