//! Connections to Redis become silent, or their server becomes a replica.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::Process,
    redis::{
        RedisServer,
        faulty_proxy::{FaultyProxy, Silence},
    },
    test_game::{TestGame, lie_of, short_config},
    wait_until,
};

async fn behind_proxy() -> (TestEnvironment, FaultyProxy, Process, Process, Api) {
    let env = TestEnvironment::start().await;
    let proxy = FaultyProxy::start(env.redis.port()).await;
    let settings = [("REDIS_URL", &*proxy.url())];
    let (web, worker) = (env.start_api_with(&settings).await, env.start_worker_with(&settings).await);
    let api = Api::of(&web);
    (env, proxy, web, worker, api)
}

/// Time after which the lie phase ends that nobody ends earlier.
const LIE_MS: u64 = 2_000;

/// Starts a game in its first lie phase, which lasts `lie_ms`.
async fn in_lie_phase(api: &Api, lie_ms: u64) -> TestGame {
    let mut config = short_config(1, 1);
    config["lie_ms"] = json!(lie_ms);
    let mut game = TestGame::create(api, config, 2).await;
    game.play(api).await;
    for phone in &mut game.phones {
        phone.next("phase.lie_started").await;
    }
    game
}

/// Awaits the end of the lie phase at its deadline, then plays to the end.
async fn continues(mut game: TestGame, api: &Api) {
    game.screen.next("phase.guess_started").await;
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        socket.assert_matches_server(api, &game.session.code).await;
    }
    // A session without a room in this process needs a new subscription.
    let mut another = TestGame::create(api, short_config(1, 1), 2).await;
    another.play(api).await;
    another.play_question().await;
}

async fn recovers_from(silence: Silence) {
    let (_env, proxy, _web, _worker, api) = behind_proxy().await;
    let game = in_lie_phase(&api, LIE_MS).await;
    proxy.silence(silence);
    continues(game, &api).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replaces_silent_connections() {
    recovers_from(Silence::Both).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replaces_connections_without_answers() {
    recovers_from(Silence::Answers).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replaces_connections_without_commands() {
    recovers_from(Silence::Commands).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_connections_while_redis_pauses() {
    let (env, _proxy, web, _worker, api) = behind_proxy().await;
    // The phase outlasts the pause on a busy machine as well.
    let mut game = in_lie_phase(&api, 60_000).await;
    let _: String = env.redis.command(&["CLIENT", "PAUSE", "1500"]).await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    let metrics = web.metrics().await;
    assert!(metrics.contains("wpp_redis_connections_replaced_total 0"), "{metrics}\n{}", web.log().text());
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_a_failover_while_connected() {
    let (env, proxy, _web, _worker, api) = behind_proxy().await;
    let other = RedisServer::start().await;
    other.follow(&env.redis).await;
    let game = in_lie_phase(&api, LIE_MS).await;
    env.redis.replicate().await;
    // The old primary keeps its connections, as a replica.
    let _: String = other.command(&["REPLICAOF", "NO", "ONE"]).await;
    proxy.redirect(other.port());
    env.redis.follow(&other).await;
    continues(game, &api).await;
    assert!(!other.keys().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_emptied_replica_ends_no_session() {
    let (env, _proxy, _web, _worker, api) = behind_proxy().await;
    let session = api.create(short_config(1, 1)).await;
    let path = format!("/api/sessions/{}", session.code);
    let empty = RedisServer::start().await;
    env.redis.follow(&empty).await;
    let _ = api.get(&path).await.problem("unavailable");
    let _: String = env.redis.command(&["REPLICAOF", "NO", "ONE"]).await;
    wait_until("the missing session is known", async || api.get(&path).await.status == StatusCode::NOT_FOUND).await;
}
