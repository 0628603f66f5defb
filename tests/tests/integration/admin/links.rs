//! One-time links: each works once, in any process, and its secret is stored and logged nowhere.

use redis::Commands as _;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
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

    let (first, second_try) = tokio::join!(redeem(&api, secret), redeem(&second, secret));
    let (won, lost) = if first.0 == StatusCode::OK { (first, second_try) } else { (second_try, first) };
    assert_eq!((won.0, lost.0, &lost.1["code"]), (StatusCode::OK, StatusCode::FORBIDDEN, &json!("not_allowed")));
    let browser = OperatorBrowser { api: second.clone(), cookie: cookie_of(&won.2.unwrap()).to_owned() };
    assert!(browser.is_logged_in().await);
    assert!(browser.call(Method::GET, "login").await.json().get("name").is_none());
    assert_eq!(redeem(&api, secret).await.0, StatusCode::FORBIDDEN, "a used link works");

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

#[tokio::test(flavor = "multi_thread")]
async fn all_logins_end_at_once() {
    let env = TestEnvironment::start().await;
    let (one, other) = (env.start_api().await, env.start_api().await);
    let (api, second) = (Api::of(&one), Api::of(&other));
    let link = |printed: &str| {
        let address = printed.lines().next().unwrap();
        address.split_once("#link=").expect("an address").1.to_owned()
    };
    let opened = async |api: &Api, secret: &str| {
        let (status, _, set) = redeem(api, secret).await;
        assert_eq!(status, StatusCode::OK);
        OperatorBrowser { api: api.clone(), cookie: cookie_of(&set.unwrap()).to_owned() }
    };
    let ana = OperatorBrowser::start(&env, &api, "ana").await;
    let stranger = opened(&second, &link(&run(&env, &["admin-link"]))).await;
    let unused = link(&run(&env, &["admin-link"]));
    assert!(ana.is_logged_in().await && stranger.is_logged_in().await);

    // The second round ends logins of a generation that has a name.
    for round in 0..2 {
        let fresh = link(&run(&env, &["admin-link", "--end-logins"]));
        assert!(!ana.is_logged_in().await && !stranger.is_logged_in().await, "a login outlived its end");
        assert_eq!(redeem(&api, &unused).await.0, StatusCode::FORBIDDEN, "an earlier link works");
        let owner = opened(&api, &fresh).await;
        assert!(owner.is_logged_in().await && owner.at(&second).is_logged_in().await, "round {round}");
        assert!(OperatorBrowser::log_in(&second, "ana").await.is_logged_in().await, "a new login does not work");
    }
}

async fn redeem(api: &Api, secret: &str) -> (StatusCode, Value, Option<String>) {
    browse(api, "/api/admin/links/redeem", None, "same-origin", &json!({"link": secret})).await
}
