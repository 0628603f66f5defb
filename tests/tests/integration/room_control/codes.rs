//! Short codes: a seat on another phone, and the host's controls on another screen.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, text},
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
    test_socket::{End, TestSocket},
};

use super::call;

#[tokio::test(flavor = "multi_thread")]
async fn seat_moves_to_another_phone() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, host) = (game.session.code.clone(), game.session.token.clone());
    let (vip, other) = (game.seats[0].clone(), game.seats[1].clone());
    game.play(&api).await;
    game.phones[1].reach("lie").await;
    game.phones[1].accepted("lie.submit", json!({"text": lie_of(1)})).await;
    let seat_code = async |player_id: &str, token: &str| {
        call(&api, &code, Method::POST, &format!("/players/{player_id}/seat-codes"), token, Value::Null).await
    };
    let _ = seat_code(&vip.player_id, &other.token).await.problem("not_allowed");
    for token in [&vip.token, &host] {
        let _ = seat_code(&other.player_id, token).await.expect(StatusCode::CREATED);
    }
    let created = seat_code(&other.player_id, &other.token).await.expect(StatusCode::CREATED);
    let secret = text(&created["seat_code"]);

    let players = format!("/api/sessions/{code}/players");
    let join = async |nickname: &str, seat_code: &str| {
        let body = json!({"nickname": nickname, "seat_code": seat_code, "device_id": "new"});
        api.post(&players, None, &body).await
    };
    for (nickname, wrong) in [("Player 1", "BCDFGH"), ("Player 0", &secret), ("Nobody", &secret), ("Player 1", "")] {
        let _ = join(nickname, wrong).await.problem("wrong_seat_code");
    }
    let joined = join("player 1", &secret).await.expect(StatusCode::CREATED);
    assert_eq!((&joined["player_id"], &joined["role"]), (&json!(other.player_id), &json!("player")));
    assert_eq!(joined["snapshot"]["you"]["lie"], lie_of(1));
    assert_eq!(game.phones[1].ended().await, End::Closed(4003), "the old phone is out");
    let _ = call(&api, &code, Method::GET, "", &other.token, Value::Null).await.problem("not_authenticated");
    let mut phone = TestSocket::open(&api, &code, &format!("session_token={}", text(&joined["session_token"]))).await;
    phone.as_mut().unwrap().assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn vip_moves_the_room_to_another_screen() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let (vip, other) = (api.join(code, "Ann").await, api.join(code, "Bob").await);
    let host_code = async |token: &str| call(&api, code, Method::POST, "/host-codes", token, Value::Null).await;
    let _ = host_code(&other.token).await.problem("not_allowed");
    let secret = text(&host_code(&vip.token).await.expect(StatusCode::CREATED)["host_code"]);
    let redeem = async |link: &str| {
        api.post(&format!("/api/sessions/{code}/host-links/redeem"), None, &json!({"link": link})).await
    };
    let _ = redeem("BCDFGH").await.problem("not_allowed");
    let token = text(&redeem(&secret).await.expect(StatusCode::OK)["host_token"]);
    let _ = redeem(&secret).await.problem("not_allowed");
    let locked = call(&api, code, Method::PUT, "/lock", &token, json!({"locked": true})).await;
    assert_eq!(locked.status, StatusCode::OK);
    assert_eq!(call(&api, code, Method::POST, "/exit", &token, Value::Null).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_cannot_be_guessed() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("TRUST_PROXY", "1"), ("JOINS_PER_MINUTE", "100000")]).await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let _ = api.join(&session.code, "Ann").await;
    for (path, body) in [
        ("players", json!({"nickname": "Ann", "seat_code": "BCDFGH"})),
        ("host-links/redeem", json!({"link": "BCDFGH"})),
    ] {
        let guess = async |address: &str| {
            let request = api.request(Method::POST, &format!("/api/sessions/{}/{path}", session.code));
            api.send(request.header("x-forwarded-for", address).json(&body)).await
        };
        let address = if path == "players" { "203.0.113.1" } else { "203.0.113.2" };
        let mut refused = 0;
        for _ in 0..60 {
            refused += u32::from(guess(address).await.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert!(refused >= 20, "{path}: only {refused} of 60 guesses were refused");
        assert_eq!(guess("203.0.113.77").await.status, StatusCode::FORBIDDEN, "others are not affected");
    }
}
