//! The samples in `docs/deploy` with the real proxies: a rolling restart of both API processes under games.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use wpp_tests::{
    harness::{
        client::Api,
        environment::TestEnvironment,
        log::holds_a_token,
        processes::{
            Process,
            reverse_proxy::{ProxyKind, ReverseProxy},
        },
        wait_until,
    },
    loadtest::{self, Options},
};

use super::subprotocol;

const SESSIONS: usize = 4;

/// Attempts of the client that retries, half a second apart.
const TRIES: u32 = 5;

/// Answers of a proxy without a server for the request.
const PROXY_ERRORS: [StatusCode; 3] =
    [StatusCode::BAD_GATEWAY, StatusCode::SERVICE_UNAVAILABLE, StatusCode::GATEWAY_TIMEOUT];

#[tokio::test(flavor = "multi_thread")]
async fn nginx_hides_a_rolling_restart() {
    check(ProxyKind::Nginx).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn haproxy_hides_a_rolling_restart() {
    check(ProxyKind::Haproxy).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn caddy_hides_a_rolling_restart() {
    check(ProxyKind::Caddy).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn traefik_hides_a_rolling_restart() {
    check(ProxyKind::Traefik).await;
}

async fn check(kind: ProxyKind) {
    let env = TestEnvironment::start().await;
    // All clients of the test have one address.
    let behind_proxy = [("TRUST_PROXY", "1"), ("SESSIONS_PER_MINUTE", "1000000"), ("JOINS_PER_MINUTE", "1000000")];
    let mut webs = [env.start_api_with(&behind_proxy).await, env.start_api_with(&behind_proxy).await];
    let _worker = env.start_worker().await;
    let api = Api::of(&webs[0]);
    let Some(proxy) = ReverseProxy::start_sample(kind, [webs[0].address(), webs[1].address()]).await else { return };
    let host = format!("127.0.0.1:{}", proxy.port());

    let options = Options {
        config: r#"{"rounds":2,"questions_per_round":2,"question_ms":500,"lie_ms":3000,"guess_ms":3000,
                    "reveal_step_ms":300,"scores_ms":300,"scoreboard_ms":300}"#
            .to_owned(),
        screens: true,
        exit: true,
        reconnectors: Some(0.0),
        sleepers: Some(0.0),
        timeout: 120,
        ..Options::small(format!("http://{host}"), SESSIONS, 3)
    };
    let games = tokio::spawn(loadtest::run(options));
    let stop = CancellationToken::new();
    let calls = tokio::spawn(call_until(stop.clone(), host.clone()));
    wait_until("all games have begun", async || running(&env, &api).await == SESSIONS).await;
    assert_passes_the_token(&host).await;

    for web in &mut webs {
        roll(web).await;
    }
    stop.cancel();
    let calls = calls.await.expect("no call fails");
    let report = games.await.unwrap().expect("the proxy is there");
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!(report.finished, SESSIONS, "{report}");
    assert!(report.reconnects > 0, "the restart reached no game: {report}");
    assert!(calls > 0, "no call was made meanwhile");

    let logs = proxy.into_logs();
    assert!(logs.lines().any(|line| line.contains(kind.mark_of_sockets())), "the proxy logs the sockets:\n{logs}");
    let tokens: Vec<&str> = logs.lines().filter(|line| holds_a_token(line) || line.contains("token=")).collect();
    assert!(tokens.is_empty(), "tokens are in the proxy's log: {tokens:#?}");
}

/// Restarts an API process as an operator does, and returns once it is ready.
async fn roll(web: &mut Process) {
    web.terminate();
    web.ended().await;
    web.restart().await;
    let ready = format!("http://{}/readyz", web.address());
    wait_until("the process is ready", async || {
        reqwest::get(&ready).await.is_ok_and(|answer| answer.status().is_success())
    })
    .await;
}

/// Returns the number of sessions whose game runs.
async fn running(env: &TestEnvironment, api: &Api) -> usize {
    let mut running = 0;
    for key in env.redis.keys().await {
        let Some(code) = key.strip_prefix('{').and_then(|key| key.strip_suffix("}:state")) else { continue };
        let snapshot = api.get(&format!("/api/sessions/{code}")).await.json();
        running += usize::from(snapshot["status"] == "running");
    }
    running
}

/// Opens a socket through the proxy with a token that is not in the address.
async fn assert_passes_the_token(host: &str) {
    let api = Api::at(&format!("http://{host}"));
    let session = api.create(json!({})).await;
    let offered = format!("wpp, wpp.token.{}", session.token);
    let (selected, first) = subprotocol::open(host, &format!("/ws/game/{}/", session.code), &offered).await;
    assert_eq!(selected.as_deref(), Some("wpp"));
    assert!(first.is_ok(), "closed with {first:?}");
}

/// Creates and ends sessions one after the other until `stop`. Returns the number of calls.
///
/// # Panics
/// Panics if a call fails [`TRIES`] times.
async fn call_until(stop: CancellationToken, host: String) -> usize {
    let client = Client::builder().timeout(Duration::from_secs(10)).build().unwrap();
    let sessions = format!("http://{host}/api/sessions");
    let mut calls = 0;
    while !stop.is_cancelled() {
        let created = retried(|| client.post(&sessions).json(&json!({"cartridge": "lounge"}))).await;
        let exit = format!("{sessions}/{}/exit", created["code"].as_str().unwrap());
        let _ = retried(|| client.post(&exit).bearer_auth(created["host_token"].as_str().unwrap())).await;
        calls += 2;
    }
    calls
}

/// Makes a call, and repeats it as clients do when the server is not available.
async fn retried(request: impl Fn() -> reqwest::RequestBuilder) -> Value {
    let mut last = String::new();
    for _ in 0..TRIES {
        match request().send().await {
            Ok(answer) if answer.status().is_success() => return answer.json().await.expect("a body"),
            Ok(answer) if PROXY_ERRORS.contains(&answer.status()) => last = answer.status().to_string(),
            // An exit whose answer was lost: the session is gone.
            Ok(answer) if answer.status() == StatusCode::NOT_FOUND && !last.is_empty() => return Value::Null,
            Ok(answer) => panic!("{}: {}", answer.status(), answer.text().await.unwrap_or_default()),
            Err(error) => last = error.to_string(),
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("a call failed {TRIES} times: {last}");
}
