//! Redis continues with less than it acknowledged, while clients resume with the numbers of lost events.

use std::{fs::File, io::BufReader, time::Duration};

use reqwest::StatusCode;
use serde_json::Value;
use wpp_tests::{
    harness::{
        client::Api,
        environment::TestEnvironment,
        processes::Process,
        redis::{Durability, RedisServer, faulty_proxy::FaultyProxy},
        test_game::{TestGame, short_config},
        test_socket::{StreamPosition, TestSocket},
        wait_until,
    },
    loadtest::{self, Options, history},
};

const SCREEN: &str = "role=host";

struct Platform {
    env: TestEnvironment,
    web: Process,
    api: Api,
    game: TestGame,
}

impl Platform {
    /// Starts an API on a durable Redis, and a lobby with two players.
    async fn start() -> Self {
        let env = TestEnvironment::start_with(Durability::Written).await;
        let web = env.start_api().await;
        let api = Api::of(&web);
        let game = TestGame::create(&api, short_config(1, 1), 2).await;
        Self { env, web, api, game }
    }

    fn code(&self) -> String {
        self.game.session.code.clone()
    }

    /// Lets players join, and returns the position of the screen after them.
    async fn join(&mut self, names: &[&str]) -> StreamPosition {
        for name in names {
            self.api.join(&self.code(), name).await;
        }
        let seq = self.api.snapshot(&self.code(), None).await["seq"].as_u64().unwrap();
        self.game.screen.read_until_seq(seq).await;
        self.game.screen.place()
    }

    /// Restarts Redis, and the API as well if its clients are to reconnect. The sockets of the game end with the API.
    async fn restart(&mut self, copy: Option<&std::path::Path>, with_api: bool) {
        if with_api {
            self.web.kill();
        }
        self.env.redis.kill();
        if let Some(copy) = copy {
            self.env.redis.roll_back(copy);
        }
        self.env.redis.restart().await;
        if with_api {
            self.web.restart().await;
            self.api = Api::of(&self.web);
        }
        let ready = async || self.api.get("/readyz").await.status == StatusCode::OK;
        wait_until("the API is connected to Redis", ready).await;
    }

    async fn resume(&self, place: StreamPosition) -> TestSocket {
        TestSocket::resume(&self.api, &self.code(), SCREEN, place).await
    }
}

fn is_recovered(socket: &TestSocket) -> bool {
    socket.received[0]["data"]["recovered"] == Value::Bool(true)
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_lost_events_are_no_resume() {
    let mut it = Platform::start().await;
    let copy = it.env.folder().join("copy");
    it.env.redis.copy_disk(&copy);
    let place = it.join(&["Lost", "Lost too"]).await;
    it.restart(Some(&copy), true).await;
    // Others are faster than this screen, so its number exists again.
    for name in ["Cleo", "Dan", "Erin", "Finn"] {
        it.api.join(&it.code(), name).await;
    }
    let epoch = place.epoch.clone();
    let mut screen = it.resume(place).await;
    assert!(!is_recovered(&screen));
    assert_ne!(screen.epoch(), epoch, "other clients of the lost events need a snapshot as well");
    screen.assert_matches_server(&it.api, &it.code()).await;
    assert!(!serde_json::to_string(&screen.mirror).unwrap().contains("Lost"));

    // The new epoch is certain.
    let place = screen.place();
    it.api.join(&it.code(), "Gus").await;
    assert!(is_recovered(&it.resume(place).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_beyond_the_store_are_no_resume() {
    let mut it = Platform::start().await;
    let copy = it.env.folder().join("copy");
    it.env.redis.copy_disk(&copy);
    let place = it.join(&["Lost", "Lost too"]).await;
    it.restart(Some(&copy), true).await;
    let epoch = place.epoch.clone();
    let screen = it.resume(place).await;
    assert!(!is_recovered(&screen));
    assert_ne!(screen.epoch(), epoch);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_survives_restarts_without_loss() {
    for with_api in [false, true] {
        let mut it = Platform::start().await;
        let place = it.join(&["Cleo"]).await;
        it.restart(None, with_api).await;
        for name in ["Dan", "Erin"] {
            it.api.join(&it.code(), name).await;
        }
        let mut screen = it.resume(place).await;
        assert!(is_recovered(&screen), "{with_api} {}", screen.received[0]);
        screen.assert_matches_server(&it.api, &it.code()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_survives_a_restart_of_the_api() {
    let mut it = Platform::start().await;
    let place = it.join(&["Cleo"]).await;
    it.web.restart().await;
    it.api = Api::of(&it.web);
    it.api.join(&it.code(), "Dan").await;
    assert!(is_recovered(&it.resume(place).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_after_a_restart_cost_one_snapshot() {
    let mut it = Platform::start().await;
    it.restart(None, false).await;
    let place = it.join(&["Cleo", "Dan"]).await;
    let screen = it.resume(place).await;
    assert!(!is_recovered(&screen), "the server cannot distinguish this client from one with lost events");
    assert!(is_recovered(&screen.resumed(&it.api, &it.code(), SCREEN).await));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invented_number_changes_no_epoch() {
    let it = Platform::start().await;
    let mut place = it.game.screen.place();
    (place.seq, place.mirror) = (place.seq + 100, None);
    let epoch = place.epoch.clone();
    let screen = it.resume(place).await;
    assert!(!is_recovered(&screen));
    assert_eq!(screen.epoch(), epoch);
}

/// Bots play while Redis fails over to a replica that stopped to replicate a second before.
#[tokio::test(flavor = "multi_thread")]
async fn a_failover_loses_no_acknowledged_answer() {
    let mut env = TestEnvironment::start().await;
    let proxy = FaultyProxy::start(env.redis.port()).await;
    let settings = [("REDIS_URL", &*proxy.url())];
    let (web, worker) = (env.start_api_with(&settings).await, env.start_worker_with(&settings).await);
    let replica = RedisServer::start().await;
    replica.follow(&env.redis).await;

    let file = env.folder().join("history");
    let config = r#"{"rounds":1,"questions_per_round":3,"question_ms":200,"lie_ms":30000,"guess_ms":30000,
                     "reveal_step_ms":300,"scores_ms":200,"scoreboard_ms":200}"#;
    let options = Options {
        config: config.to_owned(),
        screens: true,
        sleepers: Some(0.0),
        reconnectors: Some(0.0),
        think_ms: 2_000,
        timeout: 120,
        history: Some(file.clone()),
        ..Options::small(format!("http://{}", web.address()), 6, 4)
    };
    let playing = tokio::spawn(loadtest::run(options));
    // Joins and connections of 24 players are about 60 commits.
    wait_until("bots answer", async || web.counter("wpp_commits_total").await > 80).await;
    let _: String = replica.command(&["REPLICAOF", "NO", "ONE"]).await;
    let before = web.counter("wpp_commits_total").await;
    // The distance of the replica is the fault under test.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(web.counter("wpp_commits_total").await > before, "nothing was acknowledged in the lost second");
    env.redis.kill();
    proxy.redirect(replica.port());

    let report = playing.await.unwrap().unwrap();
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}\n{}", worker.log().text());
    let verdict = history::check(BufReader::new(File::open(file).unwrap())).unwrap();
    assert_eq!((verdict.sessions, verdict.violations), (6, Vec::new()), "{report}");
    assert!(verdict.acknowledged > 6 * 4 * 3, "{report}");
    assert!(report.snapshots > 0, "the failover lost nothing that a client had received");
}
