//! Every migration goes down and up again with rows in every table.
//!
//! The test fails for a table that [`fill`] leaves empty. It also fails for a step back that deletes more than
//! its own tables, unless [`TAKES`] lists it.

use std::{collections::BTreeMap, sync::Arc};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseConnection, TransactionTrait};
use sea_orm_migration::MigratorTrait;
use wpp_entity::{account, refresh_token};
use wpp_game::{
    content::{ContentNeed, QuestionKind},
    ids::{AccountId, SessionCode},
    time::Timestamp,
};
use wpp_library::{
    content::{self, Choice},
    packs::Packs,
    presets::{Draft, Presets},
};
use wpp_migration::{Migrator, prepare, roll_back};
use wpp_runtime::{
    chat::{ChatLog, Said, SessionKey},
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

on_both_databases! { every_step_goes_down_and_up }

/// Steps back that delete rows of remaining tables, because the previous schema cannot represent them: an
/// account's own packs and their contents.
const TAKES: [(&str, &[&str]); 1] = [("m0004_packs_of_people", &["pack", "question", "decoy", "alias"])];

async fn every_step_goes_down_and_up(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    fill(db).await;
    let newest = shape(db).await;
    let empty: Vec<String> = sizes(db).await.into_iter().filter(|(_, rows)| *rows == 0).map(|(name, _)| name).collect();
    assert_eq!(empty, Vec::<String>::new(), "tables without rows prove nothing");

    let steps: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    for step in steps.iter().rev() {
        let (shaped, held) = (shape(db).await, sizes(db).await);
        roll_back(db, Some(1)).await.unwrap_or_else(|error| panic!("{step} does not go down: {error}"));
        let left = sizes(db).await;
        let takes = TAKES.iter().find(|(name, _)| name == step).map_or(&[][..], |(_, tables)| tables);
        for (table, rows) in &left {
            let taken = held[table] - rows;
            assert_eq!(taken > 0, takes.contains(&table.as_str()), "{step} on its way back takes {taken} of {table}");
        }
        // Migrates up over the remaining rows, and down again for the next step.
        let turn = db.begin().await.unwrap();
        Migrator::up(&turn, Some(1)).await.unwrap_or_else(|error| panic!("{step} does not go up: {error}"));
        turn.commit().await.unwrap();
        assert_eq!(shape(db).await, shaped, "{step} restores a different schema");
        for (table, rows) in &left {
            assert_eq!(sizes(db).await[table], *rows, "{step} on its way up changes how many there are of {table}");
        }
        roll_back(db, Some(1)).await.unwrap_or_else(|error| panic!("{step} goes down once only: {error}"));
        assert_eq!(sizes(db).await, left);
    }
    assert_eq!(tables(db).await, Vec::<String>::new(), "something stays when everything is taken back");
    prepare(db).await.unwrap();
    assert_eq!(shape(db).await, newest);
}

/// Returns columns, references and indices of every table, ordered by name.
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

/// Inserts a row into every table with the code that writes it in production.
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

    let presets = Presets::new(db.clone(), writer.clone(), wpp_cartridges::registry());
    for kind in wpp_cartridges::registry().kinds() {
        let draft =
            Draft { preset_id: format!("s_{kind}"), cartridge: kind, name: "Friday", config: None, is_default: true };
        presets.create(&owner, draft, Timestamp::EPOCH).await.unwrap();
    }

    let packs = Packs::new(db.clone(), writer.clone(), Arc::new(SystemClock), SecureRng::from_os().unwrap());
    let key = vec![packs.copy("starter-en", owner.as_str()).await.unwrap().pack.key];
    let need = ContentNeed::Questions { count: 3, family_friendly: false, kinds: QuestionKind::ALL };
    let choice = Choice { packs: &key, account: Some(owner.as_str()), ..Choice::default() };
    let drawn = content::draw(db, &need, choice, &mut ChaCha8Rng::seed_from_u64(1)).await.unwrap();
    content::remember(&writer, owner.as_str(), &drawn.content, 1).await.unwrap();

    let (log, at) = (ChatLog::new(db.clone(), writer), Timestamp::EPOCH);
    let session = SessionKey { code: SessionCode::parse("KWXTR").unwrap(), born: at };
    let posted = Said { sender_id: "p_1", sender_name: "Bo", content: "hello", client_id: None, at };
    log.append(&session, posted).await.unwrap();
    log.mark_read(&session, "p_2", 1).await.unwrap();
}
