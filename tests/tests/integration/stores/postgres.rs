//! PostgreSQL over TLS, and behind PgBouncer.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    client::Api,
    database::postgres::{
        PostgresServer,
        pgbouncer::{PgBouncer, PoolMode, tracks_statements},
    },
    environment::TestEnvironment,
    processes::{Program, certificates::TestCertificates},
    test_game::{TestGame, short_config},
    wait_until,
};

use crate::deployment::support::wpp;

/// Registers an account, plays a game with questions from the database, and chats.
async fn works_on(env: &TestEnvironment, url: &str) {
    let settings = [("DATABASE_URL", url)];
    let (web, _worker) = (env.start_api_with(&settings).await, env.start_worker_with(&settings).await);
    let api = Api::of(&web);
    let credentials = json!({"name": "ana", "password": "correct horse battery staple"});
    let registered = api.post("/api/accounts", None, &credentials).await;
    assert!(registered.status.is_success(), "{}", registered.text);
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let path = format!("/api/sessions/{}/messages", game.session.code);
    // More requests at a time than the pooler has connections to the server.
    let posts = (0..12).map(|n| {
        let (api, path, token) = (&api, &path, &game.seats[n % 2].token);
        async move { api.post(path, Some(token), &json!({"content": format!("hello {n}")})).await }
    });
    for answer in futures_util::future::join_all(posts).await {
        assert!(answer.status.is_success(), "{}", answer.text);
    }
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    wait_until("the database answers in time", async || api.get("/readyz?all=1").await.status == StatusCode::OK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_on_postgres_over_tls() {
    let (certificates, others) = (TestCertificates::make(), TestCertificates::make());
    let Some(server) = PostgresServer::start_with_tls(&certificates).await else { return };
    let env = TestEnvironment::start().await;
    let url = |trusted: &TestCertificates| {
        let [authority, certificate, key] = [trusted.authority(), certificates.client(), certificates.client_key()]
            .map(|path| path.display().to_string());
        format!("{}?sslmode=verify-full&sslrootcert={authority}&sslcert={certificate}&sslkey={key}", server.url())
    };
    works_on(&env, &url(&certificates)).await;
    let folder = env.folder().join("backup");
    let (succeeded, output) =
        wpp(&env, &["backup", folder.to_str().unwrap()], &[("DATABASE_URL", &url(&certificates))]);
    assert!(succeeded, "{output}");
    for program in [Program::Web, Program::Worker] {
        let error = env.start_error(program, &[("DATABASE_URL", &url(&others))]).await;
        assert!(error.contains("do not agree on TLS"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_behind_pgbouncer() {
    let Some(server) = PostgresServer::start(&[]).await else { return };
    let env = TestEnvironment::start().await;
    let Some(pooler) = PgBouncer::start(&server, PoolMode::Transaction).await else { return };
    if tracks_statements() {
        return works_on(&env, &pooler.url()).await;
    }
    // Debian 12 has an older PgBouncer, which supports sessions only.
    for program in [Program::Web, Program::Worker] {
        let error = env.start_error(program, &[("DATABASE_URL", &pooler.url())]).await;
        assert!(error.contains("Use PgBouncer 1.21 or newer"), "{error}");
    }
    let (_, report) = wpp(&env, &["doctor"], &[("DATABASE_URL", &pooler.url())]);
    assert!(report.contains("FAILURE database"), "{report}");
    let Some(pooler) = PgBouncer::start(&server, PoolMode::Session).await else { return };
    works_on(&env, &pooler.url()).await;
}
