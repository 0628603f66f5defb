//! Rate limits and full processes.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
};

#[tokio::test(flavor = "multi_thread")]
async fn message_flood_closes_only_its_socket() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    let mut flooder = TestSocket::player(&api, &code, &game.seats[0]).await;
    let mut refused = 0;
    for n in 0..2_000 {
        let message = json!({"type": "lie.submit", "id": format!("f{n}"), "data": {"text": "x"}}).to_string();
        if flooder.try_send_text(&message).await.is_err() {
            break;
        }
    }
    assert_eq!(flooder.ended().await, End::Closed(4029));
    for answer in flooder.received.iter().filter(|answer| answer["type"] == "error") {
        if answer["data"]["code"] == "too_many_requests" {
            assert!(answer["data"]["id"].as_str().unwrap().starts_with('f'), "the refusal names the message");
            refused += 1;
        }
    }
    assert!(refused >= 100, "only {refused} were refused before the end");
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn call_flood_gets_retry_after() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let game = TestGame::create(&api, short_config(1, 1), 2).await;
    let acts = (0..100).map(|n| {
        let (api, code, seat) = (api.clone(), game.session.code.clone(), game.seats[0].clone());
        async move { api.submit_action(&code, &seat, &format!("f{n}"), "lie.submit", json!({"text": "x"})).await }
    });
    let answers = futures_util::future::join_all(acts).await;
    let (refused, wrong): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS);
    assert!(!refused.is_empty());
    for answer in refused {
        assert!(answer.problem("too_many_requests")["retry_after"].as_u64() >= Some(1));
    }
    for answer in wrong {
        let _ = answer.problem("wrong_phase");
    }
    let other = api.submit_action(&game.session.code, &game.seats[1], "1", "lie.submit", json!({"text": "x"})).await;
    let _ = other.problem("wrong_phase");
}

#[tokio::test(flavor = "multi_thread")]
async fn full_process_refuses_new_sockets() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("MAX_SOCKETS", "2")]).await;
    let api = wpp_tests::harness::client::Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let mut first = TestSocket::screen(&api, &session).await;
    let second = TestSocket::screen(&api, &session).await;
    let refused = TestSocket::open(&api, &session.code, "role=host").await.err();
    assert_eq!(refused, Some(End::Closed(1012)), "the client must retry, because another process may have room");
    first.send_text(r#"{"type":"ping"}"#).await;
    first.next("pong").await;
    second.leave().await;
    while TestSocket::open(&api, &session.code, "role=host").await.is_err() {
        tokio::task::yield_now().await;
    }
}
