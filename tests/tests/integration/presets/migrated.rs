//! Presets after migrations of their tables, and during an upgrade.

use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json, value::to_raw_value};
use wpp_game::time::Timestamp;
use wpp_library::presets::{MAX_PRESETS, NewPreset, PresetChange, Presets};
use wpp_migration::{prepare, roll_back, steps_since};
use wpp_runtime::db::Writer;
use wpp_tests::harness::{client::Api, database::TestDatabase, environment::TestEnvironment};

use super::calls::{Owner, two_accounts};
use crate::support::account::account;

const NOW: Timestamp = Timestamp::EPOCH;

mod databases {
    use super::{presets_of_unknown_games_are_not_counted, presets_without_settings_have_the_defaults};

    wpp_tests::on_both_databases! {
        presets_without_settings_have_the_defaults,
        presets_of_unknown_games_are_not_counted,
    }
}

mod environments {
    use super::an_older_process_asks_to_try_again;

    wpp_tests::on_both_environments! { an_older_process_asks_to_try_again }
}

async fn presets_without_settings_have_the_defaults(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let owner = account(db, "ana").await;
    let presets = Presets::new(db.clone(), Writer::new(db.clone()), wpp_cartridges::registry());
    let config = to_raw_value(&json!({"rounds": 7})).unwrap();
    let draft = |cartridge: &'static str| NewPreset {
        preset_id: format!("s_{cartridge}"),
        cartridge,
        name: "Friday",
        config: Some(&config),
        is_default: true,
    };
    for kind in ["fib", "quiz"] {
        presets.create(&owner, draft(kind), NOW).await.unwrap();
    }
    roll_back(db, steps_since("m0006_fib_presets")).await.unwrap();
    prepare(db).await.unwrap();

    let listed = presets.list(&owner, None).await.unwrap();
    let found: Vec<_> =
        listed.iter().map(|preset| (&*preset.preset_id, &*preset.name, &preset.config["rounds"])).collect();
    assert_eq!(found, [("s_fib", "Friday", &json!(3)), ("s_quiz", "Friday", &json!(3))]);
    let rename = PresetChange { name: Some("Sunday"), ..PresetChange::default() };
    assert_eq!(presets.change(&owner, "s_fib", rename, NOW).await.unwrap().config["rounds"], 3);
    let change = PresetChange { config: Some(&config), ..PresetChange::default() };
    presets.change(&owner, "s_fib", change, NOW).await.unwrap();
    let found = presets.find(&owner, "s_fib").await.unwrap();
    assert_eq!((&*found.name, &found.config["rounds"]), ("Sunday", &json!(7)));
    presets.delete(&owner, "s_quiz").await.unwrap();
    assert_eq!(presets.list(&owner, None).await.unwrap(), [found]);
}

async fn presets_of_unknown_games_are_not_counted(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let owner = account(db, "ana").await;
    let presets = Presets::new(db.clone(), Writer::new(db.clone()), wpp_cartridges::registry());
    for n in 0..MAX_PRESETS {
        let insert = format!("INSERT INTO preset VALUES ('s_{n}', 'a_ana', 'chess', 'Friday', FALSE, 0, 0)");
        db.execute_unprepared(&insert).await.unwrap();
    }
    let draft =
        NewPreset { preset_id: "s_fib".to_owned(), cartridge: "fib", name: "Friday", config: None, is_default: false };
    let created = presets.create(&owner, draft, NOW).await.unwrap();
    assert_eq!(presets.list(&owner, None).await.unwrap(), [created]);
}

/// A migration of a newer release renames or removes columns while processes of the older one run.
async fn an_older_process_asks_to_try_again(env: &TestEnvironment) {
    let (_web, [ana, _]) = two_accounts(env).await;
    let kept = ana.keep(json!({"cartridge": "fib", "name": "Friday", "config": {"rounds": 2}})).await;
    let other = ana.keep(json!({"cartridge": "quiz", "name": "Friday"})).await;
    let id = kept["preset_id"].as_str().unwrap();
    let rename = async |from: &str, to: &str| {
        let (db, rename) = (env.open_database().await, format!("ALTER TABLE fib_preset RENAME COLUMN {from} TO {to}"));
        db.execute_unprepared(&rename).await.unwrap();
        db.close().await.unwrap();
    };
    // A place of a list, which may be empty.
    rename("round_multipliers_2", "second_multiplier").await;

    let own = format!("/api/presets/{id}");
    for (method, path, body) in [
        (Method::GET, "/api/presets", Value::Null),
        (Method::GET, &*own, Value::Null),
        (Method::PATCH, &*own, json!({"name": "Sunday"})),
        (Method::PATCH, &*own, json!({"config": {"rounds": 4}})),
        (Method::POST, "/api/presets", json!({"cartridge": "fib", "name": "More"})),
        (Method::POST, "/api/sessions", json!({"cartridge": "fib", "preset_id": id})),
    ] {
        let answer = ana.call(method.clone(), path, body).await;
        assert!(answer.retry_after.is_some(), "{method} {path}: {answer:?}");
        let _ = answer.problem("unavailable");
    }
    let listed = ana.call(Method::GET, "/api/presets?cartridge=quiz", Value::Null).await.expect(StatusCode::OK);
    assert_eq!(listed["presets"], json!([other]));
    ana.api.create(json!({"rounds": 4})).await;

    rename("second_multiplier", "round_multipliers_2").await;
    let newer = env.start_api().await;
    let ana = Owner { api: Api::of(&newer), token: ana.token };
    let listed = ana.call(Method::GET, "/api/presets", Value::Null).await.expect(StatusCode::OK);
    assert_eq!(listed["presets"], json!([kept, other]), "no call changed a preset");
}
