//! After a session's end nothing of it is anywhere.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support {
    pub mod traces;
}

use reqwest::StatusCode;
use serde_json::json;
use wpp_runtime::deadlines::DeadlineQueue;
use wpp_tests::{
    harness::{
        game::{Table, lie_of, quick},
        socket::End,
        until,
        world::World,
    },
    in_both_worlds,
};

use self::support::traces;

in_both_worlds! {
    exit_deletes_all_of_a_running_game_and_says_what_went,
    a_finished_game_is_kept_ten_minutes_at_most_and_then_nothing_is_left,
    every_key_of_a_session_carries_its_lifetime_at_every_stage,
    an_exit_races_with_actions_and_nothing_comes_back,
}

/// Everything that would give the session or its people away.
fn names(table: &Table) -> Vec<String> {
    let mut names = vec![table.session.code.clone(), "Player 0".to_owned(), lie_of(0), lie_of(1)];
    names.extend(table.seats.iter().map(|seat| seat.player_id.clone()));
    names
}

async fn exit_deletes_all_of_a_running_game_and_says_what_went(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut table = Table::set(&api, quick(1, 2), 3).await;
    table.play(&api).await;
    table.question().await;
    table.lie().await;
    let names = names(&table);
    assert_ne!(traces::in_redis(&world.redis, &names).await, Vec::<String>::new(), "the search finds what is there");

    let _ = api.steer(&table.session, "pause").await.expect(StatusCode::OK);
    let _ = api.steer(&table.session, "play").await.expect(StatusCode::OK);
    let receipt = api.steer(&table.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt, json!({"deleted": {"redis_keys": 3, "rows": 0, "wakeups": 1}}));
    for mut socket in std::iter::once(table.screen).chain(table.phones) {
        assert_eq!(socket.ended().await, End::Closed(4005));
        let last = socket.heard.iter().rev().find(|envelope| envelope.get("seq").is_some()).unwrap();
        assert_eq!(last["type"], "session.exited");
    }
    let _ = api.get(&format!("/api/sessions/{}", table.session.code)).await.problem("unknown_session");
    gone(world, &names).await;
}

async fn a_finished_game_is_kept_ten_minutes_at_most_and_then_nothing_is_left(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    table.play(&api).await;
    table.question().await;
    table.screen.next("phase.game_over").await;
    let names = names(&table);
    let mut redis = world.redis.connect().await;
    let keys = keys_of(world, &table.session.code).await;
    assert_eq!(keys.len(), 3, "{keys:?}");
    for key in &keys {
        let left: i64 = redis::cmd("PTTL").arg(key).query_async(&mut redis).await.unwrap();
        assert!((1..=600_000).contains(&left), "{key} lives {left} ms");
    }
    for socket in std::iter::once(table.screen).chain(table.phones) {
        socket.leave().await;
    }
    for key in &keys {
        let _: u64 = redis::cmd("PEXPIRE").arg(key).arg(1).query_async(&mut redis).await.unwrap();
    }
    gone(world, &names).await;
}

async fn every_key_of_a_session_carries_its_lifetime_at_every_stage(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let session = api.create(quick(1, 1)).await;
    let mut redis = world.redis.connect().await;
    let hours = |n: i64| n * 3_600_000;
    lifetimes(world, &mut redis, &session.code, hours(2)).await;
    let receipt = api.steer(&session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt, json!({"deleted": {"redis_keys": 1, "rows": 0, "wakeups": 0}}));

    let mut table = Table::set(&api, quick(1, 1), 2).await;
    lifetimes(world, &mut redis, &table.session.code, hours(2)).await;
    table.play(&api).await;
    table.screen.next("phase.lie_started").await;
    lifetimes(world, &mut redis, &table.session.code, hours(12)).await;
    let _ = api.steer(&table.session, "pause").await.expect(StatusCode::OK);
    lifetimes(world, &mut redis, &table.session.code, hours(12)).await;
}

async fn an_exit_races_with_actions_and_nothing_comes_back(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut table = Table::set(&api, quick(1, 1), 3).await;
    table.play(&api).await;
    table.phones[0].next("phase.lie_started").await;
    let names = names(&table);
    let code = table.session.code.clone();
    let lie = |n: usize| api.act(&code, &table.seats[n], "1", "lie.submit", json!({"text": lie_of(n)}));
    let (_, _, exit, _) = tokio::join!(lie(0), lie(1), api.steer(&table.session, "exit"), lie(2));
    let _ = exit.expect(StatusCode::OK);
    for mut socket in std::iter::once(table.screen).chain(table.phones) {
        assert_eq!(socket.ended().await, End::Closed(4005));
    }
    gone(world, &names).await;
}

/// Waits until the queue has purged its finished jobs, then looks everywhere.
async fn gone(world: &World, names: &[String]) {
    let queue = DeadlineQueue::new(world.redis.connect().await);
    until("the queue is empty", async || queue.depth().await.unwrap().total() == 0).await;
    // The last socket's farewell is written down a moment after the socket has heard it.
    until("nothing of the session is in Redis", async || traces::in_redis(&world.redis, names).await.is_empty()).await;
    assert_eq!(traces::in_database(world, names).await, Vec::<String>::new());
}

async fn keys_of(world: &World, code: &str) -> Vec<String> {
    world.redis.keys().await.into_iter().filter(|key| key.starts_with(&format!("{{{code}}}:"))).collect()
}

async fn lifetimes(world: &World, redis: &mut redis::aio::ConnectionManager, code: &str, most: i64) {
    let keys = keys_of(world, code).await;
    assert!(!keys.is_empty());
    for key in keys {
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(redis).await.unwrap();
        assert!(left > most - 120_000 && left <= most, "{key} lives {left} ms, not {most}");
    }
}
