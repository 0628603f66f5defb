//! A guitar client with the contract's messages.

use serde_json::json;
use wpp_tests::harness::environment::TestEnvironment;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn practice_reaches_everybody() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let (mut screen, ana) = (stage.screen().await, stage.seat("Ana").await);
    let mut guitar = stage.guitar(&ana).await;
    let arrived = screen.next("connection_update").await;
    assert_eq!(arrived, json!({"status": "connected", "user_id": ana.player_id}));
    assert_eq!(guitar.next("connection_update").await, arrived, "to all, the one who came included");

    guitar.send("ping", json!({"timestamp": 1_234.5})).await;
    assert_eq!(guitar.next("pong").await["timestamp"], 1_234.5);

    // Practice starts without a host.
    guitar.send("practice_start", json!({"timestamp": "2026-11-21T20:00:00.000Z"})).await;
    for client in [&mut screen, &mut guitar] {
        let update = client.next("practice_update").await;
        assert_eq!((&update["status"], &update["player_id"]), (&json!("started"), &json!(ana.player_id)));
        assert!(update["timestamp"].as_str().unwrap().ends_with('Z'));
    }
    for chord in ["Am", "F", "C", "G"] {
        guitar.send("chord_change", json!({"chord": chord})).await;
        for client in [&mut screen, &mut guitar] {
            let change = client.next("chord_change").await;
            assert_eq!((&change["chord"], &change["player_id"]), (&json!(chord), &json!(ana.player_id)));
            assert!(change["timestamp"].as_str().unwrap().ends_with('Z'));
        }
    }
    guitar.send("practice_end", json!({"timestamp": 2})).await;
    for client in [&mut screen, &mut guitar] {
        assert_eq!(client.next("practice_update").await["status"], "ended");
    }
    drop(guitar);
    let gone = screen.next_where("connection_update", |update| update["status"] == "disconnected").await;
    assert_eq!(gone["user_id"], ana.player_id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn practice_ends_by_its_deadline() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 1_000).await;
    let ana = stage.seat("Ana").await;
    let (mut guitar, mut tv) = (stage.guitar(&ana).await, stage.tv().await);
    guitar.send("practice_start", json!({"timestamp": 1})).await;
    assert_eq!(guitar.next("practice_update").await["status"], "started");
    let due = tv.next("phase.practice_started").await["deadline_at"].clone();
    let ended = guitar.next("practice_update").await;
    assert_eq!((&ended["status"], &ended["timestamp"]), (&json!("ended"), &due));
}

#[tokio::test(flavor = "multi_thread")]
async fn guitarists_and_phones_share_a_stage() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let (ana, bo) = (stage.seat("Ana").await, stage.seat("Bo").await);
    let mut guitar = stage.guitar(&ana).await;
    let mut phone = stage.game(&format!("session_token={}", bo.token)).await;
    let mut tv = stage.tv().await;
    phone.next("session.snapshot").await;
    guitar.send("chord_change", json!({"chord": "E"})).await;
    assert_eq!(phone.next("chord_change").await["player_id"], ana.player_id.as_str());
    phone.send("chord_change", json!({"chord": "D7", "seq": 1, "stroke": "up"})).await;
    for client in [&mut guitar, &mut tv] {
        let change = client.next_where("chord_change", |change| change["chord"] == "D7").await;
        assert_eq!((&change["player_id"], &change["stroke"]), (&json!(bo.player_id), &json!("up")));
    }
    let envelope = tv.received.iter().find(|message| message["type"] == "chord_change").unwrap();
    assert!(envelope.get("seq").is_none() && envelope["session"] == stage.session.code.as_str());
}
