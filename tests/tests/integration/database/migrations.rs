//! Every migration is reverted and applied again with rows in every table.
//!
//! The test fails if [`fill`] leaves a table empty, or if a migration deletes rows of other tables when it is
//! reverted, unless [`DELETES`] lists them.

use std::{collections::BTreeMap, sync::Arc};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection, EntityTrait, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use serde_json::{json, value::to_raw_value};
use wpp_entity::{account, media, question, question_media, refresh_token};
use wpp_game::{
    content::{ContentNeed, QuestionKind, rules::Draft},
    ids::{AccountId, SessionCode},
    time::Timestamp,
};
use wpp_library::{
    content::{self, PackSelection},
    operators,
    packs::Packs,
    presets::{NewPreset, PresetChange, Presets},
};
use wpp_migration::{Migrator, prepare, roll_back};
use wpp_runtime::{
    chat::{ChatLog, PostedMessage, SessionKey},
    clock::SystemClock,
    db::Writer,
    secure_rng::SecureRng,
};
use wpp_tests::{
    harness::{
        database::TestDatabase,
        schema::{columns, indices, references, sizes, tables},
    },
    on_both_databases,
};

on_both_databases! { each_migration_reverts_with_rows }

/// Migrations whose reversal deletes rows of other tables, because the older schema cannot hold them: the packs of accounts
/// and their content; the built-in packs with newer kinds of questions, and those of prompts; word lists;
/// pictures.
const DELETES: [(&str, &[&str]); 5] = [
    ("m0004_packs_of_people", &["pack", "question", "decoy", "alias"]),
    ("m0013_question_kinds", &["pack", "question", "decoy", "alias", "shelf"]),
    ("m0019_prompts", &["pack", "question", "shelf"]),
    ("m0023_word_lists_and_pairs", &["question", "shelf"]),
    ("m0024_pictures", &["question", "shelf", "question_media"]),
];

async fn each_migration_reverts_with_rows(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    fill(db).await;
    let newest = shape(db).await;
    let empty: Vec<String> = sizes(db).await.into_iter().filter(|(_, rows)| *rows == 0).map(|(name, _)| name).collect();
    assert_eq!(empty, Vec::<String>::new(), "tables without rows");

    let steps: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    for step in steps.iter().rev() {
        let (shaped, held) = (shape(db).await, sizes(db).await);
        roll_back(db, Some(1)).await.unwrap_or_else(|error| panic!("{step} cannot be reverted: {error}"));
        let left = sizes(db).await;
        let deletes = DELETES.iter().find(|(name, _)| name == step).map_or(&[][..], |(_, tables)| tables);
        for (table, rows) in &left {
            let taken = held[table] - rows;
            assert_eq!(
                taken > 0,
                deletes.contains(&table.as_str()),
                "reverting {step} deletes {taken} rows of {table}"
            );
        }
        // Apply again with the remaining rows, then revert again for the next older migration.
        let tx = db.begin().await.unwrap();
        Migrator::up(&tx, Some(1)).await.unwrap_or_else(|error| panic!("{step} cannot be applied again: {error}"));
        tx.commit().await.unwrap();
        assert_eq!(shape(db).await, shaped, "{step} creates another schema the second time");
        for (table, rows) in &left {
            assert_eq!(sizes(db).await[table], *rows, "{step} changes the number of rows of {table}");
        }
        roll_back(db, Some(1)).await.unwrap_or_else(|error| panic!("{step} cannot be reverted twice: {error}"));
        assert_eq!(sizes(db).await, left);
    }
    assert_eq!(tables(db).await, Vec::<String>::new(), "tables remain after reverting everything");
    prepare(db).await.unwrap();
    assert_eq!(shape(db).await, newest);
}

/// Returns columns, references and indices of every table, sorted by name.
async fn shape(db: &DatabaseConnection) -> BTreeMap<String, Vec<String>> {
    let mut shape = BTreeMap::new();
    for table in tables(db).await {
        let columns = columns(db, &table).await.into_iter().map(|column| format!("{} {}", column.name, column.kind));
        let references = references(db, &table).await.into_iter().map(|reference| format!("{reference:?}"));
        let mut parts: Vec<String> = columns.chain(references).chain(indices(db, &table).await).collect();
        parts.sort();
        shape.insert(table, parts);
    }
    shape
}

/// Writes at least one row into every table, with the application code.
async fn fill(db: &DatabaseConnection) {
    let (writer, owner) = (Writer::new(db.clone()), AccountId("a_ana".to_owned()));
    let account = account::ActiveModel {
        id: Set(owner.0.clone()),
        name: Set("ana".to_owned()),
        name_key: Set("ana".to_owned()),
        password_hash: Set("none".to_owned()),
        created_at: Set(0),
        password_changed_at: Set(0),
    };
    account.insert(db).await.unwrap();
    let login = refresh_token::ActiveModel {
        family: Set("family".to_owned()),
        account_id: Set(owner.0.clone()),
        hash: Set("none".to_owned()),
        previous_hash: Set(None),
        created_at: Set(0),
        rotated_at: Set(0),
        expires_at: Set(i64::MAX),
    };
    login.insert(db).await.unwrap();
    operators::grant(db, owner.as_str(), Timestamp::EPOCH).await.unwrap();

    let presets = Presets::new(db.clone(), writer.clone(), wpp_cartridges::registry());
    for kind in wpp_cartridges::registry().kinds() {
        let draft = NewPreset {
            preset_id: format!("s_{kind}"),
            cartridge: kind,
            name: "Friday",
            config: None,
            is_default: true,
        };
        presets.create(&owner, draft, Timestamp::EPOCH).await.unwrap();
    }

    let packs = Packs::new(db.clone(), writer.clone(), Arc::new(SystemClock), SecureRng::from_os().unwrap());
    let key = vec![packs.copy("starter-en", owner.as_str()).await.unwrap().pack.key];
    let words = ["sand", "towel", "shell", "gull", "wave"].map(str::to_owned).to_vec();
    let list = Draft { prompt: "On the beach".to_owned(), words, ..Draft::default() };
    packs.add_question(&key[0], owner.as_str(), list).await.unwrap();
    let kinds = QuestionKind::ALL;
    let need = ContentNeed::Questions { count: 3, family_friendly: false, kinds, default_kinds: kinds };
    let choice = PackSelection { packs: &key, account: Some(owner.as_str()), ..PackSelection::default() };
    let drawn = content::draw(db, &need, choice, &mut ChaCha8Rng::seed_from_u64(1)).await.unwrap();
    content::record_history(&writer, owner.as_str(), drawn.content.ids(), 1).await.unwrap();

    let file = media::ActiveModel {
        owner_id: Set(Some(owner.as_str().to_owned())),
        file: Set(format!("{}.png", "ab".repeat(32))),
        bytes: Set(70),
        created_at: Set(0),
        attached: Set(true),
        kept_until: Set(0),
        ..Default::default()
    };
    let file = file.insert(db).await.unwrap();
    let question = question::Entity::find().one(db).await.unwrap().unwrap();
    let used = question_media::ActiveModel {
        question_id: Set(question.id),
        media_id: Set(file.id),
        alt: Set("A tower".to_owned()),
    };
    used.insert(db).await.unwrap();
    let media = json!({"file": file.file, "alt": "A tower"});
    let picture: Draft =
        serde_json::from_value(json!({"kind": "picture", "prompt": "", "answer": "", "media": media})).unwrap();
    packs.add_question(&key[0], owner.as_str(), picture).await.unwrap();
    let config = to_raw_value(&json!({"logo": media})).unwrap();
    let change = PresetChange { config: Some(&config), ..PresetChange::default() };
    presets.change(&owner, "s_quiz", change, Timestamp::EPOCH).await.unwrap();

    let (log, at) = (ChatLog::new(db.clone(), writer), Timestamp::EPOCH);
    let session = SessionKey { code: SessionCode::parse("KWXTRN").unwrap(), born: at };
    let message = PostedMessage { sender_id: "p_1", sender_name: "Bo", content: "hello", client_id: None, at };
    log.append(&session, message).await.unwrap();
    log.mark_read(&session, "p_2", 1).await.unwrap();
}
