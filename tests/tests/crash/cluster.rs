//! Games on a cluster while its servers fail, its hash slots move, and a worker dies.

use std::path::PathBuf;

use serde_json::json;
use tokio::time::timeout;
use wpp_game::time::Timestamp;
use wpp_runtime::{deadlines::QueueShards, redis_connection};
use wpp_tests::harness::{
    TIMEOUT,
    client::Api,
    environment::TestEnvironment,
    processes::Process,
    redis::{RedisServer, ServerOptions, cluster::RedisCluster},
    setting,
    test_game::{TestGame, short_config},
    wait_until,
};

/// Games of each test, spread over the servers by their codes.
const GAMES: usize = 4;

/// Maximum lateness of a phase whose worker was killed. The guarantee is 500 ms; the rest allows for a busy machine.
const MAX_LATENESS_MS: u64 = 1_500;

struct Platform {
    env: TestEnvironment,
    web: Process,
    worker: Process,
}

impl Platform {
    async fn start(options: ServerOptions) -> Self {
        let env = TestEnvironment::on_cluster(options).await;
        let (web, worker, _) = env.start_separate_roles().await;
        Self { env, web, worker }
    }

    fn cluster(&mut self) -> &mut RedisCluster {
        self.env.cluster.as_mut().unwrap()
    }
}

/// Starts games in which everybody but the last player has submitted a lie.
async fn in_lie_phase(api: &Api) -> Vec<TestGame> {
    let mut games = Vec::new();
    for _ in 0..GAMES {
        games.push(TestGame::without_last_lie(api).await);
    }
    games
}

/// Plays the games to their end. Each lie phase ends only if all three lies count.
async fn finish(games: &mut [TestGame], api: &Api) {
    for game in games {
        game.submit_guesses().await;
        game.screen.next("phase.game_over").await;
        for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
            socket.assert_matches_server(api, &game.session.code).await;
        }
    }
}

/// Ends the primary of the first game with `end`, and plays on.
async fn survives_a_failover(options: ServerOptions, end: fn(&mut RedisServer)) {
    let mut it = Platform::start(options).await;
    let api = Api::of(&it.web);
    let mut games = in_lie_phase(&api).await;
    let cluster = it.cluster();
    cluster.wait_for_replicas().await;
    let primary = cluster.owner(&cluster.nodes[0], &games[0].session.code).await;
    end(&mut cluster.nodes[primary]);
    for game in &mut games {
        timeout(TIMEOUT, game.submit_last_lie()).await.unwrap();
    }
    finish(&mut games, &api).await;
    for process in [&it.web, &it.worker] {
        let ready = Api::of(process);
        wait_until("the process is ready", async || ready.get("/readyz?all=1").await.status.is_success()).await;
    }
    let mut another = TestGame::create(&api, short_config(1, 1), 2).await;
    another.play(&api).await;
    another.play_question().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn games_survive_a_killed_primary() {
    survives_a_failover(ServerOptions::default(), RedisServer::kill).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn games_survive_a_silent_primary() {
    survives_a_failover(ServerOptions::default(), |primary| primary.freeze()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn games_survive_a_killed_primary_of_valkey() {
    let Some(program) = setting("WPP_TEST_VALKEY_SERVER").map(PathBuf::from) else {
        assert!(setting("WPP_REQUIRE_VALKEY").is_none(), "WPP_TEST_VALKEY_SERVER is not set");
        return eprintln!("SKIPPED on Valkey: WPP_TEST_VALKEY_SERVER is not set");
    };
    survives_a_failover(ServerOptions { program, ..ServerOptions::default() }, RedisServer::kill).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn games_continue_while_slots_move() {
    let mut it = Platform::start(ServerOptions::default()).await;
    let api = Api::of(&it.web);
    let mut games = in_lie_phase(&api).await;
    let cluster = it.env.cluster.as_ref().unwrap();
    // A new server takes over the first game and its queue; the others take over each other's.
    cluster.join(&it.env.redis).await;
    for (n, game) in games.iter_mut().enumerate() {
        let code = game.session.code.clone();
        let from = cluster.owner(&cluster.nodes[0], &code).await;
        let target = if n == 0 { &it.env.redis } else { &cluster.nodes[(from + 1) % 3] };
        tokio::join!(cluster.move_slot(&code, target), game.submit_last_lie());
    }
    for from in 0..3 {
        let keys = cluster.nodes[from].keys().await;
        let queue = keys.iter().find(|key| key.starts_with("{wpp:deadlines:")).expect("each server has a queue");
        cluster.move_slot(queue, &it.env.redis).await;
    }
    finish(&mut games, &api).await;
    let moved = it.env.redis.keys().await;
    assert!(moved.iter().any(|key| key.contains(&games[0].session.code)), "{moved:?}");
    it.worker.terminate();
    assert!(it.worker.ended().await.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_worker_takes_over_all_queues() {
    let mut it = Platform::start(ServerOptions::default()).await;
    let (api, other) = (Api::of(&it.web), it.env.start_worker().await);
    let mut config = short_config(1, 1);
    (config["lie_ms"], config["guess_ms"]) = (json!(4_000), json!(200));
    let mut games = Vec::new();
    for _ in 0..2 * GAMES {
        let game = TestGame::create(&api, config.clone(), 2).await;
        game.play(&api).await;
        games.push(game);
    }
    for game in &mut games {
        game.screen.next("phase.lie_started").await;
    }
    let (_, url) = it.cluster().settings().remove(0);
    let connection = redis_connection::connect(&url.parse().unwrap()).await.unwrap();
    let shards = QueueShards::new(&connection, 12);
    other.freeze();
    wait_until("one worker has fetched deadlines", async || {
        let mut inflight = 0;
        for queue in shards.queues() {
            inflight += queue.depth().await.unwrap().inflight;
        }
        inflight > 0
    })
    .await;
    other.thaw();
    it.worker.kill();
    let mut late = Vec::new();
    for game in &mut games {
        let event = game.screen.next("phase.guess_started").await;
        let moment = |name: &str| serde_json::from_value::<Timestamp>(event[name].clone()).unwrap();
        late.push(moment("sent_at").ms_since(moment("due_at")));
        game.screen.next("phase.game_over").await;
    }
    assert!(late.iter().all(|ms| *ms <= MAX_LATENESS_MS), "{late:?}");
}
