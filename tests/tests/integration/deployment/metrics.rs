//! The metrics of real processes, and the files that name metrics.

use std::{collections::BTreeSet, path::Path};

use serde_json::{Value, json};
use wpp_runtime::{
    config::Process,
    telemetry::{Kind, METRICS, Metric},
};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    wait_until,
};

/// Series that a histogram consists of.
const SUFFIXES: [&str; 3] = ["_bucket", "_sum", "_count"];

fn sample(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deploy").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Returns the names of this project's metrics in `text`.
fn names_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    words.filter(|word| word.starts_with("wpp_")).map(str::to_owned).collect()
}

/// Returns the metric with a series of this name.
fn metric_of(series: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| {
        let is_part = |suffix| series.strip_suffix(suffix) == Some(metric.name);
        match metric.kind {
            Kind::Histogram(_) => SUFFIXES.into_iter().any(is_part),
            Kind::Counter | Kind::Gauge => series == metric.name,
        }
    })
}

#[test]
fn alerts_name_metrics_that_exist_from_the_start() {
    let names = names_in(&sample("prometheus-alerts.yml"));
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        let metric = metric_of(&name).unwrap_or_else(|| panic!("no process exports {name}"));
        assert!(metric.initial.is_some(), "{name} has no value before its first event");
    }
}

#[test]
fn the_dashboard_shows_every_metric() {
    let dashboard: Value = serde_json::from_str(&sample("grafana-dashboard.json")).unwrap();
    let shown = names_in(&dashboard["panels"].to_string());
    let unknown: Vec<&String> = shown.iter().filter(|name| metric_of(name).is_none()).collect();
    assert!(unknown.is_empty(), "no process exports {unknown:?}");
    let shows =
        |metric: &Metric| shown.iter().any(|name| metric_of(name).is_some_and(|found| found.name == metric.name));
    let missing: Vec<&str> = METRICS.iter().filter(|metric| !shows(metric)).map(|metric| metric.name).collect();
    assert!(missing.is_empty(), "the dashboard lacks {missing:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_process_exports_its_metrics_from_the_start() {
    let env = TestEnvironment::start().await;
    let (web, worker) = (env.start_api().await, env.start_worker().await);
    for (process, of) in [(&web, Process::Web), (&worker, Process::Worker)] {
        let text = process.metrics().await;
        for metric in METRICS {
            let is_exported = text.contains(&format!("# TYPE {} ", metric.name));
            match metric.process {
                Some(only) if only != of => assert!(!is_exported, "{of:?} exports {}:\n{text}", metric.name),
                _ => assert!(metric.initial.is_none() || is_exported, "{of:?} lacks {}:\n{text}", metric.name),
            }
        }
        for name in
            ["process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds", "process_max_fds"]
        {
            assert!(text.contains(&format!("\n{name} ")), "{of:?} lacks {name}:\n{text}");
        }
        assert!(text.contains(&format!("wpp_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rooms_and_players_count_once_over_processes() {
    let env = TestEnvironment::start().await;
    let webs = [env.start_api().await, env.start_api().await];
    let worker = env.start_worker().await;
    let apis = [Api::of(&webs[0]), Api::of(&webs[1])];
    // One room whose players are spread over both processes.
    let game = TestGame::create_across(&[&apis[0], &apis[1]], short_config(1, 1), 3).await;
    // A second socket of a player, in the other process.
    let query = format!("session_token={}", game.seats[0].token);
    let second = wpp_tests::harness::test_socket::TestSocket::open(&apis[1], &game.session.code, &query).await.unwrap();
    wait_until("the worker has counted", async || {
        let text = worker.metrics().await;
        text.contains("wpp_rooms 1\n") && text.contains("wpp_players 3\n")
    })
    .await;
    drop(second);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_counted_by_route_and_status() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(json!({})).await;
    let _ = api.get(&format!("/api/sessions/{}", session.code)).await;
    let _ = api.get("/api/sessions/ZZZZZZ").await;
    let text = web.metrics().await;
    for line in [
        r#"wpp_http_requests_total{method="POST",route="/api/sessions",status="201"} 1"#,
        r#"wpp_http_requests_total{method="GET",route="/api/sessions/{code}",status="200"} 1"#,
        r#"wpp_http_requests_total{method="GET",route="/api/sessions/{code}",status="404"} 1"#,
        r#"wpp_http_request_duration_seconds_count{method="GET",route="/api/sessions/{code}"} 2"#,
        "wpp_rate_limited_total 0",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    assert!(!text.contains(&session.code), "a session's code is a label:\n{text}");
}
