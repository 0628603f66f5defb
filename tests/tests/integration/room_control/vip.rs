use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{
    client::{HostedSession, text},
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
};

use super::call;

#[tokio::test(flavor = "multi_thread")]
async fn vip_controls_the_room() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, vip, other) = (game.session.code.clone(), game.seats[0].clone(), game.seats[1].clone());
    assert_eq!(api.snapshot(&code, None).await["vip"], vip.player_id.as_str());
    let control = |method: Method, path: &'static str, token: String, body| {
        let (api, code) = (api.clone(), code.clone());
        async move { call(&api, &code, method, path, &token, body).await }
    };
    for path in ["/play", "/pause", "/exit"] {
        let _ = control(Method::POST, path, other.token.clone(), json!({})).await.problem("not_allowed");
    }
    let locked = control(Method::PUT, "/lock", vip.token.clone(), json!({"locked": true})).await;
    let locked = locked.expect(StatusCode::OK);
    assert_eq!((&locked["locked"], &locked["you"]["player_id"]), (&json!(true), &json!(vip.player_id)));
    let _ = control(Method::POST, "/play", vip.token.clone(), json!({})).await.expect(StatusCode::OK);
    game.screen.next("phase.lie_started").await;
    let paused = control(Method::POST, "/pause", vip.token.clone(), json!({})).await.expect(StatusCode::OK);
    assert_eq!((&paused["status"], &paused["pause"]["by"]), (&json!("paused"), &json!("Player 0")));
    let _ = control(Method::POST, "/play", vip.token.clone(), json!({})).await.expect(StatusCode::OK);

    // Routes of the host alone.
    let _ = api
        .post(&format!("/api/sessions/{code}/host-links"), Some(&vip.token), &json!({}))
        .await
        .problem("not_allowed");
    let impostor = HostedSession { code: code.clone(), token: vip.token.clone() };
    let _ = api.remove(&impostor, &other.player_id).await.problem("not_allowed");

    let passed = control(Method::PUT, "/vip", vip.token.clone(), json!({"player_id": other.player_id})).await;
    assert_eq!(passed.expect(StatusCode::OK)["vip"], other.player_id.as_str());
    let _ = control(Method::POST, "/pause", vip.token.clone(), json!({})).await.problem("not_allowed");
    game.screen.assert_matches_server(&api, &code).await;
    let _ = control(Method::POST, "/exit", other.token.clone(), json!({})).await.expect(StatusCode::OK);
    assert_eq!(game.screen.ended().await, End::Closed(4005));
}

#[tokio::test(flavor = "multi_thread")]
async fn quiz_goes_on_without_the_host() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let config =
        json!({"rounds": 1, "questions_per_round": 1, "pace": "host", "question_ms": 200, "scoreboard_ms": 200});
    let session = api.create_from_packs("quiz", config, &["starter-en"]).await;
    let code = &session.code;
    let (vip, other) = (api.join(code, "Ann").await, api.join(code, "Bob").await);
    let play = async || api.post(&format!("/api/sessions/{code}/play"), Some(&vip.token), &json!({})).await;
    assert_eq!(play().await.expect(StatusCode::OK)["status"], "running");
    let phase = async |name: &str| {
        let wait = async || api.snapshot(code, None).await["phase"]["name"] == name;
        wpp_tests::harness::wait_until(name, wait).await;
    };
    phase("answer").await;
    let options = api.snapshot(code, None).await["view"]["options"].clone();
    for (n, seat) in [&vip, &other].into_iter().enumerate() {
        let data = json!({"option_id": text(&options[n]["option_id"])});
        let _ = api.submit_action(code, seat, "a1", "answer.submit", data).await.expect(StatusCode::OK);
    }
    phase("solution").await;
    let refused = api.post(&format!("/api/sessions/{code}/play"), Some(&other.token), &json!({})).await;
    let _ = refused.problem("not_allowed");
    // The game ignores a second tap right after the answers.
    let ended = async || {
        assert_eq!(play().await.status, StatusCode::OK);
        api.snapshot(code, None).await["phase"]["name"] != "solution"
    };
    wpp_tests::harness::wait_until("the VIP ends the phase", ended).await;
    phase("game_over").await;
    assert_eq!(play().await.expect(StatusCode::OK)["status"], "running", "the VIP starts the next game");
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_without_a_vip_obey_the_host() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let body = json!({"cartridge": "fib", "config": short_config(1, 1), "vip": false});
    let created = api.post("/api/sessions", None, &body).await.expect(StatusCode::CREATED);
    let code = text(&created["code"]);
    let ann = api.join(&code, "Ann").await;
    assert!(api.snapshot(&code, None).await["vip"].is_null());
    for (method, path, body) in [
        (Method::POST, "/play", json!({})),
        (Method::PUT, "/lock", json!({"locked": true})),
        (Method::PUT, "/vip", json!({"player_id": ann.player_id})),
    ] {
        let _ = call(&api, &code, method, path, &ann.token, body).await.problem("not_allowed");
    }
    let body = json!({"player_id": ann.player_id});
    let _ = call(&api, &code, Method::PUT, "/vip", &text(&created["host_token"]), body).await.problem("not_allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn role_passes_on_in_a_waiting_room() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    assert_eq!(game.screen.next("session.vip_changed").await["data"]["vip"], game.seats[0].player_id.as_str());
    game.phones.remove(0).leave().await;
    let changed = game.screen.next("session.vip_changed").await;
    assert_eq!(changed["data"]["vip"], game.seats[1].player_id.as_str());
    let path = format!("/api/sessions/{}/play", game.session.code);
    let play = async |n: usize| api.post(&path, Some(&game.seats[n].token), &json!({})).await;
    let _ = play(0).await.problem("not_allowed");
    assert_eq!(play(1).await.status, StatusCode::OK);
    let mut back = TestSocket::player(&api, &game.session.code, &game.seats[0]).await;
    back.assert_matches_server(&api, &game.session.code).await;
}
