//! Who comes late, comes back, or comes to another process.

use serde_json::json;
use wpp_tests::harness::{client::Api, until, world::World};

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_late_screen_hears_the_last_chord_of_each_guitar_once() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let stage = Stage::set(&api, 600_000).await;
    let (ana, bo) = (stage.seat("Ana").await, stage.seat("Bo").await);
    let (mut one, mut two) = (stage.guitar(&ana).await, stage.guitar(&bo).await);
    for chord in ["Am", "F", "C"] {
        one.say("chord_change", json!({"chord": chord})).await;
        one.next_where("chord_change", |heard| heard["chord"] == chord).await;
    }
    two.say("chord_change", json!({"chord": "G"})).await;
    two.next_where("chord_change", |heard| heard["chord"] == "G").await;
    one.say("practice_start", json!({})).await;
    one.next("practice_update").await;

    for mut late in [stage.screen().await, stage.tv().await] {
        late.settled().await;
        let chords = late.heard.iter().filter(|message| message["type"] == "chord_change");
        let mut chords: Vec<_> = chords.map(|message| message["data"]["chord"].as_str().unwrap()).collect();
        chords.sort_unstable();
        assert_eq!(chords, ["C", "G"]);
    }
    let mut late = stage.screen().await;
    let update = late.next("practice_update").await;
    assert_eq!((&update["status"], &update["player_id"]), (&json!("started"), &json!(ana.player_id)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_at_another_process_hears_the_last_chord_too() {
    let world = World::start().await;
    let (web, other_web) = (world.web().await, world.web().await);
    let (api, other) = (Api::of(&web), Api::of(&other_web));
    let stage = Stage::set(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let mut guitar = stage.guitar(&ana).await;
    guitar.say("chord_change", json!({"chord": "Bm7"})).await;
    guitar.next("chord_change").await;

    let mut late = stage.screen_at(&other).await;
    assert_eq!(late.next("chord_change").await["chord"], "Bm7");
    guitar.say("chord_change", json!({"chord": "E"})).await;
    assert_eq!(late.next("chord_change").await["chord"], "E");
    late.settled().await;
    let chords = late.heard.iter().filter(|message| message["type"] == "chord_change").count();
    assert_eq!(chords, 2, "nothing is told twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guitar_that_comes_back_is_heard_at_once_even_if_it_counts_anew() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let stage = Stage::set(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let (mut screen, mut guitar) = (stage.screen().await, stage.guitar(&ana).await);
    guitar.say("practice_start", json!({})).await;
    guitar.next("practice_update").await;
    guitar.say("chord_change", json!({"chord": "A", "seq": 500})).await;
    guitar.say("chord_change", json!({"chord": "stale", "seq": 499})).await;
    guitar.say("chord_change", json!({"chord": "B", "seq": 501})).await;
    assert_eq!(screen.next("chord_change").await["chord"], "A");
    assert_eq!(screen.next("chord_change").await["chord"], "B");

    drop(guitar);
    screen.next_where("connection_update", |update| update["status"] == "disconnected").await;
    let mut again = stage.guitar(&ana).await;
    screen.next_where("connection_update", |update| update["status"] == "connected").await;
    assert_eq!(again.next("practice_update").await["status"], "started", "the practice went on");
    again.say("chord_change", json!({"chord": "C", "seq": 1})).await;
    assert_eq!(screen.next("chord_change").await["chord"], "C");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_removed_leaves_no_chord_behind() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let stage = Stage::set(&api, 600_000).await;
    let (ana, mut screen) = (stage.seat("Ana").await, stage.screen().await);
    let mut guitar = stage.guitar(&ana).await;
    guitar.say("chord_change", json!({"chord": "A"})).await;
    screen.next("chord_change").await;
    let _ = api.remove(&stage.session, &ana.player_id).await;
    assert_eq!(guitar.ended().await, wpp_tests::harness::socket::End::Closed(4004));
    screen.next_where("connection_update", |update| update["status"] == "disconnected").await;
    until("nobody remembers the chord", async || {
        let mut late = stage.screen().await;
        late.settled().await;
        !late.heard.iter().any(|message| message["type"] == "chord_change")
    })
    .await;
}
