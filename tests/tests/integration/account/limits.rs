//! Limits on attempts to log in and register, counted over all processes.

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{
    client::{Answer, Api},
    environment::TestEnvironment,
};

use crate::support::member::{Member, PASSWORD, log_in};

/// Makes a call from `address`, as a trusted proxy forwards it.
async fn from(api: &Api, address: &str, path: &str, name: &str, password: &str) -> Answer {
    let request = api.request(Method::POST, path).header("x-forwarded-for", address);
    api.send(request.json(&json!({"name": name, "password": password}))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_wrong_passwords_by_account() {
    let env = TestEnvironment::start().await;
    let settings = [("ATTEMPTS_PER_ACCOUNT", "4"), ("TRUST_PROXY", "1")];
    let (one, other) = (env.start_api_with(&settings).await, env.start_api_with(&settings).await);
    let apis = [Api::of(&one), Api::of(&other)];
    Member::register(&apis[0], "ana").await;
    Member::register(&apis[0], "bob").await;
    for name in ["ana", "nobody"] {
        let tries = (0..12).map(|n| {
            let (api, name) = (apis[n % 2].clone(), name.to_owned());
            tokio::spawn(async move {
                from(&api, &format!("198.51.100.{n}"), "/api/account/login", &name, "not my password").await
            })
        });
        let mut wrong = 0;
        for tried in tries.collect::<Vec<_>>() {
            let answer = tried.await.unwrap();
            if answer.status == StatusCode::UNAUTHORIZED {
                wrong += 1;
            } else {
                let problem = answer.problem("too_many_requests");
                assert!((1..=230).contains(&problem["retry_after"].as_u64().unwrap()), "{problem}");
            }
        }
        assert_eq!(wrong, 4, "{name}: more tries, or fewer, than are allowed");
    }
    let _ = log_in(&apis[1], "ANA", PASSWORD).await.problem("too_many_requests");
    let _ = log_in(&apis[1], "bob", PASSWORD).await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn correct_password_resets_the_limit() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("ATTEMPTS_PER_ACCOUNT", "3")]).await;
    let api = Api::of(&web);
    Member::register(&api, "ana").await;
    for _ in 0..4 {
        for _ in 0..2 {
            let _ = log_in(&api, "ana", "not my password").await.problem("wrong_credentials");
        }
        let _ = log_in(&api, "ana", PASSWORD).await.expect(StatusCode::OK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_wrong_passwords_by_address() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("ATTEMPTS_PER_ADDRESS", "5"), ("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    Member::register(&api, "ana").await;
    let login = "/api/account/login";
    for n in 0..5 {
        let address = format!("2001:db8:7:8::{n}");
        let _ =
            from(&api, &address, login, &format!("nobody{n}"), "not my password").await.problem("wrong_credentials");
        let _ = from(&api, &address, login, "ana", PASSWORD).await;
    }
    let _ = from(&api, "2001:db8:7:8::99", login, "ana", PASSWORD).await.problem("too_many_requests");
    let _ = from(&api, "2001:db8:7:9::1", login, "ana", PASSWORD).await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_registrations_by_address() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("REGISTRATIONS_PER_ADDRESS", "2"), ("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    for name in ["one", "two"] {
        let _ = from(&api, "192.0.2.1", "/api/accounts", name, PASSWORD).await.expect(StatusCode::CREATED);
    }
    let _ = from(&api, "192.0.2.1", "/api/accounts", "three", PASSWORD).await.problem("too_many_requests");
    let _ = from(&api, "192.0.2.2", "/api/accounts", "three", PASSWORD).await.expect(StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_expire() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    for n in 0..6 {
        let _ = from(&api, "192.0.2.1", "/api/account/login", &format!("secret word {n}"), "x").await;
    }
    let mut redis = env.redis.connect().await;
    let keys: Vec<String> = env.redis.keys().await.into_iter().filter(|key| key.contains("attempts")).collect();
    assert_eq!(keys.len(), 7, "{keys:?}");
    for key in keys {
        assert!(!key.contains("secret"), "{key} contains the input");
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut redis).await.unwrap();
        assert!((1..=900_000).contains(&left), "{key} lives {left} ms");
    }
}
