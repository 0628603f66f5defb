//! Sentinels replace a killed primary by its replica, under a running game.

use std::path::PathBuf;

use tokio::time::timeout;
use wpp_tests::harness::{
    TIMEOUT,
    client::Api,
    environment::TestEnvironment,
    processes::{Process, Program, certificates::TestCertificates},
    redis::{RedisServer, ServerOptions, sentinels::Sentinels},
    setting,
    test_game::{TestGame, short_config},
    wait_until,
};

/// A server with one replica, three Sentinels, and a web process and a worker that know the Sentinels only.
struct Platform {
    env: TestEnvironment,
    replica: RedisServer,
    sentinels: Sentinels,
    web: Process,
    worker: Process,
}

impl Platform {
    async fn start(options: &ServerOptions) -> Self {
        let env = TestEnvironment::on(RedisServer::start_as(options.clone()).await);
        let replica = RedisServer::start_as(options.clone()).await;
        replica.follow(&env.redis).await;
        let sentinels = Sentinels::watch(&env.redis).await;
        let settings = sentinels.settings();
        let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, &**value)).collect();
        let (web, worker) = (env.start_api_with(&settings).await, env.start_worker_with(&settings).await);
        Self { env, replica, sentinels, web, worker }
    }
}

/// Starts a game in which everybody but the last player has submitted a lie that the replica has as well.
async fn in_lie_phase(platform: &Platform, api: &Api) -> TestGame {
    let game = TestGame::without_last_lie(api).await;
    platform.env.redis.replicate().await;
    game
}

async fn survives_a_failover(options: ServerOptions) {
    let mut it = Platform::start(&options).await;
    let api = Api::of(&it.web);
    let mut game = in_lie_phase(&it, &api).await;
    it.env.redis.kill();
    // The first Sentinel of the address does not answer either.
    it.sentinels.kill_first();
    timeout(TIMEOUT, game.submit_last_lie()).await.unwrap();
    // All three lies count: with one missing, the phase would not end.
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;

    // The old primary returns as a replica, and no process follows it.
    it.env.redis.restart().await;
    wait_until("the old primary is a replica", async || it.env.redis.replication().await.contains("role:slave")).await;
    for process in [&it.web, &it.worker] {
        let ready = Api::of(process);
        wait_until("the process is ready", async || ready.get("/readyz").await.status.is_success()).await;
    }
    let mut another = TestGame::create(&api, short_config(1, 1), 2).await;
    another.play(&api).await;
    another.play_question().await;
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        socket.assert_matches_server(&api, &game.session.code).await;
    }
    assert!(it.replica.keys().await.iter().any(|key| key.contains(&another.session.code)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_failover() {
    survives_a_failover(ServerOptions::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_failover_over_tls() {
    let tls = Some(TestCertificates::make());
    survives_a_failover(ServerOptions { tls, ..ServerOptions::default() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_failover_of_valkey() {
    let Some(program) = setting("WPP_TEST_VALKEY_SERVER").map(PathBuf::from) else {
        assert!(setting("WPP_REQUIRE_VALKEY").is_none(), "WPP_TEST_VALKEY_SERVER is not set");
        return eprintln!("SKIPPED on Valkey: WPP_TEST_VALKEY_SERVER is not set");
    };
    survives_a_failover(ServerOptions { program, ..ServerOptions::default() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_what_is_wrong_with_sentinels() {
    let it = Platform::start(&ServerOptions::default()).await;
    let (_, url) = it.sentinels.settings().remove(0);
    for (url, words) in [
        (url.replace("/party?", "/nobody?"), "The Sentinels name no primary"),
        (url.replace("open%20sesame", "wrong"), "Redis refuses the password"),
        (it.sentinels.url_of_one(), "REDIS_URL leads to a Sentinel"),
    ] {
        for program in [Program::Web, Program::Worker] {
            let error = it.env.start_error(program, &[("REDIS_URL", &url)]).await;
            assert!(error.contains(words), "{url}: {error}");
        }
    }
}
