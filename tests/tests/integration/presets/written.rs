//! Migrations that `cargo run --example author -- presets` wrote, applied and reverted with rows.
//!
//! A test of the command compares these files with its output, `shared/cartridges/tests/it/manifest/author.rs`.

#[rustfmt::skip]
mod m0001_toy_presets;
#[rustfmt::skip]
mod m0002_toy_presets;

use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement, TransactionTrait, TryGetable};
use sea_orm_migration::{MigrationTrait, SchemaManager};
use wpp_migration::{
    prepare,
    schema::parts::{preset_changes, preset_columns},
};
use wpp_tests::{
    harness::{
        database::TestDatabase,
        schema::{columns, tables},
    },
    on_both_databases,
};

use crate::support::account::account;

on_both_databases! { written_migrations_keep_presets_and_revert }

/// Number of presets: more than are read at a time.
const PRESETS: i64 = 501;

async fn written_migrations_keep_presets_and_revert(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    account(db, "ana").await;
    run(
        db,
        &format!(
            "INSERT INTO preset (id, account_id, cartridge, name, is_default, created_at, updated_at) \
             WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {PRESETS}) \
             SELECT 's_' || n, 'a_ana', 'toy', 'Mine', FALSE, 0, 0 FROM numbers"
        ),
    )
    .await;

    up(db, &m0001_toy_presets::Migration).await;
    let logo = format!("{}.png", "0f".repeat(32));
    // A text of 20 graphemes and 80 scalar values.
    let user = "e\u{301}\u{301}\u{301}".repeat(20);
    run(
        db,
        &format!(
            "INSERT INTO toy_preset (preset_id, \"order\", \"user\", x_1, x_2, select_1, select_2, select_3, \"table\", \
             table_alt, \"where\") \
             SELECT id, 1, '{user}', 4, 5, 'a', 'a text of many letters', 'kept', '{logo}', 'A tower', TRUE \
             FROM preset WHERE cartridge = 'toy'"
        ),
    )
    .await;
    let before = names(db).await;

    for _ in 0..2 {
        up(db, &m0002_toy_presets::Migration).await;
        let after =
            rows(database, &["order", "limit", "x_1", "x_2", "select_1", "select_2", "table", "table_alt", "group"])
                .await;
        assert_eq!(i64::try_from(after.len()).unwrap(), PRESETS);
        for row in after {
            assert_eq!((number(&row, "order"), number(&row, "x_1"), number(&row, "x_2")), (Some(3), Some(4), Some(7)));
            assert_eq!((text(&row, "limit"), text(&row, "group")), (Some(user.clone()), Some("calm".to_owned())));
            assert_eq!((text(&row, "select_1").as_deref(), text(&row, "select_2")), (Some("kept"), None));
            assert_eq!((text(&row, "table"), text(&row, "table_alt")), (None, None), "a picture is no sound");
        }
        for wrong in ["\"order\" = 2", "\"limit\" = ''", "\"group\" = 'loud'", &format!("\"table\" = '{logo}'")] {
            assert!(db.execute_unprepared(&format!("UPDATE toy_preset SET {wrong}")).await.is_err(), "{wrong}");
        }

        down(db, &m0002_toy_presets::Migration).await;
        assert_eq!(names(db).await, before);
        for row in rows(database, &["order", "user", "x_1", "x_2", "select_1", "select_2", "select_3", "table"]).await {
            assert_eq!((number(&row, "order"), number(&row, "x_1"), number(&row, "x_2")), (Some(3), Some(4), None));
            assert_eq!((text(&row, "user"), text(&row, "table")), (Some(user.clone()), None));
            assert_eq!((text(&row, "select_1").as_deref(), text(&row, "select_2")), (Some("kept"), None));
        }
    }
    down(db, &m0001_toy_presets::Migration).await;
    assert!(!tables(db).await.contains(&"toy_preset".to_owned()));
}

// In a transaction, as all migrations: another connection of SQLite does not know a renamed column yet.
async fn up(db: &DatabaseConnection, migration: &impl MigrationTrait) {
    let transaction = db.begin().await.unwrap();
    migration.up(&SchemaManager::new(&transaction)).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn down(db: &DatabaseConnection, migration: &impl MigrationTrait) {
    let transaction = db.begin().await.unwrap();
    migration.down(&SchemaManager::new(&transaction)).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn run(db: &DatabaseConnection, statement: &str) {
    db.execute_unprepared(statement).await.unwrap();
}

/// Returns the names and types of the table's columns, sorted.
async fn names(db: &DatabaseConnection) -> Vec<String> {
    let columns = columns(db, "toy_preset").await;
    let mut names: Vec<String> = columns.into_iter().map(|column| format!("{} {}", column.name, column.kind)).collect();
    names.sort();
    names
}

/// Reads columns on a new connection, because older ones of SQLite take new names for texts.
async fn rows(database: &TestDatabase, columns: &[&str]) -> Vec<QueryResult> {
    let db = database.open_again().await;
    let columns: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    let select = format!("SELECT {} FROM toy_preset", columns.join(", "));
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), select)).await.unwrap();
    db.close().await.unwrap();
    rows
}

fn text(row: &QueryResult, column: &str) -> Option<String> {
    value(row, column)
}

fn number(row: &QueryResult, column: &str) -> Option<i32> {
    value(row, column)
}

fn value<T: TryGetable>(row: &QueryResult, column: &str) -> Option<T> {
    row.try_get("", column).unwrap()
}
