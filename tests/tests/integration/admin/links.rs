//! One-time links: each works once, in any process, and its secret is stored and logged nowhere.

use redis::Commands as _;
use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::{
    harness::{client::Api, environment::TestEnvironment},
    on_both_environments,
};

use super::support::{OperatorBrowser, run};
use crate::support::member::{browse, cookie_of};

on_both_environments! { a_link_works_once }

async fn a_link_works_once(env: &TestEnvironment) {
    let (one, other) = (env.start_api_with(&[("TRUST_PROXY", "1")]).await, env.start_api().await);
    let (api, second) = (Api::of(&one), Api::of(&other));
    let printed = run(env, &["admin-link"]);
    let (address, secret) = printed.lines().next().unwrap().split_once("/admin#link=").expect("an address");
    assert!(address.starts_with("http://") && secret.len() == 32, "{printed}");

    let mut redis = redis::Client::open(env.redis.url()).unwrap().get_connection().unwrap();
    let links: Vec<String> = redis.keys("wpp:operator:link:*").unwrap();
    assert_eq!(links.len(), 1);
    assert!(!links[0].contains(secret), "the store has the secret");
    let lifetime: i64 = redis.pttl(&links[0]).unwrap();
    assert!((1..=3_600_000).contains(&lifetime), "{lifetime}");

    let body = json!({"link": secret});
    let redeem = |api| browse(api, "/api/admin/links/redeem", None, "same-origin", &body);
    let (first, second_try) = tokio::join!(redeem(&api), redeem(&second));
    let (won, lost) = if first.0 == StatusCode::OK { (first, second_try) } else { (second_try, first) };
    assert_eq!((won.0, lost.0, &lost.1["code"]), (StatusCode::OK, StatusCode::FORBIDDEN, &json!("not_allowed")));
    let browser = OperatorBrowser { api: second.clone(), cookie: cookie_of(&won.2.unwrap()).to_owned() };
    assert!(browser.is_logged_in().await);
    assert!(browser.call(Method::GET, "login").await.json().get("name").is_none());
    assert_eq!(redeem(&api).await.0, StatusCode::FORBIDDEN, "a used link works");

    let token = browser.cookie.split_once('=').unwrap().1;
    let stored: Vec<String> = redis.keys("wpp:operator:login:*").unwrap();
    assert!(stored.len() == 1 && !stored[0].contains(token), "the store has the token");
    for log in [one.log().text(), other.log().text()] {
        assert!(!log.contains(secret) && !log.contains(token), "the log has a secret");
    }

    // Guesses from one address are limited.
    let guess = |n: usize| {
        let body = json!({"link": format!("guess{n}")});
        let request = api.request(Method::POST, "/api/admin/links/redeem").json(&body);
        api.send(request.header("x-forwarded-for", "203.0.113.9"))
    };
    let mut refused = 0;
    for n in 0..40 {
        refused += usize::from(guess(n).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 0, "guesses are not limited");
}
