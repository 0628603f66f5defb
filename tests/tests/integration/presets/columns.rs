//! The preset table of every cartridge matches its manifest, on both databases.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait, ModelTrait, PaginatorTrait, Statement};
use serde_json::{Map, Value, json, value::to_raw_value};
use wpp_entity::{account as account_row, preset};
use wpp_game::{
    content::MediaKind,
    ids::AccountId,
    manifest::{Setting, SettingKind},
    time::Timestamp,
};
use wpp_library::presets::{MAX_PRESETS, NewPreset, PresetChange, PresetError, Presets, columns, table};
use wpp_migration::prepare;
use wpp_runtime::db::Writer;
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use crate::support::account::account;

on_both_databases! {
    columns_match_the_manifest,
    columns_enforce_bounds,
    what_is_kept_is_what_is_read,
    there_is_one_default_at_most,
    limits_presets_of_an_account,
    deletion_cascades,
}

const NOW: Timestamp = Timestamp::EPOCH;

async fn ready(database: &TestDatabase) -> &DatabaseConnection {
    prepare(&database.db).await.unwrap();
    &database.db
}

fn store(db: &DatabaseConnection) -> Presets {
    Presets::new(db.clone(), Writer::new(db.clone()), wpp_cartridges::registry())
}

fn draft<'a>(cartridge: &'a str, id: &str) -> NewPreset<'a> {
    NewPreset { preset_id: id.to_owned(), cartridge, name: "Friday", config: None, is_default: false }
}

/// Saves a preset of every cartridge with the defaults.
async fn one_of_each(db: &DatabaseConnection) -> (AccountId, Presets) {
    let (owner, presets) = (account(db, "ana").await, store(db));
    for kind in wpp_cartridges::registry().kinds() {
        presets.create(&owner, draft(kind, &format!("s_{kind}")), NOW).await.unwrap();
    }
    (owner, presets)
}

async fn columns_match_the_manifest(database: &TestDatabase) {
    let db = ready(database).await;
    let _kept = one_of_each(db).await;
    for cartridge in wpp_cartridges::registry().cartridges() {
        let sql = format!("SELECT * FROM {}", table(cartridge.kind()));
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        let found: BTreeSet<String> = row.column_names().into_iter().collect();
        let declared: BTreeSet<String> =
            columns(cartridge.manifest()).into_iter().chain(["preset_id".to_owned()]).collect();
        let kind = cartridge.kind();
        let command = format!("cargo run --example author -- presets {kind}");
        assert_eq!(found, declared, "the table and the manifest of {kind} differ; run {command}");
    }
}

/// Returns SQL values at the bounds of a column and beyond them.
fn edges(setting: &Setting) -> Vec<(String, Vec<String>, Vec<String>)> {
    let beyond = |min: i32, max: i32| vec![(i64::from(min) - 1).to_string(), (i64::from(max) + 1).to_string()];
    let null = || "NULL".to_owned();
    match setting.kind {
        SettingKind::Integer { min, max, .. } => {
            let out = [beyond(min, max), vec![null()]].concat();
            vec![(setting.key.to_owned(), vec![min.to_string(), max.to_string()], out)]
        }
        SettingKind::Boolean => {
            vec![(setting.key.to_owned(), vec!["TRUE".to_owned(), "FALSE".to_owned()], vec![null()])]
        }
        SettingKind::Choice { options } => {
            let words = options.iter().map(|word| format!("'{word}'")).collect();
            vec![(setting.key.to_owned(), words, vec!["'no such word'".to_owned(), null()])]
        }
        SettingKind::Integers { min_length, max_length, min, max, .. } => (1..=max_length)
            .map(|place| {
                let name = format!("{}_{place}", setting.key);
                let out =
                    if place <= min_length { [beyond(min, max), vec![null()]].concat() } else { beyond(min, max) };
                // Entries after an empty one stay empty, so only the first entries can be tested alone.
                let within = if place <= min_length { vec![min.to_string(), max.to_string()] } else { vec![] };
                (name, within, out)
            })
            .collect(),
        SettingKind::Text { min_length, max_length } => {
            vec![(setting.key.to_owned(), lengths(min_length, max_length), vec![too_long(max_length), null()])]
        }
        SettingKind::Texts { min_count, max_count, min_length, max_length } => (1..=max_count)
            .map(|place| {
                let name = format!("{}_{place}", setting.key);
                let out = vec![too_long(max_length), "''".to_owned()];
                // As with numbers, only the first entries can be tested alone.
                let within = if place <= min_count { lengths(min_length, max_length) } else { vec![] };
                (name, within, out)
            })
            .collect(),
        SettingKind::Media { media } => {
            let name = |ending: &str| format!("'{}.{ending}'", "0f".repeat(32));
            let (own, other) = if media == MediaKind::Picture { ("png", "mp3") } else { ("mp3", "jpg") };
            let file = (setting.key.to_owned(), vec![name(own)], vec![name(other), "'../wpp.db'".to_owned()]);
            let alt =
                (format!("{}_alt", setting.key), vec!["NULL".to_owned(), "'A tower'".to_owned()], vec![too_long(300)]);
            let empty = (setting.key.to_owned(), vec![], vec!["NULL".to_owned()]);
            vec![file, alt, empty]
        }
    }
}

/// Returns the shortest and the longest text as SQL.
fn lengths(min: usize, max: usize) -> Vec<String> {
    [min, max].map(|length| format!("'{}'", "ø".repeat(length))).to_vec()
}

/// Returns a text that no grapheme can make valid.
fn too_long(max: usize) -> String {
    format!("'{}'", "ø".repeat(max * 4 + 1))
}

async fn columns_enforce_bounds(database: &TestDatabase) {
    let db = ready(database).await;
    let _kept = one_of_each(db).await;
    for cartridge in wpp_cartridges::registry().cartridges() {
        let table = table(cartridge.kind());
        for setting in &cartridge.manifest().settings {
            for (column, within, beyond) in edges(setting) {
                // The key of a setting may be a word of SQL.
                let column = format!("\"{column}\"");
                for value in within {
                    db.execute_unprepared(&format!("UPDATE {table} SET {column} = {value}")).await.unwrap();
                }
                for value in beyond {
                    let set = db.execute_unprepared(&format!("UPDATE {table} SET {column} = {value}")).await;
                    assert!(set.is_err(), "{table}.{column} may be {value}");
                }
            }
        }
    }
}

/// Returns a value within bounds other than the default.
fn other(setting: &Setting) -> Value {
    match setting.kind {
        SettingKind::Integer { max, .. } => json!(max),
        SettingKind::Boolean => json!(setting.default == json!(false)),
        SettingKind::Choice { options } => json!(options[options.len() - 1]),
        SettingKind::Integers { min_length, max, .. } => json!(vec![max; min_length.max(1)]),
        SettingKind::Text { max_length, .. } => json!("ø".repeat(max_length)),
        SettingKind::Texts { min_count, max_length, .. } => {
            let texts = 0..(min_count + 2);
            json!(texts.map(|n| format!("{n}{}", "ø".repeat(max_length - 1))).collect::<Vec<_>>())
        }
        // Needs a file of the account, see the tests of media.
        SettingKind::Media { .. } => Value::Null,
    }
}

async fn what_is_kept_is_what_is_read(database: &TestDatabase) {
    let db = ready(database).await;
    let (owner, presets) = one_of_each(db).await;
    for cartridge in wpp_cartridges::registry().cartridges() {
        let manifest = cartridge.manifest();
        let defaults: Map<String, Value> =
            manifest.settings.iter().map(|setting| (setting.key.to_owned(), setting.default.clone())).collect();
        let id = format!("s_{}", cartridge.kind());
        assert_eq!(presets.find(&owner, &id).await.unwrap().config, defaults);

        let others: Map<String, Value> =
            manifest.settings.iter().map(|setting| (setting.key.to_owned(), other(setting))).collect();
        let given = to_raw_value(&others).unwrap();
        let change = PresetChange { name: Some("  Other \n one "), config: Some(&given), is_default: None };
        let changed = presets.change(&owner, &id, change, NOW.plus_ms(5)).await.unwrap();
        assert_eq!((changed.name.as_str(), &changed.config), ("Other one", &others));
        assert_eq!((changed.created_at, changed.updated_at), (NOW, NOW.plus_ms(5)));
        assert_eq!(presets.find(&owner, &id).await.unwrap(), changed);
    }
    let listed = presets.list(&owner, None).await.unwrap();
    assert_eq!(listed.len(), wpp_cartridges::registry().kinds().count());
}

async fn there_is_one_default_at_most(database: &TestDatabase) {
    let db = ready(database).await;
    let (owner, presets) = (account(db, "ana").await, store(db));
    for id in ["s_1", "s_2", "s_3"] {
        presets.create(&owner, NewPreset { is_default: true, ..draft("fib", id) }, NOW).await.unwrap();
    }
    let defaults = async || -> Vec<String> {
        let all = presets.list(&owner, Some("fib")).await.unwrap();
        all.into_iter().filter(|preset| preset.is_default).map(|preset| preset.preset_id).collect()
    };
    assert_eq!(defaults().await, ["s_3"]);
    let chosen = PresetChange { is_default: Some(true), ..PresetChange::default() };
    let all_at_once = ["s_1", "s_2", "s_3"].map(|id| {
        let (presets, owner) = (presets.clone(), owner.clone());
        tokio::spawn(async move {
            let chosen = PresetChange { is_default: Some(true), ..PresetChange::default() };
            presets.change(&owner, id, chosen, NOW).await.unwrap();
        })
    });
    for change in all_at_once {
        change.await.unwrap();
    }
    assert_eq!(defaults().await.len(), 1);
    presets.change(&owner, "s_1", chosen, NOW).await.unwrap();
    assert_eq!(defaults().await, ["s_1"]);
    presets
        .change(&owner, "s_1", PresetChange { is_default: Some(false), ..PresetChange::default() }, NOW)
        .await
        .unwrap();
    assert!(defaults().await.is_empty());
}

async fn limits_presets_of_an_account(database: &TestDatabase) {
    let db = ready(database).await;
    let (owner, presets) = (account(db, "ana").await, store(db));
    for n in 0..MAX_PRESETS {
        presets.create(&owner, draft("fib", &format!("s_{n}")), NOW).await.unwrap();
    }
    let refused = presets.create(&owner, draft("fib", "s_more"), NOW).await.unwrap_err();
    assert!(matches!(refused, PresetError::TooMany));
    presets.delete(&owner, "s_0").await.unwrap();
    presets.create(&owner, draft("fib", "s_more"), NOW).await.unwrap();
}

async fn deletion_cascades(database: &TestDatabase) {
    let db = ready(database).await;
    let (owner, presets) = one_of_each(db).await;
    let settings = async || {
        let mut rows = 0;
        for kind in wpp_cartridges::registry().kinds() {
            let sql = format!("SELECT preset_id FROM {}", table(kind));
            let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
            rows += found.len();
        }
        rows
    };
    let games = wpp_cartridges::registry().kinds().count();
    assert_eq!(settings().await, games);
    presets.delete(&owner, "s_fib").await.unwrap();
    assert_eq!(settings().await, games - 1);
    presets.create(&owner, draft("fib", "s_again"), NOW).await.unwrap();
    let row = account_row::Entity::find_by_id(owner.as_str()).one(db).await.unwrap().unwrap();
    row.delete(db).await.unwrap();
    assert_eq!((settings().await, preset::Entity::find().count(db).await.unwrap()), (0, 0));
}
