//! Changes to a preset table, which the migrations of games with changed settings make, in both directions.

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use sea_orm_migration::SchemaManager;
use wpp_game::time::Timestamp;
use wpp_library::presets::{NewPreset, Presets};
use wpp_migration::{
    prepare,
    schema::parts::{
        preset_changes::{self, Change, Default},
        preset_columns::{Columns, integer, list, picture, preset_table, sound, switch, text, texts, word},
    },
};
use wpp_runtime::db::Writer;
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use crate::support::account::account;

on_both_databases! { changes_keep_presets_and_revert }

fn before() -> [Columns; 9] {
    [
        integer("count", 1..=10),
        switch("gone"),
        word("mood", &["calm", "wild"]),
        list("steps", 1..=3, 1..=9),
        text("motto", 0..=10),
        texts("lines", 0..=2, 1..=20),
        list("weights", 1..=2, 1..=9),
        picture("logo"),
        sound("bell"),
    ]
}

fn changes() -> [Change; 11] {
    [
        // A renamed setting, and a new one with its old key.
        Change::Replace {
            from: (list("weights", 1..=2, 1..=9), Default::List(&[1])),
            to: (list("factors", 1..=2, 1..=9), Default::List(&[1])),
        },
        Change::Add(integer("weights", 0..=9), Default::Integer(0)),
        Change::Remove(switch("gone"), Default::Switch(true)),
        Change::Replace {
            from: (integer("count", 1..=10), Default::Integer(3)),
            to: (integer("count", 2..=5), Default::Integer(3)),
        },
        Change::Replace {
            from: (word("mood", &["calm", "wild"]), Default::Text("wild")),
            to: (word("mood", &["calm", "it's"]), Default::Text("it's")),
        },
        Change::Replace {
            from: (list("steps", 1..=3, 1..=9), Default::List(&[4])),
            to: (list("steps", 2..=4, 2..=9), Default::List(&[5, 6])),
        },
        Change::Replace {
            from: (texts("lines", 0..=2, 1..=20), Default::Texts(&[])),
            to: (texts("lines", 0..=3, 1..=4), Default::Texts(&[])),
        },
        Change::Add(text("title", 0..=20), Default::Text("Hello")),
        // A renamed picture, a sound that became a picture, and a new sound.
        Change::Replace { from: (picture("logo"), Default::NoMedia), to: (picture("cover"), Default::NoMedia) },
        Change::Replace { from: (sound("bell"), Default::NoMedia), to: (picture("bell"), Default::NoMedia) },
        Change::Add(sound("gong"), Default::NoMedia),
    ]
}

const AFTER: &str = "weights, factors_1, factors_2, count, mood, steps_1, steps_2, steps_3, steps_4, lines_1, lines_2, lines_3, title, motto, cover, cover_alt, bell, bell_alt, gong, gong_alt";
const BEFORE: &str = "weights_1, weights_2, count, gone, mood, steps_1, steps_2, steps_3, lines_1, lines_2, motto, logo, logo_alt, bell, bell_alt";

async fn changes_keep_presets_and_revert(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let presets = Presets::new(db.clone(), Writer::new(db.clone()), wpp_cartridges::registry());
    let draft =
        NewPreset { preset_id: "s_1".to_owned(), cartridge: "fib", name: "Mine", config: None, is_default: false };
    presets.create(&account(db, "ana").await, draft, Timestamp::EPOCH).await.unwrap();

    SchemaManager::new(db).create_table(preset_table("toy_preset", before())).await.unwrap();
    let (logo, bell) = (file("png"), file("mp3"));
    let insert = format!(
        "INSERT INTO toy_preset (preset_id, count, gone, mood, steps_1, motto, lines_1, lines_2, weights_1, \
         logo, logo_alt, bell) \
         VALUES ('s_1', 9, FALSE, 'wild', 1, 'Ho', 'first', 'two', 7, '{logo}', 'A tower', '{bell}')"
    );
    run(db, &insert).await.unwrap();

    apply(db).await;
    assert_eq!(row(db, AFTER).await, format!("0|7|-|5|it's|2|6|-|-|two|-|-|Hello|Ho|{logo}|A tower|-|-|-|-"));
    for wrong in [
        "count = 6",
        "weights = 10",
        "factors_1 = NULL",
        "factors_2 = 10",
        "count = NULL",
        "mood = 'wild'",
        "steps_2 = NULL",
        "steps_4 = 3",
        "steps_3 = 1",
        "lines_3 = ''",
        "lines_3 = 'x'",
        "title = NULL",
        "cover = NULL",
        "cover = 'tower.png'",
        "gong_alt = 'A gong'",
        "title = '123456789012345678901234567890123456789012345678901234567890123456789012345678901'",
    ] {
        assert!(run(db, &format!("UPDATE toy_preset SET {wrong}")).await.is_err(), "{wrong}");
    }
    assert!(run(db, &format!("UPDATE toy_preset SET cover = '{bell}'")).await.is_err(), "a sound is no picture");
    run(db, &format!("UPDATE toy_preset SET bell = '{logo}', bell_alt = 'A bell', gong = '{bell}'")).await.unwrap();
    run(db, "UPDATE toy_preset SET steps_3 = 7, steps_4 = 8, title = '', lines_2 = 'x', factors_2 = 8").await.unwrap();

    revert(db).await;
    assert_eq!(row(db, BEFORE).await, format!("7|8|5|true|wild|2|6|7|two|x|Ho|{logo}|A tower|-|-"));
    assert!(run(db, "UPDATE toy_preset SET mood = 'it''s'").await.is_err());
    apply(db).await;
    assert_eq!(row(db, AFTER).await, format!("0|7|8|5|it's|2|6|7|-|two|x|-|Hello|Ho|{logo}|A tower|-|-|-|-"));
}

/// Returns the name of a file in the media store.
fn file(ending: &str) -> String {
    format!("{}.{ending}", "0f".repeat(32))
}

// In a transaction, as all migrations: another connection of SQLite does not know a renamed column yet.
async fn apply(db: &DatabaseConnection) {
    let transaction = db.begin().await.unwrap();
    preset_changes::apply(&SchemaManager::new(&transaction), "toy_preset", &changes()).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn revert(db: &DatabaseConnection) {
    let transaction = db.begin().await.unwrap();
    preset_changes::revert(&SchemaManager::new(&transaction), "toy_preset", &changes()).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn run(db: &DatabaseConnection, statement: &str) -> Result<(), sea_orm::DbErr> {
    db.execute_unprepared(statement).await.map(|_| ())
}

/// Returns the values of the only row, with `-` for null.
async fn row(db: &DatabaseConnection, columns: &str) -> String {
    let parts: Vec<String> = columns
        .split(", ")
        .map(|column| {
            let text = match column {
                "gone" => "CASE WHEN gone THEN 'true' ELSE 'false' END".to_owned(),
                _ => format!("CAST({column} AS TEXT)"),
            };
            format!("COALESCE({text}, '-')")
        })
        .collect();
    let select = format!("SELECT {} AS found FROM toy_preset", parts.join(" || '|' || "));
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), select)).await.unwrap().unwrap();
    row.try_get("", "found").unwrap()
}
