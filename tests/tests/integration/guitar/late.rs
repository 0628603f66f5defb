//! Sockets that connect late, reconnect, or connect to another process.

use serde_json::json;
use wpp_tests::harness::{client::Api, environment::TestEnvironment, wait_until};

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn late_screen_gets_last_chords_once() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let (ana, bo) = (stage.seat("Ana").await, stage.seat("Bo").await);
    let (mut one, mut two) = (stage.guitar(&ana).await, stage.guitar(&bo).await);
    for chord in ["Am", "F", "C"] {
        one.send("chord_change", json!({"chord": chord})).await;
        one.next_where("chord_change", |change| change["chord"] == chord).await;
    }
    two.send("chord_change", json!({"chord": "G"})).await;
    two.next_where("chord_change", |change| change["chord"] == "G").await;
    one.send("practice_start", json!({})).await;
    one.next("practice_update").await;

    for mut late in [stage.screen().await, stage.tv().await] {
        late.next("chord_change").await;
        late.next("chord_change").await;
        late.settle().await;
        let chords = late.received.iter().filter(|message| message["type"] == "chord_change");
        let mut chords: Vec<_> = chords.map(|message| message["data"]["chord"].as_str().unwrap()).collect();
        chords.sort_unstable();
        assert_eq!(chords, ["C", "G"]);
    }
    let mut late = stage.screen().await;
    let update = late.next("practice_update").await;
    assert_eq!((&update["status"], &update["player_id"]), (&json!("started"), &json!(ana.player_id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_process_sends_last_chord() {
    let env = TestEnvironment::start().await;
    let (web, other_web) = (env.start_api().await, env.start_api().await);
    let (api, other) = (Api::of(&web), Api::of(&other_web));
    let stage = Stage::create(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let mut guitar = stage.guitar(&ana).await;
    guitar.send("chord_change", json!({"chord": "Bm7"})).await;
    guitar.next("chord_change").await;

    let mut late = stage.screen_at(&other).await;
    assert_eq!(late.next("chord_change").await["chord"], "Bm7");
    guitar.send("chord_change", json!({"chord": "E"})).await;
    assert_eq!(late.next("chord_change").await["chord"], "E");
    late.settle().await;
    let chords = late.received.iter().filter(|message| message["type"] == "chord_change").count();
    assert_eq!(chords, 2, "no chord arrives twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn reconnected_guitar_may_restart_its_seq() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let (mut screen, mut guitar) = (stage.screen().await, stage.guitar(&ana).await);
    guitar.send("practice_start", json!({})).await;
    guitar.next("practice_update").await;
    guitar.send("chord_change", json!({"chord": "A", "seq": 500})).await;
    guitar.send("chord_change", json!({"chord": "stale", "seq": 499})).await;
    guitar.send("chord_change", json!({"chord": "B", "seq": 501})).await;
    assert_eq!(screen.next("chord_change").await["chord"], "A");
    assert_eq!(screen.next("chord_change").await["chord"], "B");

    drop(guitar);
    screen.next_where("connection_update", |update| update["status"] == "disconnected").await;
    let mut again = stage.guitar(&ana).await;
    screen.next_where("connection_update", |update| update["status"] == "connected").await;
    assert_eq!(again.next("practice_update").await["status"], "started", "the practice went on");
    again.send("chord_change", json!({"chord": "C", "seq": 1})).await;
    assert_eq!(screen.next("chord_change").await["chord"], "C");
}

#[tokio::test(flavor = "multi_thread")]
async fn removal_deletes_the_last_chord() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let (ana, mut screen) = (stage.seat("Ana").await, stage.screen().await);
    let mut guitar = stage.guitar(&ana).await;
    guitar.send("chord_change", json!({"chord": "A"})).await;
    screen.next("chord_change").await;
    let _ = api.remove(&stage.session, &ana.player_id).await;
    assert_eq!(guitar.ended().await, wpp_tests::harness::test_socket::End::Closed(4004));
    screen.next_where("connection_update", |update| update["status"] == "disconnected").await;
    wait_until("the last chord is deleted", async || {
        let mut late = stage.screen().await;
        late.settle().await;
        !late.received.iter().any(|message| message["type"] == "chord_change")
    })
    .await;
}
