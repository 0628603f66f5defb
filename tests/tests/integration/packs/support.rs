//! Shared helpers: packs on a prepared database, with accounts.

use std::{
    collections::BTreeMap,
    io::{Seek, Write},
    sync::Arc,
};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait};
use wpp_entity::{account, pack, question, question_pool};
use wpp_game::{content::rules::Draft, time::Timestamp};
use wpp_library::packs::{
    Packs,
    catalog::{PackDetails, PackSummary},
    import::{ImportError, Options, Report, Target},
};
use wpp_migration::prepare;
use wpp_runtime::{clock::ManualClock, db::Writer, secure_rng::SecureRng};
use wpp_tests::harness::database::TestDatabase;

/// Prepares the database and creates the accounts `ana` and `bo`.
pub async fn ready(database: &TestDatabase) -> Packs {
    prepare(&database.db).await.unwrap();
    for name in ["ana", "bo"] {
        account(&database.db, name).await;
    }
    packs(&database.db)
}

pub fn packs(db: &DatabaseConnection) -> Packs {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000)));
    Packs::new(db.clone(), Writer::new(db.clone()), clock, SecureRng::from_os().unwrap())
}

pub async fn account(db: &DatabaseConnection, name: &str) {
    let row = account::ActiveModel {
        id: Set(name.to_owned()),
        name: Set(name.to_owned()),
        name_key: Set(name.to_owned()),
        password_hash: Set(String::new()),
        created_at: Set(0),
        password_changed_at: Set(0),
    };
    row.insert(db).await.unwrap();
}

pub fn titled(title: &str) -> PackDetails {
    PackDetails { title: Some(title.to_owned()), language: Some("en".to_owned()), ..PackDetails::default() }
}

/// Returns a valid question, different for each number.
pub fn draft(n: usize) -> Draft {
    Draft {
        kind: None,
        prompt: format!("Sentence number {n} hides a ____."),
        answer: format!("truth {n}"),
        aliases: vec![format!("fact {n}")],
        decoys: ["lie", "fib", "tale"].map(|word| format!("{word} {n}")).to_vec(),
        category: "Numbers".to_owned(),
        language: None,
        family_friendly: n.is_multiple_of(2),
        explanation: Some(format!("It was made for test {n}.")),
        ..Draft::default()
    }
}

pub async fn imported(
    packs: &Packs,
    text: &[u8],
    target: Target,
    options: Options,
) -> Result<(PackSummary, Report), ImportError> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text).unwrap();
    file.rewind().unwrap();
    packs.import(file, target, options).await
}

pub fn into_new(owner: &str, title: &str) -> Target {
    Target::New { owner: Some(owner.to_owned()), details: titled(title) }
}

pub async fn exported(packs: &Packs, key: &str, account: &str, format: wpp_library::packs::format::Format) -> String {
    let mut export = packs.export(key, account, format).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(piece) = export.next().await.unwrap() {
        bytes.extend(piece);
    }
    String::from_utf8(bytes).unwrap()
}

/// Asserts that the slots of every question pool are numbered from 0 to its size without gaps.
pub async fn assert_in_order(db: &DatabaseConnection) {
    let mut slots = BTreeMap::<(i32, String, bool), Vec<i32>>::new();
    for row in question::Entity::find().all(db).await.unwrap() {
        slots.entry((row.pack_id, row.kind, row.family_friendly)).or_default().push(row.slot);
    }
    for pool in question_pool::Entity::find().all(db).await.unwrap() {
        let mut found = slots.remove(&(pool.pack_id, pool.kind, pool.family_friendly)).unwrap_or_default();
        found.sort_unstable();
        assert_eq!(found, (0..pool.size).collect::<Vec<_>>());
    }
    assert!(slots.is_empty(), "questions without a pool: {slots:?}");
}

/// Returns the number of packs and of questions.
pub async fn rows(db: &DatabaseConnection) -> (usize, usize) {
    let packs = pack::Entity::find().all(db).await.unwrap().len();
    (packs, question::Entity::find().all(db).await.unwrap().len())
}
