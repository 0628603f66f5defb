//! Operators log in with an account that has the right, and nobody else does.

use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wpp_tests::{
    harness::{client::Api, environment::TestEnvironment, test_game::short_config},
    on_both_environments,
};

use super::support::{OperatorBrowser, log_in, run};
use crate::support::member::{Member, PASSWORD, browse, call};

on_both_environments! { only_operators_log_in, a_login_ends_with_its_right }

/// Every call that needs a login.
const CALLS: [(Method, &str); 8] = [
    (Method::GET, "login"),
    (Method::GET, "events"),
    (Method::GET, "settings"),
    (Method::GET, "accounts"),
    (Method::DELETE, "sessions/KWXTRN"),
    (Method::DELETE, "accounts/a_1"),
    (Method::DELETE, "packs/starter-en"),
    (Method::POST, "backups"),
];

async fn only_operators_log_in(env: &TestEnvironment) {
    let (one, other) = (env.start_api_with(&[("ATTEMPTS_PER_ACCOUNT", "3")]).await, env.start_api().await);
    let (api, second) = (Api::of(&one), Api::of(&other));
    let bo = Member::register(&api, "bob").await;
    let ana = OperatorBrowser::start(env, &api, "ana").await;
    assert!(ana.is_logged_in().await && ana.at(&second).is_logged_in().await, "a login works in every process");
    assert_eq!(ana.call(Method::GET, "login").await.json()["name"], "ana");

    let (status, body, set) = log_in(&api, "bob", PASSWORD).await;
    assert_eq!((status, &body["code"], set), (StatusCode::FORBIDDEN, &json!("not_allowed"), None));
    let (_, _, set) = log_in(&api, "ana", PASSWORD).await;
    let set = set.unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/api/admin;", "Max-Age=28800"] {
        assert!(set.contains(part), "{part} is missing: {set}");
    }

    let session = api.create(short_config(1, 1)).await;
    let player = api.join(&session.code, "Cy").await;
    for token in [&session.token, &player.token, &bo.access, &bo.refresh] {
        for (method, path) in &CALLS {
            let bearer = call(&api, method.clone(), &format!("/api/admin/{path}"), Some(token), &json!(null)).await;
            let _ = bearer.problem("not_authenticated");
            let cookie = format!("wpp_operator={token}; wpp_refresh={token}");
            let cookie = OperatorBrowser { api: api.clone(), cookie }.call(method.clone(), path).await;
            let _ = cookie.problem("not_authenticated");
        }
    }
    for (method, path) in &CALLS {
        let foreign = api.request(method.clone(), &format!("/api/admin/{path}"));
        for (name, value) in [("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:1")] {
            let foreign = foreign.try_clone().unwrap().header(header::COOKIE, &ana.cookie).header(name, value);
            let _ = api.send(foreign).await.problem("not_allowed");
        }
    }
    for path in ["/api/admin/login", "/api/admin/links/redeem", "/api/admin/logout"] {
        let body = json!({"name": "ana", "password": PASSWORD, "link": "none"});
        let (status, body, set) = browse(&api, path, Some(&ana.cookie), "cross-site", &body).await;
        assert_eq!((status, &body["code"], set), (StatusCode::FORBIDDEN, &json!("not_allowed"), None), "{path}");
    }
    assert!(ana.is_logged_in().await, "a page of another origin ended the login");

    for expected in ["wrong_credentials", "wrong_credentials", "wrong_credentials", "too_many_requests"] {
        let (_, body, _) = log_in(&api, "ana", "a wrong password").await;
        assert_eq!(body["code"], expected, "{body}");
    }
    let (_, body, _) = log_in(&api, "nobody.there", PASSWORD).await;
    assert_eq!(body["code"], "wrong_credentials");
}

async fn a_login_ends_with_its_right(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = OperatorBrowser::start(env, &api, "ana").await;
    assert_eq!(run(env, &["account", "operators"]).lines().next(), Some("ana"));
    let elsewhere = OperatorBrowser::log_in(&api, "ana").await;
    let (status, ..) = browse(&api, "/api/admin/logout", Some(&elsewhere.cookie), "same-origin", &json!({})).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert!(!elsewhere.is_logged_in().await && ana.is_logged_in().await);

    let mut stream = ana.watch().await;
    stream.until("overview", |_| true).await;
    run(env, &["account", "revoke-operator", "Ana"]);
    assert!(!ana.is_logged_in().await);
    stream.until("logged_out", |_| true).await;
    assert!(stream.next().await.is_none(), "the stream goes on after its login");
    run(env, &["account", "make-operator", "ana"]);
    assert!(!ana.is_logged_in().await, "the right is back, and the login with it");

    let again = OperatorBrowser::log_in(&api, "ana").await;
    let owner = Member::log_in(&api, "ana").await;
    let change = json!({"password": PASSWORD, "new_password": "nine newts knit warm hats"});
    let changed = call(&api, Method::PUT, "/api/account/password", Some(&owner.access), &change).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    assert!(!again.is_logged_in().await, "the login outlived the password");
}
