//! More kinds of questions, and points, time and difficulty of a question: the table `more_answer`; the columns `points`,
//! `time_limit_s` and `difficulty` of `question`.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, unique};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [&str; 3] = ["points", "time_limit_s", "difficulty"];

/// The kinds of the older schema.
const OLDER_KINDS: &str = "('blank', 'open', 'choice')";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for column in [
            "points INTEGER NOT NULL DEFAULT 1 CHECK (points BETWEEN 0 AND 2)",
            "time_limit_s INTEGER CHECK (time_limit_s BETWEEN 5 AND 600)",
            "difficulty TEXT CHECK (difficulty IN ('easy', 'medium', 'hard'))",
        ] {
            db.execute_unprepared(&format!("ALTER TABLE question ADD COLUMN {column}")).await?;
        }
        manager.create_table(more_answers()).await?;
        let order = unique("more_answer_question_id_position", "more_answer", ["question_id", "position"]);
        manager.create_index(order).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Built-in packs with other kinds are deleted whole: the next start writes those that its release has.
        db.execute_unprepared(&format!(
            "DELETE FROM pack WHERE built_in AND id IN (SELECT pack_id FROM question WHERE kind NOT IN {OLDER_KINDS})"
        ))
        .await?;
        db.execute_unprepared(&format!("DELETE FROM question WHERE kind NOT IN {OLDER_KINDS}")).await?;
        db.execute_unprepared(&format!("DELETE FROM shelf WHERE kind NOT IN {OLDER_KINDS}")).await?;
        manager.drop_table(Table::drop().table("more_answer").to_owned()).await?;
        for column in COLUMNS {
            db.execute_unprepared(&format!("ALTER TABLE question DROP COLUMN {column}")).await?;
        }
        Ok(())
    }
}

fn more_answers() -> TableCreateStatement {
    Table::create()
        .table("more_answer")
        .col(pk_auto("id"))
        .col(integer("question_id"))
        .col(integer("position"))
        .col(text("text"))
        .foreign_key(&mut belongs_to("more_answer", "question_id", "question"))
        .to_owned()
}
