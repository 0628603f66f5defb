use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, text},
    environment::TestEnvironment,
    test_game::short_config,
    test_socket::{End, TestSocket},
};

use super::call;

/// Asks to join, and returns the id and the token of the waiting person.
async fn ask(api: &Api, code: &str, body: Value) -> (String, String) {
    let asked = api.post(&format!("/api/sessions/{code}/players"), None, &body).await.expect(StatusCode::ACCEPTED);
    assert_eq!((&asked["waiting"], &asked["snapshot"]["you"]), (&json!(true), &Value::Null));
    (text(&asked["player_id"]), text(&asked["session_token"]))
}

async fn decide(api: &Api, session: &HostedSession, id: &str, token: &str, accepted: bool) -> StatusCode {
    let path = format!("/players/{id}/admission");
    call(api, &session.code, Method::PUT, &path, token, json!({"accepted": accepted})).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn host_and_vip_decide_who_joins() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let vip = api.join(code, "Ana").await;
    let on = call(&api, code, Method::PUT, "/approval", &vip.token, json!({"required": true})).await;
    assert_eq!(on.expect(StatusCode::OK)["approval"], true);

    // The public screen is what a waiting phone follows.
    let mut screen = TestSocket::open(&api, code, "role=host").await.unwrap();
    let (bo, bo_token) = ask(&api, code, json!({"nickname": "Bo", "device_id": "d-1"})).await;
    let (cy, cy_token) = ask(&api, code, json!({"nickname": "Cy", "device_id": "d-2", "as": "audience"})).await;
    assert_eq!(screen.next("session.join_requested").await["data"]["person"]["nickname"], "Bo");
    let second = screen.next("session.join_requested").await;
    assert_eq!(second["data"]["person"], json!({"player_id": cy, "nickname": "Cy", "avatar": null, "audience": true}));

    // The token works after the acceptance only.
    let _ = call(&api, code, Method::GET, "", &bo_token, json!({})).await.problem("awaiting_approval");
    let _ = call(&api, code, Method::POST, "/messages", &bo_token, json!({"content": "hi"}))
        .await
        .problem("awaiting_approval");
    assert_eq!(TestSocket::open(&api, code, &format!("session_token={bo_token}")).await.err(), Some(End::Closed(4002)));
    assert_eq!(decide(&api, &session, &bo, &bo_token, true).await, StatusCode::FORBIDDEN);
    assert_eq!(decide(&api, &session, &bo, &vip.token, true).await, StatusCode::OK);
    assert_eq!(decide(&api, &session, &bo, &session.token, true).await, StatusCode::OK, "the call can be repeated");
    assert_eq!(screen.next("session.player_joined").await["data"]["player"]["player_id"], bo.as_str());
    assert_eq!(api.snapshot(code, Some(&bo_token)).await["you"]["role"], "player");
    TestSocket::open(&api, code, &format!("session_token={bo_token}")).await.unwrap().leave().await;

    assert_eq!(decide(&api, &session, &cy, &session.token, false).await, StatusCode::OK);
    assert_eq!(screen.next("session.join_declined").await["data"]["player_id"], cy.as_str());
    let _ = call(&api, code, Method::GET, "", &cy_token, json!({})).await.problem("join_declined");
    let again = json!({"nickname": "Nice", "device_id": "d-2"});
    let _ = api.post(&format!("/api/sessions/{code}/players"), None, &again).await.problem("join_declined");
    assert_eq!(decide(&api, &session, "nobody", &session.token, true).await, StatusCode::NOT_FOUND);

    // A person who does not want to wait withdraws with the own token.
    let (dan, dan_token) = ask(&api, code, json!({"nickname": "Dan", "device_id": "d-3"})).await;
    let left = call(&api, code, Method::DELETE, &format!("/players/{dan}"), &dan_token, Value::Null).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    screen.next("session.join_declined").await;
    screen.assert_matches_server(&api, code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_people_survive_a_crash() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let on = call(&api, code, Method::PUT, "/approval", &session.token, json!({"required": true})).await;
    assert_eq!(on.status, StatusCode::OK);
    let body = json!({"nickname": "Bo", "device_id": "d-1"});
    let (bo, _) = ask(&api, code, body.clone()).await;
    drop(web);
    let web = env.start_api().await;
    let api = Api::of(&web);
    assert_eq!(api.snapshot(code, None).await["waiting"][0]["nickname"], "Bo");
    let (again, token) = ask(&api, code, body).await;
    assert_eq!(again, bo, "the phone repeats a call whose answer it lost");
    assert_eq!(decide(&api, &session, &bo, &session.token, true).await, StatusCode::OK);
    assert_eq!(api.snapshot(code, Some(&token)).await["you"]["player_id"], bo.as_str());
}
