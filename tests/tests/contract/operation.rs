//! What whoever runs the processes relies on.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    client::Api,
    game::{Table, quick},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn both_processes_tell_their_health_and_their_figures() {
    let (_world, web, worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    table.play(&api).await;
    table.question().await;
    table.screen.next("phase.game_over").await;

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
async fn without_redis_the_processes_are_alive_and_not_ready_and_say_so_clearly() {
    let (mut world, web, worker, api) = World::with_both().await;
    let session = api.create(quick(1, 1)).await;
    world.redis.kill();
    for process in [&web, &worker] {
        let api = Api::of(process);
        assert_eq!(api.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(api.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    let _ = api.get(&format!("/api/sessions/{}", session.code)).await.problem("unavailable");
    let created = api.post("/api/sessions", None, &json!({"cartridge": "fib"})).await;
    let _ = created.problem("unavailable");
    world.redis.restart().await;
    // A connection finds Redis again by itself; being asked is what makes it look.
    for process in [&web, &worker] {
        let api = Api::of(process);
        while api.get("/readyz").await.status != StatusCode::OK {
            tokio::task::yield_now().await;
        }
    }
    api.create(quick(1, 1)).await;
}
