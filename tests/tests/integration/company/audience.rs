//! The audience sees everything, reacts, and does not affect the game.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat, text},
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
};

async fn watch(api: &Api, session: &HostedSession, nickname: &str) -> Seat {
    let path = format!("/api/sessions/{}/players", session.code);
    let joined = api.post(&path, None, &json!({"nickname": nickname, "avatar": "sun:sky", "as": "audience"})).await;
    let joined = joined.expect(StatusCode::CREATED);
    assert_eq!((&joined["role"], &joined["snapshot"]["you"]["role"]), (&json!("audience"), &json!("audience")));
    Seat { player_id: text(&joined["player_id"]), token: text(&joined["session_token"]) }
}

#[tokio::test(flavor = "multi_thread")]
async fn audience_watches_a_question() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    game.play(&api).await;
    let path = format!("/api/sessions/{code}/players");
    let _ = api.post(&path, None, &json!({"nickname": "Gus"})).await.problem("already_started");
    let _ = api.post(&path, None, &json!({"nickname": "Gus", "as": "king"})).await.problem("invalid_input");

    let gus = watch(&api, &game.session, "Gus").await;
    let mut phone = TestSocket::player(&api, &code, &gus).await;
    let member = game.screen.next("session.audience_joined").await["data"]["member"].clone();
    assert_eq!((&member["nickname"], &member["avatar"]), (&json!("Gus"), &json!("sun:sky")));

    phone.next("phase.lie_started").await;
    phone.refused("lie.submit", json!({"text": "a lie of mine"}), "not_allowed").await;
    let _ = api.submit_action(&code, &gus, "1", "lie.suggest", json!({})).await.problem("not_allowed");
    game.submit_lies().await;
    phone.next("phase.guess_started").await;
    phone.accepted("reaction.send", json!({"emoji": "🔥"})).await;
    assert_eq!(game.screen.next("reaction").await["data"]["counts"], json!({"🔥": 1}));
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;

    let snapshot = api.snapshot(&code, Some(&gus.token)).await;
    assert_eq!(snapshot["you"]["player_id"], gus.player_id.as_str());
    assert_eq!(snapshot["audience"][0]["connected"], true);
    let events: Vec<&Value> = game.screen.received.iter().filter(|event| names(event, &gus)).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["session.audience_joined", "connection_update"], "nothing else speaks of them: {events:#?}");
    phone.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn audience_resumes_and_can_be_removed() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    let gus = watch(&api, &game.session, "Gus").await;
    let query = format!("session_token={}", gus.token);
    let phone = TestSocket::player(&api, &code, &gus).await;
    let mut phone = phone.resumed(&api, &code, &query).await;
    game.play(&api).await;
    phone.next("phase.lie_started").await;
    phone.assert_matches_server(&api, &code).await;

    assert_eq!(api.remove(&game.session, &gus.player_id).await.status, StatusCode::NO_CONTENT);
    assert_eq!(phone.ended().await, End::Closed(4004));
    assert_eq!(TestSocket::open(&api, &code, &query).await.err(), Some(End::Closed(4004)));
    let _ = api.submit_action(&code, &gus, "1", "reaction.send", json!({"emoji": "🔥"})).await.problem("not_allowed");
    game.screen.next("session.audience_left").await;
    game.screen.assert_matches_server(&api, &code).await;
}

fn names(event: &Value, seat: &Seat) -> bool {
    event.get("seq").is_some() && event["data"].to_string().contains(&seat.player_id)
}
