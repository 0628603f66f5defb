//! Settings, accounts, packs and backups on the operator's page.

use std::path::Path;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::Api,
        environment::{TOKEN_SECRET, TestEnvironment},
        test_game::short_config,
    },
    on_both_environments,
};

use super::support::OperatorBrowser;
use crate::support::member::{Member, call};

on_both_environments! { deletes_accounts_and_public_packs }

async fn deletes_accounts_and_public_packs(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = OperatorBrowser::start(env, &api, "ana").await;
    let (bo, cy) = (Member::register(&api, "Bobby").await, Member::register(&api, "cyrus").await);
    let body = json!({"cartridge": "fib", "config": short_config(1, 1)});
    let room = api.post("/api/sessions", Some(&bo.access), &body).await.expect(StatusCode::CREATED);

    let found = ana.call(Method::GET, "accounts?name=BOB").await.expect(StatusCode::OK);
    assert_eq!((&found[0]["name"], &found[0]["operator"], &found[1]), (&json!("Bobby"), &json!(false), &Value::Null));
    let all = ana.call(Method::GET, "accounts").await.expect(StatusCode::OK);
    let names: Vec<&str> = all.as_array().unwrap().iter().map(|account| account["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ana", "Bobby", "cyrus"]);
    let operator = format!("accounts/{}", all[0]["id"].as_str().unwrap());
    let _ = ana.call(Method::DELETE, &operator).await.problem("not_allowed");
    for _ in 0..2 {
        let deleted = ana.call(Method::DELETE, &format!("accounts/{}", bo.id)).await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT, "{}", deleted.text);
    }
    assert!(!bo.has_valid_token(&api).await && cy.has_valid_token(&api).await);
    let _ = api.get(&format!("/api/sessions/{}", room["code"].as_str().unwrap())).await.problem("unknown_session");

    let pack = |visibility: &str| json!({"title": visibility, "language": "en", "visibility": visibility});
    let mut keys = Vec::new();
    for visibility in ["public", "private"] {
        let created = api.post("/api/packs", Some(&cy.access), &pack(visibility)).await.expect(StatusCode::CREATED);
        keys.push(created["pack_id"].as_str().unwrap().to_owned());
    }
    for key in keys.iter().chain([&keys[0]]) {
        let deleted = ana.call(Method::DELETE, &format!("packs/{key}")).await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT, "{}", deleted.text);
    }
    let _ = ana.call(Method::DELETE, "packs/starter-en").await.problem("not_allowed");
    let status = async |key: &str| {
        call(&api, Method::GET, &format!("/api/packs/{key}"), Some(&cy.access), &Value::Null).await.status
    };
    assert_eq!((status(&keys[0]).await, status(&keys[1]).await), (StatusCode::NOT_FOUND, StatusCode::OK));

    for action in ["account deleted by an operator", "public pack deleted by an operator"] {
        let is_logged = |line: &Value| line.to_string().contains(action).then_some(());
        web.log().wait_for(action, is_logged).await;
        let log = web.log().text();
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(action)).collect();
        assert!(lines.len() == 1 && lines[0].contains("account ana"), "{action}: {lines:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_settings_without_secrets() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("JOINS_PER_MINUTE", "77")]).await;
    let ana = OperatorBrowser::start(&env, &Api::of(&web), "ana").await;
    let settings = ana.call(Method::GET, "settings").await.expect(StatusCode::OK);
    assert!(!settings.to_string().contains(TOKEN_SECRET), "{settings}");
    let value = |name: &str| {
        let found = settings.as_array().unwrap().iter().find(|setting| setting["name"] == name);
        found.unwrap_or_else(|| panic!("{name} is missing"))["value"].clone()
    };
    assert_eq!((value("JOINS_PER_MINUTE"), value("MAX_SOCKETS")), (json!("77"), Value::Null));
    assert_eq!(value("TOKEN_SECRET"), "…");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_backup_runs_at_a_time() {
    let env = TestEnvironment::start().await;
    let folder = env.folder().join("backups");
    let settings = [("BACKUP_FOLDER", folder.to_str().unwrap())];
    let (one, other) = (env.start_api_with(&settings).await, env.start_api_with(&settings).await);
    let (api, second) = (Api::of(&one), Api::of(&other));
    let ana = OperatorBrowser::start(&env, &api, "ana").await;
    let mut stream = ana.watch().await;
    let elsewhere = ana.at(&second);
    let start = |browser: OperatorBrowser| async move { browser.call(Method::POST, "backups").await };
    let (first, repeated) = tokio::join!(start(ana.clone()), start(elsewhere));
    let (first, repeated) = (first.expect(StatusCode::ACCEPTED), repeated.expect(StatusCode::ACCEPTED));
    assert_eq!((&first["folder"], &first["started_by"]), (&repeated["folder"], &json!("account ana")));
    let picture = stream
        .until("overview", |picture| picture["backup"]["state"] != "running" && picture["backup"].is_object())
        .await;
    assert_eq!(picture["backup"]["state"], "done", "{picture}");
    let written = Path::new(picture["backup"]["folder"].as_str().unwrap());
    for file in ["token_secret", "sessions.jsonl", "database.sqlite"] {
        assert!(written.join(file).exists(), "{file} is missing");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "two backups were made");
}
