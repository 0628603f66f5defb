//! Chords are counted but not stored.

use serde_json::json;
use wpp_tests::harness::environment::TestEnvironment;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn summary_counts_both_sockets() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let (ana, bo) = (stage.seat("Ana").await, stage.seat("Bo").await);
    let (mut tv, mut listener) = (stage.tv().await, stage.screen().await);
    let mut guitar = stage.guitar(&ana).await;
    let mut phone = stage.game(&format!("session_token={}", bo.token)).await;
    phone.next("session.snapshot").await;
    guitar.send("practice_start", json!({})).await;
    tv.next("practice.joined").await;
    for _ in 0..30 {
        guitar.send("chord_change", json!({"chord": "Am"})).await;
        phone.send("chord_change", json!({"chord": "C"})).await;
    }
    // The first chord during a practice joins it.
    assert_eq!(tv.next("practice.joined").await["player_id"], bo.player_id.as_str());
    for _ in 0..60 {
        listener.next("chord_change").await;
    }
    phone.send_text(r#"{"type":"practice.end","id":"1","data":{}}"#).await;
    guitar.send("practice_end", json!({})).await;
    let summary = tv.next("phase.summary").await;
    let chords: Vec<_> = summary["lines"].as_array().unwrap().iter().map(|line| &line["chords"]).collect();
    assert_eq!(chords, [30, 30]);
}

#[tokio::test(flavor = "multi_thread")]
async fn chord_writes_nothing_to_redis() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let (mut screen, mut guitar) = (stage.screen().await, stage.guitar(&ana).await);
    guitar.send("practice_start", json!({})).await;
    screen.next("practice_update").await;
    guitar.send("chord_change", json!({"chord": "A"})).await;
    screen.next("chord_change").await;
    let before = written(&env, &stage.session.code).await;
    assert!(before.is_some());
    for _ in 0..60 {
        guitar.send("chord_change", json!({"chord": "E"})).await;
        screen.next("chord_change").await;
    }
    assert_eq!(written(&env, &stage.session.code).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_guitar_keeps_its_count() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let (mut tv, mut guitar) = (stage.tv().await, stage.guitar(&ana).await);
    guitar.send("practice_start", json!({})).await;
    tv.next("practice.joined").await;
    for _ in 0..5 {
        guitar.send("chord_change", json!({"chord": "A"})).await;
        tv.next("chord_change").await;
    }
    drop(guitar);
    assert_eq!(tv.next("practice.progress").await["chords"], 5);
    let mut again = stage.guitar(&ana).await;
    again.next("practice_update").await;
    again.send("chord_change", json!({"chord": "B"})).await;
    tv.next("chord_change").await;
    again.send("practice_end", json!({})).await;
    assert_eq!(tv.next("phase.summary").await["lines"][0]["chords"], 6);
}

/// Returns the session's version and its number of events.
async fn written(env: &TestEnvironment, code: &str) -> Option<(u64, u64)> {
    let mut redis = env.redis.connect().await;
    let version = redis::cmd("HGET").arg(format!("{{{code}}}:state")).arg("v").query_async(&mut redis).await.ok()?;
    let events = redis::cmd("XLEN").arg(format!("{{{code}}}:events")).query_async(&mut redis).await.ok()?;
    Some((version, events))
}
