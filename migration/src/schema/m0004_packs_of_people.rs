//! Packs of accounts, three kinds of questions, question pools and question history: more columns of `pack` and
//! `question`; the tables `shelf` (pools) and `dealt` (history).

use std::collections::BTreeSet;

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, index, moment, unique};
use crate::digest::question_digest;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Indices on columns that `up` adds; `down` drops them before the columns.
const INDICES: [(&str, &str); 5] = [
    ("question", "question_pack_id_shelf_place"),
    ("question", "question_pack_id_digest"),
    ("question", "question_pack_id_position"),
    ("pack", "pack_owner_id"),
    ("pack", "pack_visibility"),
];

/// Rows read and written at a time.
const CHUNK: u64 = 500;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Raw SQL: the builder cannot add a column with a foreign key on SQLite.
        for column in [
            "pack ADD COLUMN owner_id TEXT REFERENCES account (id) ON DELETE CASCADE",
            // Existing packs are built in, and public.
            "pack ADD COLUMN visibility TEXT NOT NULL DEFAULT 'public'",
            "pack ADD COLUMN created_at BIGINT NOT NULL DEFAULT 0",
            "pack ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0",
            "question ADD COLUMN kind TEXT NOT NULL DEFAULT 'blank'",
            "question ADD COLUMN language TEXT",
            "question ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
            "question ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
        ] {
            db.execute_unprepared(&format!("ALTER TABLE {column}")).await?;
        }
        manager.create_table(pools()).await?;
        manager.create_table(history()).await?;
        manager.create_index(unique("shelf_pack_id_kind", "shelf", ["pack_id", "kind", "family_friendly"])).await?;
        fill(db).await?;

        let mut places = Index::create();
        places.name("question_pack_id_shelf_place").table("question").unique();
        for column in ["pack_id", "kind", "family_friendly", "place"] {
            places.col(column);
        }
        manager.create_index(places).await?;
        manager.create_index(unique("question_pack_id_digest", "question", ["pack_id", "digest"])).await?;
        // For paging through a pack, and for appending to it.
        let order =
            Index::create().name("question_pack_id_position").table("question").col("pack_id").col("position").take();
        manager.create_index(order).await?;
        manager.create_index(index("pack", "owner_id")).await?;
        manager.create_index(index("pack", "visibility")).await?;
        // For deleting a question; the primary key serves lookups by account.
        manager.create_index(index("dealt", "question_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // The older schema has no owners, no private packs and only questions with a gap.
        db.execute_unprepared("DELETE FROM pack WHERE owner_id IS NOT NULL OR visibility <> 'public'").await?;
        // Built-in packs with other questions are deleted whole: the next start writes them again.
        db.execute_unprepared(
            "DELETE FROM pack WHERE built_in AND id IN (SELECT pack_id FROM question WHERE kind <> 'blank')",
        )
        .await?;
        db.execute_unprepared("DELETE FROM question WHERE kind <> 'blank'").await?;
        for table in ["dealt", "shelf"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        for (table, name) in INDICES {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        for (table, columns) in [
            ("question", ["kind", "language", "place", "digest"]),
            ("pack", ["owner_id", "visibility", "created_at", "updated_at"]),
        ] {
            for column in columns {
                db.execute_unprepared(&format!("ALTER TABLE {table} DROP COLUMN {column}")).await?;
            }
        }
        Ok(())
    }
}

/// Assigns slots, digests and pools to the existing questions.
async fn fill(db: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    db.execute_unprepared(
        "UPDATE question SET place = counted.place FROM (
             SELECT id, ROW_NUMBER() OVER (PARTITION BY pack_id, family_friendly ORDER BY position, id) - 1 AS place
             FROM question
         ) AS counted WHERE counted.id = question.id",
    )
    .await?;
    db.execute_unprepared(
        "INSERT INTO shelf (pack_id, kind, family_friendly, size)
         SELECT pack_id, 'blank', family_friendly, COUNT(*) FROM question GROUP BY pack_id, family_friendly",
    )
    .await?;

    let (mut taken, mut last) = (BTreeSet::new(), 0);
    loop {
        let mut rows = Query::select();
        rows.columns(["id", "pack_id", "prompt", "answer"]).from("question");
        rows.and_where(Expr::col("id").gt(last)).order_by("id", Order::Asc).limit(CHUNK);
        let rows = db.query_all(&rows).await?;
        for row in &rows {
            last = row.try_get::<i32>("", "id")?;
            let pack: i32 = row.try_get("", "pack_id")?;
            let (prompt, answer): (String, String) = (row.try_get("", "prompt")?, row.try_get("", "answer")?);
            let mut digest = question_digest(&prompt, &answer);
            if !taken.insert((pack, digest.clone())) {
                // The older schema allowed duplicate questions; both are kept.
                digest = format!("row-{last}");
            }
            let mut write = Query::update();
            write.table("question").value("digest", digest).and_where(Expr::col("id").eq(last));
            db.execute(&write).await?;
        }
        if rows.is_empty() {
            return Ok(());
        }
    }
}

fn pools() -> TableCreateStatement {
    Table::create()
        .table("shelf")
        .col(pk_auto("id"))
        .col(integer("pack_id"))
        .col(text("kind"))
        .col(boolean("family_friendly"))
        .col(integer("size"))
        .foreign_key(&mut belongs_to("shelf", "pack_id", "pack"))
        .to_owned()
}

fn history() -> TableCreateStatement {
    Table::create()
        .table("dealt")
        .col(text("account_id"))
        .col(integer("question_id"))
        .col(moment("dealt_at"))
        .primary_key(Index::create().col("account_id").col("question_id"))
        .foreign_key(&mut belongs_to("dealt", "account_id", "account"))
        .foreign_key(&mut belongs_to("dealt", "question_id", "question"))
        .to_owned()
}
