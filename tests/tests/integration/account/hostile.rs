//! Hostile input is refused with the name of the field, or treated as text.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{client::Api, environment::TestEnvironment},
    on_both_environments,
};

use crate::support::member::{Member, PASSWORD, call, log_in};

on_both_environments! {
    rejects_hostile_names,
    accepts_any_text_as_password,
    rejects_tokens_of_a_deleted_account,
}

const HOSTILE: [&str; 8] = [
    "'; DROP TABLE account; --",
    "\" OR \"1\"=\"1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "%27%20OR%201=1",
    "${jndi:ldap://x}",
    "a\u{0}dmin name",
    "\u{202e}drowssap ym",
];

async fn rejects_hostile_names(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    for name in HOSTILE {
        let body = json!({"name": name, "password": PASSWORD});
        assert_eq!(api.post("/api/accounts", None, &body).await.problem("invalid_input")["field"], "name", "{name}");
        let _ = log_in(&api, name, PASSWORD).await.problem("wrong_credentials");
    }
    for (body, field) in [
        (json!({"name": "ana", "password": "short"}), "password"),
        (json!({"name": "ana", "password": "x".repeat(129)}), "password"),
        (json!({"name": "ana", "password": "password123"}), "password"),
        (json!({"name": "johannes", "password": "johannes-1"}), "password"),
        (json!({"name": "an", "password": PASSWORD}), "name"),
    ] {
        assert_eq!(api.post("/api/accounts", None, &body).await.problem("invalid_input")["field"], field, "{body}");
    }
    for body in [json!({}), json!({"name": "ana"}), json!({"name": 1, "password": PASSWORD}), json!([]), json!(null)] {
        let _ = api.post("/api/accounts", None, &body).await.problem("invalid_input");
    }
    let large = json!({"name": "ana", "password": "x".repeat(70_000)});
    let _ = api.post("/api/accounts", None, &large).await.problem("too_large");
    Member::register(&api, "ana").await;
}

async fn accepts_any_text_as_password(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    for (n, password) in HOSTILE.into_iter().enumerate() {
        let name = format!("ana{n}");
        let body = json!({"name": name, "password": password});
        let _ = api.post("/api/accounts", None, &body).await.expect(StatusCode::CREATED);
        let _ = log_in(&api, &name, password).await.expect(StatusCode::OK);
        let _ = log_in(&api, &name, &format!("{password} ")).await.problem("wrong_credentials");
    }
}

async fn rejects_tokens_of_a_deleted_account(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await;
    let wrong = json!({"password": "not my password"});
    let _ = call(&api, Method::DELETE, "/api/account", Some(&ana.access), &wrong).await.problem("wrong_password");
    let _ = call(&api, Method::DELETE, "/api/account", Some(&ana.access), &Value::Null).await.problem("invalid_input");
    ana.delete(&api).await;
    assert!(!ana.has_valid_token(&api).await);
    let _ = log_in(&api, "ana", PASSWORD).await.problem("wrong_credentials");
    let again = Member::register(&api, "ana").await;
    assert_ne!(again.id, ana.id);
    assert!(!ana.has_valid_token(&api).await, "a new account of the same name accepts the old token");
}
