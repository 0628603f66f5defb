use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{
    chat_socket::ChatSocket,
    client::text,
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
    test_socket::{End, TestSocket},
};

use super::{call, release};

#[tokio::test(flavor = "multi_thread")]
async fn lost_seat_comes_back_in_a_running_game() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 2), 3).await;
    let (code, session, seat) = (game.session.code.clone(), game.session.clone(), game.seats[0].clone());
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.lie_started").await;
    game.phones[0].reach("lie").await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    let _ = release(&api, &session, &seat).await.problem("still_connected");
    let score = api.snapshot(&code, None).await["players"][0]["score"].clone();
    let lost = game.phones.remove(0);
    let place = lost.place();
    lost.leave().await;
    game.screen.next("connection_update").await;

    let locked = call(&api, &code, Method::PUT, "/lock", &session.token, json!({"locked": true})).await;
    assert_eq!(locked.status, StatusCode::OK);
    let path = format!("/api/sessions/{code}/players");
    let again = json!({"nickname": "player 0"});
    let _ = api.post(&path, None, &again).await.problem("room_locked");
    assert_eq!(release(&api, &session, &seat).await.status, StatusCode::NO_CONTENT);
    assert_eq!(release(&api, &session, &seat).await.status, StatusCode::NO_CONTENT, "the call can be repeated");
    game.screen.next("session.seat_released").await;

    let joined = api.post(&path, None, &again).await.expect(StatusCode::CREATED);
    let new_token = text(&joined["session_token"]);
    assert_eq!((&joined["player_id"], &joined["role"]), (&json!(seat.player_id), &json!("player")));
    assert_ne!(new_token, seat.token);
    let me = &joined["snapshot"]["players"][0];
    assert_eq!((&me["nickname"], &me["score"], &me["answered"]), (&json!("Player 0"), &score, &json!(true)));
    assert_eq!(joined["snapshot"]["you"]["lie"], lie_of(0));
    let _ = api.post(&path, None, &again).await.problem("room_locked");

    // The old token is void everywhere.
    for (method, path) in [(Method::GET, ""), (Method::GET, "/messages"), (Method::POST, "/play")] {
        let _ = call(&api, &code, method, path, &seat.token, json!({})).await.problem("not_authenticated");
    }
    let action = api.submit_action(&code, &seat, "x", "guess.submit", json!({"option_id": "a"})).await;
    let _ = action.problem("not_authenticated");
    let _ = call(&api, &code, Method::DELETE, &format!("/players/{}", seat.player_id), &seat.token, Value::Null)
        .await
        .problem("not_allowed");
    let query = format!("session_token={}&epoch={}&since={}", seat.token, place.epoch, place.seq);
    assert_eq!(TestSocket::open(&api, &code, &query).await.err(), Some(End::Closed(4003)));
    assert_eq!(ChatSocket::open(&api, &code, &seat.token).await.ended().await, End::Closed(4003));

    let mut phone = TestSocket::open(&api, &code, &format!("session_token={new_token}")).await.unwrap();
    for n in [1, 2] {
        game.phones[n - 1].reach("lie").await;
        game.phones[n - 1].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    phone.reach("guess").await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn release_closes_sockets_of_the_earlier_holder() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = wpp_tests::harness::client::Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let seat = api.join(&session.code, "Ann").await;
    // An empty seat is taken while the earlier holder returns: one of the two must win.
    for _ in 0..20 {
        let query = format!("session_token={}", seat.token);
        let (released, opened) =
            tokio::join!(release(&api, &session, &seat), TestSocket::open(&api, &session.code, &query));
        match (released.status, opened) {
            (StatusCode::CONFLICT, Ok(socket)) => socket.leave().await,
            (StatusCode::NO_CONTENT, Ok(mut socket)) => {
                assert_eq!(socket.ended().await, End::Closed(4003));
                return;
            }
            (StatusCode::NO_CONTENT, Err(end)) => return assert_eq!(end, End::Closed(4003)),
            (status, _) => panic!("{status}: {}", released.text),
        }
        let away = async || api.snapshot(&session.code, None).await["players"][0]["connected"] == false;
        wpp_tests::harness::wait_until("the seat is empty", away).await;
    }
    assert_eq!(release(&api, &session, &seat).await.status, StatusCode::NO_CONTENT);
}
