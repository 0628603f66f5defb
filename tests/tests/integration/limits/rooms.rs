//! Locked rooms, removed people, and the number of joins.

use futures_util::{StreamExt, stream};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{Answer, Api, HostedSession, text},
        environment::TestEnvironment,
        processes::Process,
        test_game::short_config,
        test_socket::TestSocket,
    },
    loadtest::clock,
};

async fn one_api() -> (TestEnvironment, Process, Api) {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    (env, web, api)
}

/// Joins with this body from `address`, as a trusted proxy forwards it.
async fn join(api: &Api, code: &str, address: &str, body: Value) -> Answer {
    let request = api.request(Method::POST, &format!("/api/sessions/{code}/players"));
    api.send(request.header("x-forwarded-for", address).json(&body)).await
}

async fn lock(api: &Api, session: &HostedSession, locked: bool) -> Value {
    let request = api.request(Method::PUT, &format!("/api/sessions/{}/lock", session.code));
    api.send(request.bearer_auth(&session.token).json(&json!({"locked": locked}))).await.expect(StatusCode::OK)
}

#[tokio::test(flavor = "multi_thread")]
async fn locked_room_admits_nobody() {
    let (_env, _web, api) = one_api().await;
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let mut screen = TestSocket::screen(&api, &session).await;
    let seat = api.join(code, "Ana").await;
    assert_eq!(api.snapshot(code, None).await["locked"], false);
    assert_eq!(lock(&api, &session, true).await["locked"], true);
    assert_eq!(screen.next("session.lock_changed").await["data"]["locked"], true);
    for body in [json!({"nickname": "Bo"}), json!({"nickname": "Cy", "as": "audience"})] {
        let refused = join(&api, code, "203.0.113.1", body).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let _ = refused.problem("room_locked");
    }
    let bots = api.post(&format!("/api/sessions/{code}/bots"), Some(&session.token), &json!({"count": 1})).await;
    assert!(bots.status.is_success(), "the host can add bots to a locked room: {}", bots.text);
    assert_eq!(api.snapshot(code, Some(&seat.token)).await["you"]["player_id"], seat.player_id.as_str());
    assert_eq!(lock(&api, &session, true).await["seq"], lock(&api, &session, true).await["seq"], "no second event");
    let _ = lock(&api, &session, false).await;
    let _ = join(&api, code, "203.0.113.1", json!({"nickname": "Bo"})).await.expect(StatusCode::CREATED);
    screen.assert_matches_server(&api, code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_person_stays_out() {
    let (_env, _web, api) = one_api().await;
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let _ = join(&api, code, "203.0.113.1", json!({"nickname": "Ana"})).await.expect(StatusCode::CREATED);
    let troll = json!({"nickname": "Troll", "device_id": "d-1"});
    let seat = join(&api, code, "203.0.113.2", troll.clone()).await.expect(StatusCode::CREATED);
    assert_eq!(api.remove(&session, &text(&seat["player_id"])).await.status, StatusCode::NO_CONTENT);
    let again = [
        ("203.0.113.2", troll.clone()),
        ("203.0.113.2", json!({"nickname": "Nice"})),
        ("203.0.113.2", json!({"nickname": "Nice", "as": "audience", "device_id": "d-2"})),
        ("203.0.113.77", json!({"nickname": "Nice", "device_id": "d-1"})),
        ("203.0.113.1", json!({"nickname": "Nice", "as": "audience", "device_id": "d-1"})),
    ];
    for (address, body) in again {
        let refused = join(&api, code, address, body.clone()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{address} {body}");
        let _ = refused.problem("removed");
    }
    let _ = join(&api, code, "203.0.113.1", json!({"nickname": "Bo"})).await.expect(StatusCode::CREATED);
    let _ = join(&api, code, "203.0.113.3", json!({"nickname": "Troll"})).await.expect(StatusCode::CREATED);
    let other = api.create(short_config(1, 1)).await;
    let _ = join(&api, &other.code, "203.0.113.2", troll).await.expect(StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn shared_address_keeps_nobody_out() {
    let (_env, _web, api) = one_api().await;
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let home = "2001:db8:1:2::1";
    let ana = join(&api, code, home, json!({"nickname": "Ana"})).await.expect(StatusCode::CREATED);
    let troll = join(&api, code, "2001:db8:1:2::2", json!({"nickname": "Troll", "device_id": "d-1", "as": "audience"}));
    let troll = troll.await.expect(StatusCode::CREATED);
    assert_eq!(api.remove(&session, &text(&troll["player_id"])).await.status, StatusCode::NO_CONTENT);
    let _ = join(&api, code, home, json!({"nickname": "Bo", "device_id": "d-1"})).await.problem("removed");
    let bo = join(&api, code, home, json!({"nickname": "Bo", "device_id": "d-2"})).await.expect(StatusCode::CREATED);
    for person in [ana, bo] {
        let path = format!("/api/sessions/{code}/players/{}", text(&person["player_id"]));
        let left = api.send(api.request(Method::DELETE, &path).bearer_auth(text(&person["session_token"]))).await;
        assert_eq!(left.status, StatusCode::NO_CONTENT);
    }
    let _ = join(&api, code, home, json!({"nickname": "Ana"})).await.expect(StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_invalid_device_ids() {
    let (_env, _web, api) = one_api().await;
    let session = api.create(short_config(1, 1)).await;
    for id in [json!(""), json!("x".repeat(65)), json!("å"), json!("a b"), json!(7)] {
        let _ = join(&api, &session.code, "203.0.113.1", json!({"nickname": "Ana", "device_id": id}))
            .await
            .problem("invalid_input");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn class_behind_one_address_joins() {
    let (_env, _web, api) = one_api().await;
    let session = api.create_of("lounge", json!({})).await;
    let joins = (0..100).map(|n| {
        let body = json!({"nickname": format!("Kid {n}"), "as": "audience"});
        join(&api, &session.code, "203.0.113.1", body)
    });
    let begun = clock::now();
    // Few at a time, because many joins of one moment are refused for another reason: the room is busy.
    let answers: Vec<_> = stream::iter(joins).buffer_unordered(4).collect().await;
    // The limit grows by one a second while the requests run.
    let most = 60 + begun.elapsed().as_secs() + 1;
    let mut joined = 0;
    for answer in answers {
        match answer.status {
            StatusCode::CREATED => joined += 1,
            _ => assert!(answer.problem("too_many_requests")["retry_after"].as_u64() >= Some(1)),
        }
    }
    assert!((60..=most).contains(&joined), "{joined} of 100 joined, {most} are allowed");
    let other = json!({"nickname": "Parent"});
    let _ = join(&api, &session.code, "203.0.113.2", other.clone()).await.expect(StatusCode::CREATED);
    let room = api.create_of("lounge", json!({})).await;
    let _ = join(&api, &room.code, "203.0.113.1", other).await.expect(StatusCode::CREATED);
}
