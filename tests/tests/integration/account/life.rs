//! The life of an account, from registration to deletion.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::process::Command;
use wpp_tests::{
    harness::{client::Api, environment::TestEnvironment, processes::programs},
    on_both_environments,
};

use crate::support::member::{Member, PASSWORD, call, log_in, refresh};

on_both_environments! {
    registers_logs_out_and_logs_in,
    new_password_ends_all_logins,
    unknown_name_equals_wrong_password,
    rejects_registration_when_closed,
    concurrent_registrations_share_no_name,
    operator_resets_a_password,
}

async fn registers_logs_out_and_logs_in(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "Ana.Søe").await;
    let seen = call(&api, Method::GET, "/api/account", Some(&ana.access), &Value::Null).await.expect(StatusCode::OK);
    assert_eq!((seen["id"].as_str(), seen["name"].as_str()), (Some(&*ana.id), Some("Ana.Søe")));
    assert!(seen["created_at"].as_str().unwrap().ends_with('Z'), "{seen}");

    let again = json!({"name": "ANA.SØE", "password": PASSWORD});
    let taken = api.post("/api/accounts", None, &again).await.problem("name_taken");
    assert_eq!(taken["field"], "name");

    let left = api.post("/api/account/logout", None, &json!({"refresh_token": ana.refresh})).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    assert!(!ana.has_valid_token(&api).await, "the access token outlived its login");
    let _ = refresh(&api, &ana.refresh).await.problem("not_authenticated");
    let twice = api.post("/api/account/logout", None, &json!({"refresh_token": ana.refresh})).await;
    assert_eq!(twice.status, StatusCode::NO_CONTENT);

    let back = Member::log_in(&api, " ana.søe ").await;
    assert_eq!((back.id.as_str(), back.name.as_str()), (&*ana.id, "Ana.Søe"));
    assert!(back.has_valid_token(&api).await);
}

async fn new_password_ends_all_logins(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let (ana, elsewhere) = (Member::register(&api, "ana").await, Member::log_in(&api, "ana").await);
    let change = async |old: &str, new: &str| {
        let body = json!({"password": old, "new_password": new});
        call(&api, Method::PUT, "/api/account/password", Some(&ana.access), &body).await
    };
    assert_eq!(change("not my password", "nine newts knit hats").await.problem("wrong_password")["field"], "password");
    assert_eq!(change(PASSWORD, "short").await.problem("invalid_input")["field"], "new_password");
    assert_eq!(change(PASSWORD, "password123").await.problem("invalid_input")["field"], "new_password");
    assert!(ana.has_valid_token(&api).await, "a refused change ended the login");

    let new = Member::of(&change(PASSWORD, "nine newts knit hats").await.expect(StatusCode::OK));
    assert!(new.has_valid_token(&api).await);
    for old in [&ana, &elsewhere] {
        assert!(!old.has_valid_token(&api).await, "a login outlived its password");
        let _ = refresh(&api, &old.refresh).await.problem("not_authenticated");
    }
    let _ = log_in(&api, "ana", PASSWORD).await.problem("wrong_credentials");
    let _ = log_in(&api, "ana", "nine newts knit hats").await.expect(StatusCode::OK);
}

async fn unknown_name_equals_wrong_password(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    Member::register(&api, "ana").await;
    let wrong = log_in(&api, "ana", "not my password").await;
    let expected = wrong.problem("wrong_credentials");
    for name in ["bob", "<script>", "", "a\u{0}b", &"x".repeat(50_000)] {
        let unknown = log_in(&api, name, "not my password").await;
        assert_eq!(
            (unknown.problem("wrong_credentials"), unknown.status),
            (expected.clone(), wrong.status),
            "{name:?}"
        );
    }
}

async fn rejects_registration_when_closed(env: &TestEnvironment) {
    let web = env.start_api_with(&[("REGISTRATION", "closed")]).await;
    let api = Api::of(&web);
    let body = json!({"name": "ana", "password": PASSWORD});
    let _ = api.post("/api/accounts", None, &body).await.problem("registration_closed");
}

async fn concurrent_registrations_share_no_name(env: &TestEnvironment) {
    // No registration waits for the hash of another one, which has a time limit.
    let settings = [("PASSWORD_HASHES", "12")];
    let (one, other) = (env.start_api_with(&settings).await, env.start_api_with(&settings).await);
    let apis = [Api::of(&one), Api::of(&other)];
    let tries = (0..12).map(|n| {
        let api = apis[n % 2].clone();
        let body = json!({"name": if n % 3 == 0 { "Ana" } else { "ana" }, "password": PASSWORD});
        tokio::spawn(async move { api.post("/api/accounts", None, &body).await })
    });
    let mut registered = 0;
    for tried in tries.collect::<Vec<_>>() {
        let answer = tried.await.unwrap();
        if answer.status == StatusCode::CREATED {
            registered += 1;
        } else {
            let _ = answer.problem("name_taken");
        }
    }
    assert_eq!(registered, 1);
}

async fn operator_resets_a_password(env: &TestEnvironment) {
    let web = env.start_api_with(&[("REGISTRATION", "closed")]).await;
    let api = Api::of(&web);
    let operator = async |words: &[&str]| {
        let url = env.database_url();
        let mut tool = Command::new(programs().join("wpp"));
        let ran = tool.args(["--database-url", &url, "account"]).args(words).output().await.unwrap();
        (ran.status.success(), String::from_utf8(ran.stdout).unwrap().trim().to_owned())
    };
    let (added, first) = operator(&["add", "Ana"]).await;
    assert!(added, "{first}");
    let ana = Member::of(&log_in(&api, "ana", &first).await.expect(StatusCode::OK));

    let (reset, second) = operator(&["reset-password", "ANA"]).await;
    assert!(reset && second != first, "{second}");
    assert!(!ana.has_valid_token(&api).await, "a login outlived the password");
    let _ = log_in(&api, "ana", &first).await.problem("wrong_credentials");
    let _ = log_in(&api, "ana", &second).await.expect(StatusCode::OK);
    for refused in [&["add", "ana"][..], &["reset-password", "nobody"], &["add", "<b>"]] {
        assert_eq!(operator(refused).await, (false, String::new()), "{refused:?}");
    }
}
