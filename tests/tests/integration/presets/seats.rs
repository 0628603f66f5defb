//! Presets of Quiz for more players than the older schema can hold.

use serde_json::{json, value::to_raw_value};
use wpp_game::time::Timestamp;
use wpp_library::presets::{NewPreset, Presets};
use wpp_migration::{prepare, roll_back, steps_since};
use wpp_runtime::db::Writer;
use wpp_tests::{harness::database::TestDatabase, on_both_databases};

use crate::support::account::account;

on_both_databases! { an_older_schema_has_fewer_seats }

async fn an_older_schema_has_fewer_seats(database: &TestDatabase) {
    let db = &database.db;
    prepare(db).await.unwrap();
    let owner = account(db, "ana").await;
    let presets = Presets::new(db.clone(), Writer::new(db.clone()), wpp_cartridges::registry());
    for (name, min, max) in [("hall", 300, 500), ("home", 3, 12)] {
        let config = to_raw_value(&json!({ "min_players": min, "max_players": max, "rounds": 2 })).unwrap();
        let preset_id = name.to_owned();
        let draft = NewPreset { preset_id, cartridge: "quiz", name, config: Some(&config), is_default: false };
        presets.create(&owner, draft, Timestamp::EPOCH).await.unwrap();
    }
    roll_back(db, steps_since("m0014_quiz_teams_and_seats")).await.unwrap();
    prepare(db).await.unwrap();
    for (id, min, max) in [("hall", 200, 200), ("home", 3, 12)] {
        let config = presets.find(&owner, id).await.unwrap().config;
        let seats = json!([config["min_players"], config["max_players"], config["rounds"]]);
        assert_eq!(seats, json!([min, max, 2]), "{id}");
    }
}
