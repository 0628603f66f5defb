//! The sessions of an account: its token has the rights of the host's token, and no other account's has.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{Api, HostedSession, text},
        environment::TestEnvironment,
        test_game::short_config,
        test_socket::{End, TestSocket},
    },
    on_both_environments,
};

use crate::support::member::{Member, call};

on_both_environments! {
    only_the_owner_hosts,
    anonymous_session_has_no_owner,
    lists_own_live_sessions,
}

async fn create(api: &Api, member: &Member) -> HostedSession {
    let body = json!({"cartridge": "fib", "config": short_config(1, 1)});
    let created = api.post("/api/sessions", Some(&member.access), &body).await.expect(StatusCode::CREATED);
    HostedSession { code: text(&created["code"]), token: text(&created["host_token"]) }
}

async fn only_the_owner_hosts(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let (ana, bo) = (Member::register(&api, "ana").await, Member::register(&api, "bob").await);
    let session = create(&api, &ana).await;
    let seats = [
        api.join(&session.code, "One").await,
        api.join(&session.code, "Two").await,
        api.join(&session.code, "Three").await,
    ];
    let as_host = |token: &str| HostedSession { code: session.code.clone(), token: token.to_owned() };
    let _ = api.control(&as_host(&bo.access), "play").await.problem("not_allowed");
    assert_eq!(api.remove(&as_host(&bo.access), &seats[2].player_id).await.status, StatusCode::FORBIDDEN);

    let other_device = Member::log_in(&api, "ana").await;
    assert_eq!(api.remove(&as_host(&other_device.access), &seats[2].player_id).await.status, StatusCode::NO_CONTENT);
    let _ = api.control(&as_host(&other_device.access), "play").await.expect(StatusCode::OK);
    let _ = api.control(&as_host(&other_device.access), "pause").await.expect(StatusCode::OK);
    let paused = api.snapshot(&session.code, None).await;
    assert_eq!(paused["pause"], json!({"reason": "host"}), "a pause does not reveal the account");

    let socket = async |token: &str| TestSocket::open(&api, &session.code, &format!("role=host&token={token}")).await;
    assert_eq!(socket(&bo.access).await.err(), Some(End::Closed(4004)));
    assert!(socket(&ana.access).await.is_ok());
    let shown = api.snapshot(&session.code, Some(&ana.access)).await;
    assert!(!shown.to_string().contains(&ana.id), "a snapshot does not reveal the owner");

    let _ = api.post("/api/account/logout", None, &json!({"refresh_token": ana.refresh})).await;
    assert_eq!(socket(&ana.access).await.err(), Some(End::Closed(4003)), "logged out, and still let in");
    let _ = api.control(&as_host(&ana.access), "play").await.problem("not_authenticated");
    let _ = api.control(&as_host(&other_device.access), "exit").await.expect(StatusCode::OK);
    assert_eq!(list(&api, &other_device).await, Vec::<String>::new());
}

async fn anonymous_session_has_no_owner(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await;
    let session = api.create(short_config(1, 1)).await;
    let _ = api
        .control(&HostedSession { code: session.code.clone(), token: ana.access.clone() }, "exit")
        .await
        .problem("not_allowed");
    assert_eq!(list(&api, &ana).await, Vec::<String>::new());
}

async fn lists_own_live_sessions(env: &TestEnvironment) {
    let web = env.start_api().await;
    let api = Api::of(&web);
    let (ana, bo) = (Member::register(&api, "ana").await, Member::register(&api, "bob").await);
    let (first, second) = (create(&api, &ana).await, create(&api, &ana).await);
    create(&api, &bo).await;
    let mut listed = list(&api, &ana).await;
    listed.sort();
    let mut made = [first.code.clone(), second.code.clone()];
    made.sort();
    assert_eq!(listed, made);

    // Deletes the keys without an event, as an expired session ends.
    let mut redis = env.redis.connect().await;
    let _: u64 = redis::cmd("DEL").arg(format!("{{{}}}:state", first.code)).query_async(&mut redis).await.unwrap();
    assert_eq!(list(&api, &ana).await, std::slice::from_ref(&second.code));
    let left: u64 =
        redis::cmd("ZCARD").arg(format!("wpp:account:{}:sessions", ana.id)).query_async(&mut redis).await.unwrap();
    assert_eq!(left, 1, "what is gone stays in the list");
}

async fn list(api: &Api, member: &Member) -> Vec<String> {
    let listed = call(api, Method::GET, "/api/account/sessions", Some(&member.access), &Value::Null).await;
    listed.expect(StatusCode::OK).as_array().unwrap().iter().map(|session| text(&session["code"])).collect()
}
