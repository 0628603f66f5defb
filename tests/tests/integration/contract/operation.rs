//! Health checks and metrics for operators.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    wait_until,
};

#[tokio::test(flavor = "multi_thread")]
async fn reports_health_and_metrics() {
    let (_env, web, worker, api) = TestEnvironment::with_separate_roles().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;

    for process in [&web, &worker] {
        let api = Api::of(process);
        assert_eq!(api.get("/healthz").await.status, StatusCode::OK);
        wait_until("the stores answer in time", async || api.get("/readyz").await.status == StatusCode::OK).await;
    }
    let of_api = web.metrics().await;
    for metric in ["wpp_sessions 1", "wpp_sockets 3", "wpp_commits_total", "wpp_events_relayed_total"] {
        assert!(of_api.contains(metric), "{metric} is missing:\n{of_api}");
    }
    let of_worker = worker.metrics().await;
    for metric in ["wpp_deadline_lateness_seconds_bucket", "wpp_commits_total", "wpp_queue_depth"] {
        assert!(of_worker.contains(metric), "{metric} is missing:\n{of_worker}");
    }
    for metric in ["wpp_commit_conflicts_total", "wpp_events_dropped_total", "wpp_events_recovered_total"] {
        assert!(of_api.contains(metric), "{metric} shows only once it happened:\n{of_api}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_not_on_the_public_port() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("HOST", "0.0.0.0")]).await;
    let worker = env.start_worker_with(&[("HOST", "0.0.0.0")]).await;
    for process in [&web, &worker] {
        assert!(process.metrics_address().ip().is_loopback(), "{}", process.metrics_address());
    }
    let port = web.address().port();
    assert_ne!(port, web.metrics_address().port());
    let api = Api::at(&format!("http://127.0.0.1:{port}"));
    let _ = api.get("/metrics").await.problem("not_found");
}

/// Procfile runners start several processes of a kind with the same settings.
#[tokio::test(flavor = "multi_thread")]
async fn processes_share_a_machine() {
    let env = TestEnvironment::start().await;
    let first = env.start_worker().await;
    let taken = first.metrics_address().port().to_string();
    let (same, default) = ([("METRICS_PORT", taken.as_str())], [("METRICS_PORT", "")]);
    let workers = [
        env.start_worker_with(&same).await,
        env.start_worker_with(&same).await,
        env.start_worker_with(&default).await,
        env.start_worker_with(&default).await,
    ];
    let web_settings = [("WEB_METRICS_PORT", taken.as_str())];
    let webs = [env.start_api_with(&web_settings).await, env.start_api_with(&web_settings).await];
    let processes = || workers.iter().chain(&webs).chain([&first]);
    let ports: BTreeSet<u16> = processes().map(|process| process.metrics_address().port()).collect();
    assert_eq!(ports.len(), processes().count(), "{ports:?}");
    for process in processes() {
        assert!(process.metrics().await.contains("wpp_commits_total"));
    }
    assert!(webs[0].log().text().contains("metrics are on another port"));
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_version_and_schema() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let version = Api::of(&web).get("/version").await.expect(StatusCode::OK);
    let newest = wpp_migration::newest().unwrap();
    let program = json!({ "version": env!("CARGO_PKG_VERSION"), "commit": "development", "schema": newest });
    // The process listens on loopback, without HTTPS.
    let public_url = format!("http://localhost:{}", web.address().port());
    let addresses = json!({ "https_port": null, "public_url": public_url, "local_host": null });
    for (field, value) in [program, addresses].iter().filter_map(Value::as_object).flatten() {
        assert_eq!(version[field], *value, "{field}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn not_ready_without_redis() {
    let (mut env, web, worker, api) = TestEnvironment::with_separate_roles().await;
    let session = api.create(short_config(1, 1)).await;
    env.redis.kill();
    for process in [&web, &worker] {
        let api = Api::of(process);
        assert_eq!(api.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(api.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    let _ = api.get(&format!("/api/sessions/{}", session.code)).await.problem("unavailable");
    let created = api.post("/api/sessions", None, &json!({"cartridge": "fib"})).await;
    let _ = created.problem("unavailable");
    env.redis.restart().await;
    // The connection reconnects at its next use, and the health check uses it.
    for process in [&web, &worker] {
        let api = Api::of(process);
        while api.get("/readyz").await.status != StatusCode::OK {
            tokio::task::yield_now().await;
        }
    }
    api.create(short_config(1, 1)).await;
}
