//! The audience sees everything, reacts, and does not affect the game.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat, text},
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
    wait_until,
};

use crate::support::traces;

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
    while game.screen.next("crowd.tally").await["data"] != json!({"count": 1, "connected": 1}) {}
    let you = api.snapshot(&code, Some(&gus.token)).await["you"].clone();
    assert_eq!((&you["nickname"], &you["avatar"]), (&json!("Gus"), &json!("sun:sky")));

    // On a busy machine, the phase has begun before the phone is there.
    phone.reach("lie").await;
    phone.refused("lie.submit", json!({"text": "a lie of mine"}), "not_allowed").await;
    let _ = api.submit_action(&code, &gus, "1", "lie.suggest", json!({})).await.problem("not_allowed");
    game.submit_lies().await;
    phone.next("phase.guess_started").await;
    phone.ask_as("r1", "reaction.send", json!({"emoji": "🔥"})).await;
    phone.ask_as("r1", "reaction.send", json!({"emoji": "🔥"})).await;
    assert_eq!(game.screen.next("reaction").await["data"]["counts"], json!({"🔥": 1}));
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;

    let snapshot = api.snapshot(&code, Some(&gus.token)).await;
    assert_eq!(snapshot["you"]["player_id"], gus.player_id.as_str());
    assert_eq!(snapshot["audience"], json!({"count": 1, "connected": 1}));
    let events: Vec<&Value> = game.screen.received.iter().filter(|event| names(event, &gus)).collect();
    assert_eq!(events, Vec::<&Value>::new(), "no event names a member");
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

#[tokio::test(flavor = "multi_thread")]
async fn audience_is_deleted_with_the_session() {
    let env = TestEnvironment::start().await;
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, session) = (game.session.code.clone(), &game.session);
    let (gus, eva) = (watch(&api, session, "Gustav The Watcher").await, watch(&api, session, "Eva").await);
    let mut phone = TestSocket::player(&api, &code, &gus).await;
    game.play(&api).await;
    game.submit_lies().await;
    phone.next("phase.guess_started").await;
    phone.accepted("reaction.send", json!({"emoji": "🔥"})).await;
    game.screen.next("reaction").await;

    // A member who leaves is forgotten at once, and the token is void.
    let path = format!("/api/sessions/{code}/players/{}", eva.player_id);
    let left = api.send(api.request(reqwest::Method::DELETE, &path).bearer_auth(&eva.token)).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    let read = api.request(reqwest::Method::GET, &format!("/api/sessions/{code}")).bearer_auth(&eva.token);
    let _ = api.send(read).await.problem("not_allowed");
    let names = ["Gustav The Watcher".to_owned(), gus.player_id.clone()];
    assert_ne!(traces::in_redis(&env.redis, &names).await, Vec::<String>::new(), "the search finds what is there");
    assert_eq!(traces::in_redis(&env.redis, &[eva.player_id]).await, Vec::<String>::new());

    let receipt = api.control(&game.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt["deleted"]["redis_keys"], 5, "state, events, presence, crowd and ballots");
    assert_eq!(phone.ended().await, End::Closed(4005));
    wait_until("nothing of the audience is in Redis", async || traces::in_redis(&env.redis, &names).await.is_empty())
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn audience_has_a_limit() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("MAX_AUDIENCE", "2")]).await;
    let api = Api::of(&web);
    let session = api.create_of("lounge", json!({})).await;
    let (_gus, eva) = (watch(&api, &session, "Gus").await, watch(&api, &session, "Gus").await);
    let path = format!("/api/sessions/{}/players", session.code);
    let full = api.post(&path, None, &json!({"nickname": "Kim", "as": "audience"})).await.problem("session_full");
    assert!(full["detail"].as_str().unwrap().contains("2 people"), "{full}");
    assert_eq!(api.remove(&session, &eva.player_id).await.status, StatusCode::NO_CONTENT);
    let _kim = watch(&api, &session, "Kim").await;
    // A join and a removal are answered after 200 ms at the latest. Everybody sees the new count with a later event.
    wait_until("the session counts both", async || api.snapshot(&session.code, None).await["audience"]["count"] == 2)
        .await;
}
