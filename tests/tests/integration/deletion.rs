//! The end of a session deletes all its data.

use reqwest::StatusCode;
use serde_json::json;
use wpp_runtime::deadlines::DeadlineQueue;
use wpp_tests::{
    harness::{
        environment::TestEnvironment,
        test_game::{TestGame, lie_of, short_config},
        test_socket::End,
        wait_until,
    },
    on_both_environments,
};

use crate::support::traces;

on_both_environments! {
    exit_deletes_a_running_game,
    finished_game_expires,
    every_key_has_a_lifetime,
    exit_wins_against_actions,
}

/// Returns every text that identifies the session or its players.
fn names(game: &TestGame) -> Vec<String> {
    let mut names = vec![game.session.code.clone(), "Player 0".to_owned(), lie_of(0), lie_of(1)];
    names.extend(game.seats.iter().map(|seat| seat.player_id.clone()));
    names
}

async fn exit_deletes_a_running_game(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 2), 3).await;
    game.play(&api).await;
    game.play_question().await;
    game.submit_lies().await;
    let names = names(&game);
    assert_ne!(traces::in_redis(&env.redis, &names).await, Vec::<String>::new(), "the search finds what is there");

    let _ = api.control(&game.session, "pause").await.expect(StatusCode::OK);
    let _ = api.control(&game.session, "play").await.expect(StatusCode::OK);
    let receipt = api.control(&game.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt, json!({"deleted": {"redis_keys": 3, "rows": 0, "wakeups": 1}}));
    for mut socket in std::iter::once(game.screen).chain(game.phones) {
        assert_eq!(socket.ended().await, End::Closed(4005));
        let last = socket.received.iter().rev().find(|envelope| envelope.get("seq").is_some()).unwrap();
        assert_eq!(last["type"], "session.exited");
    }
    let _ = api.get(&format!("/api/sessions/{}", game.session.code)).await.problem("unknown_session");
    gone(env, &names).await;
}

async fn finished_game_expires(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    let names = names(&game);
    let mut redis = env.redis.connect().await;
    let keys = keys_of(env, &game.session.code).await;
    assert_eq!(keys.len(), 3, "{keys:?}");
    for key in &keys {
        let left: i64 = redis::cmd("PTTL").arg(key).query_async(&mut redis).await.unwrap();
        assert!((1..=600_000).contains(&left), "{key} lives {left} ms");
    }
    for socket in std::iter::once(game.screen).chain(game.phones) {
        socket.leave().await;
    }
    for key in &keys {
        let _: u64 = redis::cmd("PEXPIRE").arg(key).arg(1).query_async(&mut redis).await.unwrap();
    }
    gone(env, &names).await;
}

async fn every_key_has_a_lifetime(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let session = api.create(short_config(1, 1)).await;
    let mut redis = env.redis.connect().await;
    let hours = |n: i64| n * 3_600_000;
    lifetimes(env, &mut redis, &session.code, hours(2)).await;
    let receipt = api.control(&session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt, json!({"deleted": {"redis_keys": 1, "rows": 0, "wakeups": 0}}));

    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    lifetimes(env, &mut redis, &game.session.code, hours(2)).await;
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    lifetimes(env, &mut redis, &game.session.code, hours(12)).await;
    let _ = api.control(&game.session, "pause").await.expect(StatusCode::OK);
    lifetimes(env, &mut redis, &game.session.code, hours(12)).await;
}

async fn exit_wins_against_actions(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    game.play(&api).await;
    game.phones[0].next("phase.lie_started").await;
    let names = names(&game);
    let code = game.session.code.clone();
    let lie = |n: usize| api.submit_action(&code, &game.seats[n], "1", "lie.submit", json!({"text": lie_of(n)}));
    let (_, _, exit, _) = tokio::join!(lie(0), lie(1), api.control(&game.session, "exit"), lie(2));
    let _ = exit.expect(StatusCode::OK);
    for mut socket in std::iter::once(game.screen).chain(game.phones) {
        assert_eq!(socket.ended().await, End::Closed(4005));
    }
    gone(env, &names).await;
}

/// Waits until the queue has deleted its finished jobs, then searches everywhere.
async fn gone(env: &TestEnvironment, names: &[String]) {
    let queue = DeadlineQueue::new(env.redis.connect().await);
    wait_until("the queue is empty", async || queue.depth().await.unwrap().total() == 0).await;
    // The server records the close of the last socket shortly after the client sees it.
    wait_until("nothing of the session is in Redis", async || traces::in_redis(&env.redis, names).await.is_empty())
        .await;
    assert_eq!(traces::in_database(env, names).await, Vec::<String>::new());
}

async fn keys_of(env: &TestEnvironment, code: &str) -> Vec<String> {
    env.redis.keys().await.into_iter().filter(|key| key.starts_with(&format!("{{{code}}}:"))).collect()
}

async fn lifetimes(
    env: &TestEnvironment,
    redis: &mut wpp_runtime::redis_connection::RedisConnection,
    code: &str,
    most: i64,
) {
    let keys = keys_of(env, code).await;
    assert!(!keys.is_empty());
    for key in keys {
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(redis).await.unwrap();
        assert!(left > most - 120_000 && left <= most, "{key} lives {left} ms, not {most}");
    }
}
