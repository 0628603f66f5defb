//! Packs that people own and share, three kinds of questions, and places to draw them by: more
//! columns of `pack` and `question`; `shelf`, `dealt`.

use std::collections::BTreeSet;

use sea_orm_migration::{prelude::*, schema::*};
use wpp_library::packs::digest;

use super::parts::{belongs_to, index, moment, unique};

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Indices on columns that `up` adds: on the way back they go first.
const INDICES: [(&str, &str); 5] = [
    ("question", "question_pack_id_shelf_place"),
    ("question", "question_pack_id_digest"),
    ("question", "question_pack_id_position"),
    ("pack", "pack_owner_id"),
    ("pack", "pack_visibility"),
];

/// Rows that are read and written at a time.
const CHUNK: u64 = 500;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // Written out, for the builder cannot add a column that refers to a table to SQLite.
        for column in [
            "pack ADD COLUMN owner_id TEXT REFERENCES account (id) ON DELETE CASCADE",
            // What is there came with the platform, and is everybody's.
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
        manager.create_table(shelves()).await?;
        manager.create_table(dealt()).await?;
        manager.create_index(unique("shelf_pack_id_kind", "shelf", ["pack_id", "kind", "family_friendly"])).await?;
        fill(db).await?;

        let mut places = Index::create();
        places.name("question_pack_id_shelf_place").table("question").unique();
        for column in ["pack_id", "kind", "family_friendly", "place"] {
            places.col(column);
        }
        manager.create_index(places).await?;
        manager.create_index(unique("question_pack_id_digest", "question", ["pack_id", "digest"])).await?;
        // Turns the pages of a pack, and finds the end of it.
        let order =
            Index::create().name("question_pack_id_position").table("question").col("pack_id").col("position").take();
        manager.create_index(order).await?;
        manager.create_index(index("pack", "owner_id")).await?;
        manager.create_index(index("pack", "visibility")).await?;
        // Deleting a question looks for where it was dealt; an account's own are found by its key.
        manager.create_index(index("dealt", "question_id")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        // The step before knows neither owners nor secrets, and only sentences with a gap.
        db.execute_unprepared("DELETE FROM pack WHERE owner_id IS NOT NULL OR visibility <> 'public'").await?;
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

/// Gives the questions that are there their places, their fingerprints and their shelves.
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
            let mut digest = digest(&prompt, &answer);
            if !taken.insert((pack, digest.clone())) {
                // Nothing forbade the same question twice so far; both stay.
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

fn shelves() -> TableCreateStatement {
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

fn dealt() -> TableCreateStatement {
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
