//! The key by which limits count clients that a trusted proxy reports.

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{client::Api, environment::TestEnvironment};

/// Creates a session for each list of header lines and counts the refused ones.
async fn refused(api: &Api, name: &'static str, requests: impl IntoIterator<Item = Vec<String>>) -> usize {
    let mut refused = 0;
    for lines in requests {
        let mut request = api.request(Method::POST, "/api/sessions").json(&json!({"cartridge": "lounge"}));
        for line in lines {
            request = request.header(name, line);
        }
        let answer = api.send(request).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            let _ = answer.problem("too_many_requests");
            refused += 1;
        } else {
            let _ = answer.expect(StatusCode::CREATED);
        }
    }
    refused
}

/// One session a minute, because a test on a busy machine can last longer than the interval of a higher limit.
#[tokio::test(flavor = "multi_thread")]
async fn forged_entries_give_no_new_limit() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("SESSIONS_PER_MINUTE", "1"), ("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    let name = "x-forwarded-for";
    let two_lines = (0..6).map(|i| vec![format!("203.0.113.{i}"), "198.51.100.7".into()]);
    assert_eq!(refused(&api, name, two_lines).await, 5);
    let ports = (0..6).map(|i| vec![format!("198.51.100.8:{}", 50_000 + i)]);
    assert_eq!(refused(&api, name, ports).await, 5);
    let network = (0..6).map(|i| vec![format!("2001:db8:1:2::{i:x}")]);
    assert_eq!(refused(&api, name, network).await, 5);
    let mapped =
        (0..6).map(|i| vec![["198.51.100.9", "::ffff:198.51.100.9", "[::ffff:198.51.100.9]:80"][i % 3].into()]);
    assert_eq!(refused(&api, name, mapped).await, 5);
    let unreadable = ["unknown", "", "_hidden", "198.51.100", "[2001:db8::1", "localhost"];
    assert_eq!(refused(&api, name, unreadable.map(|entry| vec![entry.to_owned()])).await, 5);
    assert_eq!(refused(&api, name, [vec![]]).await, 1, "a missing header counts as an unreadable one");
    let different = (10..16).map(|i| vec![format!("198.51.100.{i}")]);
    assert_eq!(refused(&api, name, different).await, 0);
    let standard = (0..6).map(|i| vec![format!("for=203.0.113.{i}, for=\"198.51.100.20:{i}\"")]);
    assert_eq!(refused(&api, "forwarded", standard).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn loopback_has_no_limit_on_any_listener() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("SESSIONS_PER_MINUTE", "1"), ("HOST", "::")]).await;
    let port = web.address().port();
    for host in ["127.0.0.1", "[::1]"] {
        let api = Api::at(&format!("http://{host}:{port}"));
        assert_eq!(refused(&api, "accept", vec![vec![]; 4]).await, 0, "{host}");
    }
}
