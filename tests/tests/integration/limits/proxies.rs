//! Limits behind real reverse proxies.

use std::net::SocketAddr;

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    processes::{
        Process,
        reverse_proxy::{ProxyKind, ReverseProxy},
    },
};

/// Sessions that one address may create in a minute. Low, because a test on a busy machine can last longer than the
/// interval of a higher limit.
const ALLOWED: usize = 1;

async fn start_web(env: &TestEnvironment, hops: &str) -> Process {
    let allowed = ALLOWED.to_string();
    env.start_api_with(&[("SESSIONS_PER_MINUTE", &allowed), ("TRUST_PROXY", "1"), ("TRUSTED_HOPS", hops)]).await
}

/// Creates sessions from the local address `from`, each with other forged headers. Returns how many were created.
async fn created(proxy: &ReverseProxy, from: &str, requests: usize) -> usize {
    let host = if from.contains(':') { "[::1]" } else { "127.0.0.1" };
    let client = reqwest::Client::builder().local_address(Some(from.parse().unwrap())).build().unwrap();
    let mut created = 0;
    for n in 0..requests {
        let forged = [
            vec![],
            vec![("x-forwarded-for", format!("203.0.113.{n}"))],
            vec![("x-forwarded-for", format!("203.0.113.{n}, 203.0.113.9")), ("x-forwarded-for", "::1".to_owned())],
            vec![("forwarded", format!("for=203.0.113.{n}"))],
            vec![("forwarded", "for=127.0.0.1".to_owned()), ("x-forwarded-for", "\u{fe}".to_owned())],
        ];
        let mut request = client.post(format!("http://{host}:{}/api/sessions", proxy.port()));
        for (name, value) in &forged[n % forged.len()] {
            request = request.header(*name, value.as_bytes());
        }
        let answer = request.json(&json!({"cartridge": "lounge"})).send().await.unwrap();
        match answer.status() {
            StatusCode::CREATED => created += 1,
            status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    created
}

/// Sends requests of several clients through the proxy that `start` puts in front of the API.
async fn check(env: &TestEnvironment, hops: &str, start: impl AsyncFn(SocketAddr) -> Option<Vec<ReverseProxy>>) {
    let web = start_web(env, hops).await;
    let Some(proxies) = start(web.address()).await else { return };
    let outer = proxies.last().unwrap();
    // Forged `Forwarded` headers disagree with the proxy's header, so these requests share the limit of unknown clients.
    assert!(
        (ALLOWED..=2 * ALLOWED).contains(&created(outer, "127.0.0.2", 20).await),
        "more or fewer than one client's"
    );
    assert_eq!(created(outer, "127.0.0.2", 5).await, 0, "a client at its limit");
    assert_eq!(created(outer, "127.0.0.3", 1).await, 1, "another client");
    assert_eq!(created(outer, "::1", 1).await, 1, "a client with an IPv6 address");
    assert_eq!(created(outer, "::1", 5).await, 0, "a client with an IPv6 address at its limit");
}

#[tokio::test(flavor = "multi_thread")]
async fn nginx_reports_the_client() {
    let env = TestEnvironment::start().await;
    check(&env, "1", async |web| Some(vec![ReverseProxy::start(ProxyKind::Nginx, web).await?])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn haproxy_reports_the_client() {
    let env = TestEnvironment::start().await;
    check(&env, "1", async |web| Some(vec![ReverseProxy::start(ProxyKind::Haproxy, web).await?])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn caddy_reports_the_client() {
    let env = TestEnvironment::start().await;
    check(&env, "1", async |web| Some(vec![ReverseProxy::start(ProxyKind::Caddy, web).await?])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn traefik_reports_the_client() {
    let env = TestEnvironment::start().await;
    check(&env, "1", async |web| Some(vec![ReverseProxy::start(ProxyKind::Traefik, web).await?])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_header_reports_the_client() {
    let env = TestEnvironment::start().await;
    check(&env, "1", async |web| Some(vec![ReverseProxy::start(ProxyKind::HaproxyForwarded, web).await?])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn outer_proxy_reports_the_client() {
    let env = TestEnvironment::start().await;
    let chain = async |web| {
        let inner = ReverseProxy::start(ProxyKind::Haproxy, web).await?;
        let outer = ReverseProxy::start(ProxyKind::Nginx, inner.address()).await?;
        Some(vec![inner, outer])
    };
    check(&env, "2", chain).await;
}
