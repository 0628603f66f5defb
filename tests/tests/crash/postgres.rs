//! PostgreSQL restarts, becomes read-only, or has no free connection, while a game is played.

use std::time::Duration;

use reqwest::StatusCode;
use sea_orm::{Database, DatabaseConnection};
use serde_json::{Value, json};
use wpp_runtime::db;
use wpp_tests::harness::{
    client::{Answer, Api, Seat},
    database::postgres::PostgresServer,
    environment::TestEnvironment,
    processes::Process,
    test_game::{TestGame, short_config},
    wait_until,
};

/// A server, the processes on it, and a game in its lobby.
struct Platform {
    server: PostgresServer,
    _env: TestEnvironment,
    _web: Process,
    _worker: Process,
    api: Api,
    game: TestGame,
    /// The texts of all acknowledged chat messages.
    chatted: Vec<String>,
}

impl Platform {
    async fn start(settings: &[&str]) -> Option<Self> {
        let server = PostgresServer::start(settings).await?;
        let env = TestEnvironment::start().await;
        let database = server.url();
        let settings = [("DATABASE_URL", &*database)];
        let (web, worker) = (env.start_api_with(&settings).await, env.start_worker_with(&settings).await);
        let api = Api::of(&web);
        let game = TestGame::create(&api, short_config(2, 1), 2).await;
        let mut it = Self { server, _env: env, _web: web, _worker: worker, api, game, chatted: Vec::new() };
        assert!(it.chat("before").await.status.is_success());
        it.game.play(&it.api).await;
        Some(it)
    }

    async fn chat(&mut self, text: &str) -> Answer {
        let seat: &Seat = &self.game.seats[0];
        let path = format!("/api/sessions/{}/messages", self.game.session.code);
        let answer = self.api.post(&path, Some(&seat.token), &json!({"content": text})).await;
        if answer.status.is_success() {
            self.chatted.push(text.to_owned());
        }
        answer
    }

    /// Checks that the game goes on, and that the process reports and rejects what it cannot do.
    async fn goes_on_without_database(&mut self, reason: &str) {
        self.game.play_question().await;
        // On a busy machine, a dependency can miss the time limit of a check.
        let expected = json!({"status": "degraded", "store": "ok", "database": reason});
        wait_until(reason, async || {
            let answer = self.api.get("/readyz").await;
            answer.status == StatusCode::OK && answer.json() == expected
        })
        .await;
        let _ = self.chat("during").await.problem("unavailable");
    }

    /// Checks that chat works without a restart of a process, and has lost nothing.
    async fn works_again(&mut self) {
        wait_until("chat works", async || self.chat("after").await.status.is_success()).await;
        let path = format!("/api/sessions/{}/messages", self.game.session.code);
        let request = self.api.request(reqwest::Method::GET, &path).bearer_auth(&self.game.seats[1].token);
        let page = self.api.send(request).await.expect(StatusCode::OK);
        // The newest message comes first.
        let messages = page["messages"].as_array().unwrap().iter().rev();
        let stored: Vec<&Value> = messages.map(|message| &message["content"]).collect();
        assert_eq!(stored, self.chatted.iter().collect::<Vec<_>>());
        wait_until("the process is ready", async || self.api.get("/readyz?all=1").await.status == StatusCode::OK).await;
        self.game.play_question().await;
        self.game.screen.next("phase.game_over").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_restart_of_postgres() {
    let Some(mut it) = Platform::start(&[]).await else { return };
    it.server.stop();
    it.goes_on_without_database("the database does not answer").await;
    it.server.restart().await;
    it.works_again().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_read_only_postgres() {
    let Some(mut it) = Platform::start(&[]).await else { return };
    it.server.execute("ALTER SYSTEM SET default_transaction_read_only = on; SELECT pg_reload_conf()").await;
    wait_until("the process notices", async || {
        it.api.get("/readyz?all=1").await.status == StatusCode::SERVICE_UNAVAILABLE
    })
    .await;
    it.goes_on_without_database("the database is read-only").await;
    it.server.execute("ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf()").await;
    it.works_again().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_exhausted_connections() {
    let Some(mut it) = Platform::start(&["max_connections=20"]).await else { return };
    let mut others = occupy(&it.server).await;
    // The processes keep the connections that they have.
    assert!(it.chat("meanwhile").await.status.is_success());
    let of_processes = format!("usename = 'wpp' AND application_name <> '{OTHERS}'");
    let terminate = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {of_processes}");
    // A process may be faster, and take the place of its own connection.
    wait_until("the processes have no connection", async || {
        it.server.execute(&terminate).await;
        others.extend(occupy(&it.server).await);
        it.api.get("/readyz").await.json()["database"] == "the database does not answer"
    })
    .await;
    it.goes_on_without_database("the database does not answer").await;
    for db in others {
        db.close().await.unwrap();
    }
    it.works_again().await;
}

/// The name of the connections that take the place of the processes'.
const OTHERS: &str = "others";

/// Opens connections until the server has none left for the role of the processes.
async fn occupy(server: &PostgresServer) -> Vec<DatabaseConnection> {
    let mut taken = Vec::new();
    loop {
        let mut options = db::connect_options(&format!("{}?application_name={OTHERS}", server.url()));
        // A server without a free connection refuses until the timeout. A busy machine needs a part of it.
        options.max_connections(1).acquire_timeout(Duration::from_secs(3));
        match Database::connect(options).await {
            Ok(db) => taken.push(db),
            Err(_) => return taken,
        }
    }
}
