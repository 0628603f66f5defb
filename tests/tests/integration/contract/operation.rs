//! Health checks and metrics for operators.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
};

#[tokio::test(flavor = "multi_thread")]
async fn reports_health_and_metrics() {
    let (_env, web, worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;

    for process in [&web, &worker] {
        let api = Api::of(process);
        for path in ["/healthz", "/readyz"] {
            assert_eq!(api.get(path).await.status, StatusCode::OK);
        }
    }
    let of_api = api.get("/metrics").await.text;
    for metric in ["wpp_sessions 1", "wpp_sockets 3", "wpp_commits_total", "wpp_events_relayed_total"] {
        assert!(of_api.contains(metric), "{metric} is missing:\n{of_api}");
    }
    let of_worker = Api::of(&worker).get("/metrics").await.text;
    for metric in ["wpp_deadline_lateness_seconds_bucket", "wpp_commits_total", "wpp_queue_depth"] {
        assert!(of_worker.contains(metric), "{metric} is missing:\n{of_worker}");
    }
    for metric in ["wpp_commit_conflicts_total", "wpp_events_dropped_total", "wpp_events_recovered_total"] {
        assert!(of_api.contains(metric), "{metric} shows only once it happened:\n{of_api}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_version_and_schema() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let version = Api::of(&web).get("/version").await.expect(StatusCode::OK);
    let newest = wpp_migration::newest().unwrap();
    assert_eq!(version, json!({ "version": env!("CARGO_PKG_VERSION"), "commit": "development", "schema": newest }));
}

#[tokio::test(flavor = "multi_thread")]
async fn not_ready_without_redis() {
    let (mut env, web, worker, api) = TestEnvironment::with_api_and_worker().await;
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
