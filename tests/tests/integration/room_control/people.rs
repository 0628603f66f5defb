use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::harness::{
    chat_socket::ChatSocket,
    client::{Api, Seat, text},
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
};

use super::call;

#[tokio::test(flavor = "multi_thread")]
async fn host_renames_people() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (code, host) = (game.session.code.clone(), game.session.token.clone());
    let rename = async |seat: &Seat, nickname: &str| {
        let path = format!("/players/{}", seat.player_id);
        call(&api, &code, Method::PATCH, &path, &host, json!({"nickname": nickname})).await
    };
    let renamed = rename(&game.seats[0], " Ana  Lee ").await.expect(StatusCode::OK);
    assert_eq!(renamed["players"][0]["nickname"], "Ana Lee");
    let event = game.screen.next("session.player_renamed").await["data"].clone();
    assert_eq!(event, json!({"player_id": game.seats[0].player_id, "nickname": "Ana Lee"}));
    for (nickname, code) in [
        ("Player 1", "nickname_taken"),
        ("", "invalid_input"),
        ("F.u.c.k off", "profanity"),
        ("vært", "nickname_taken"),
    ] {
        let _ = rename(&game.seats[0], nickname).await.problem(code);
    }
    let nobody = Seat { player_id: "p_nobody".into(), token: String::new() };
    let _ = rename(&nobody, "Zoe").await.problem("not_found");
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    let _ = rename(&game.seats[1], "Bo").await.expect(StatusCode::OK);
    game.submit_lies().await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn host_removes_a_flood() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    let session = api.create_of("fib", json!({"max_players": 60})).await;
    let code = &session.code;
    let join = async |address: &str, body: Value| {
        let request = api.request(Method::POST, &format!("/api/sessions/{code}/players"));
        api.send(request.header("x-forwarded-for", address).json(&body)).await
    };
    let ann = join("203.0.113.1", json!({"nickname": "Ann"})).await.expect(StatusCode::CREATED);
    let since = text(&api.snapshot(code, None).await["server_time"]);
    let mut sockets = Vec::new();
    for n in 0..40 {
        let role = if n % 2 == 0 { "player" } else { "audience" };
        let body = json!({"nickname": format!("Flood {n}"), "as": role});
        let joined = join("203.0.113.66", body).await.expect(StatusCode::CREATED);
        if n < 2 {
            let token = text(&joined["session_token"]);
            let seat = Seat { player_id: text(&joined["player_id"]), token: token.clone() };
            sockets.push((
                TestSocket::player(&api, code, &seat).await,
                ChatSocket::open(&api, code, &token).await,
                token,
            ));
        }
    }
    let remove = async |query: &str| {
        call(&api, code, Method::DELETE, &format!("/players{query}"), &session.token, Value::Null).await
    };
    for query in ["", "?since=", "?since=yesterday", "?since=12:00"] {
        let _ = remove(query).await.problem("invalid_input");
    }
    let left = remove(&format!("?since={since}")).await.expect(StatusCode::OK);
    assert_eq!((left["players"].as_array().unwrap().len(), &left["audience"]["count"]), (1, &json!(0)));
    assert_eq!(left["players"][0]["player_id"], ann["player_id"]);
    for (mut game, mut chat, token) in sockets {
        assert_eq!((game.ended().await, chat.ended().await), (End::Closed(4004), End::Closed(4004)));
        let reopened = TestSocket::open(&api, code, &format!("session_token={token}")).await;
        assert_eq!(reopened.err(), Some(End::Closed(4004)));
        let _ = call(&api, code, Method::GET, "", &token, Value::Null).await.problem("not_allowed");
    }
    for role in ["player", "audience"] {
        let _ = join("203.0.113.66", json!({"nickname": "Nice", "as": role})).await.problem("removed");
    }
    let _ = join("203.0.113.2", json!({"nickname": "Bob"})).await.expect(StatusCode::CREATED);
}
