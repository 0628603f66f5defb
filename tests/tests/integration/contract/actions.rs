//! Actions over REST and over the socket.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, option_but, short_config},
};

#[tokio::test(flavor = "multi_thread")]
async fn plays_a_game_over_rest() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create(short_config(1, 1)).await;
    let mut screen = wpp_tests::harness::test_socket::TestSocket::screen(&api, &session).await;
    let mut seats = Vec::new();
    for name in ["Ana", "Ben"] {
        seats.push(api.join(&session.code, name).await);
    }
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    screen.next("phase.lie_started").await;
    for (n, seat) in seats.iter().enumerate() {
        let lie = json!({"text": lie_of(n)});
        let _ = api.submit_action(&session.code, seat, "a", "lie.submit", lie).await.expect(StatusCode::OK);
    }
    let options = screen.next("phase.guess_started").await["data"]["options"].clone();
    for (n, seat) in seats.iter().enumerate() {
        let pick = json!({"option_id": option_but(&options, &lie_of(n))});
        let _ = api.submit_action(&session.code, seat, "b", "guess.submit", pick).await.expect(StatusCode::OK);
    }
    screen.next("phase.game_over").await;
    screen.assert_matches_server(&api, &session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_id_has_one_effect() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    game.play(&api).await;
    let (code, seat) = (game.session.code.clone(), game.seats[0].clone());
    let phone = &mut game.phones[0];
    phone.next("phase.lie_started").await;

    let lie = json!({"text": lie_of(0)});
    let first = phone.ask_as("twice", "lie.submit", lie.clone()).await;
    let again = phone.ask_as("twice", "lie.submit", lie.clone()).await;
    assert_eq!(first["type"], "ack");
    assert_eq!(first["data"], again["data"]);
    let rest = api.submit_action(&code, &seat, "twice", "lie.submit", lie).await.expect(StatusCode::OK);
    assert_eq!(first["data"], rest);
    let _ = api
        .submit_action(&code, &seat, "other", "lie.submit", json!({"text": "something else"}))
        .await
        .problem("already_submitted");

    let other = game.seats[1].clone();
    let body = json!({"text": lie_of(1)});
    let first = api.submit_action(&code, &other, "twice", "lie.submit", body.clone()).await.expect(StatusCode::OK);
    assert!(first["seq"].as_u64() > rest["seq"].as_u64(), "ids are each player's own");
    let over_socket = game.phones[1].ask_as("twice", "lie.submit", body).await;
    assert_eq!(over_socket["data"], first);

    game.screen.read_until_seq(first["seq"].as_u64().unwrap()).await;
    let events = game.screen.received.iter().filter(|event| event["type"] == "progress").count();
    assert_eq!(events, 2, "two lies, one event each");
}

#[tokio::test(flavor = "multi_thread")]
async fn suggestions_stay_the_same() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    let phone = &mut game.phones[0];
    phone.next("phase.lie_started").await;
    let first = phone.ask_as("s", "lie.suggest", json!({})).await;
    let offered = first["data"]["suggestions"].as_array().unwrap();
    assert_eq!(offered.len(), 3, "{first}");
    assert_eq!(phone.ask_as("s", "lie.suggest", json!({})).await["data"], first["data"]);
    assert_eq!(phone.accepted("lie.suggest", json!({})).await["suggestions"], first["data"]["suggestions"]);
    phone.accepted("lie.submit", json!({"text": offered[0]})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ping_returns_both_timestamps() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 1).await;
    for timestamp in [json!(12.5), json!("then"), json!({"a": [1]}), json!(null)] {
        game.phones[0].send_text(&json!({"type": "ping", "data": {"timestamp": timestamp}}).to_string()).await;
        let pong = game.phones[0].next("pong").await;
        assert_eq!(pong["data"]["timestamp"], timestamp);
        assert!(pong["data"]["server_time"].as_str().unwrap().ends_with('Z'));
        assert!(pong.get("seq").is_none());
    }
    game.screen.send_text(r#"{"type":"ping","data":{"timestamp":1}}"#).await;
    game.screen.next("pong").await;
}
