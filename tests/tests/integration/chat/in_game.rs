//! Chat over the game socket, and who receives it.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::TestSocket,
};

use super::room::{Room, get};

#[tokio::test(flavor = "multi_thread")]
async fn game_socket_carries_the_chat() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    let mut host = TestSocket::open(&api, &code, &format!("role=host&token={}", game.session.token)).await.unwrap();
    let mut alone = wpp_tests::harness::chat_socket::ChatSocket::open(&api, &code, &game.seats[0].token).await;

    game.phones[0].send_text(r#"{"type":"chat.typing","data":{"is_typing":true}}"#).await;
    let typing = game.phones[1].next("typing").await;
    assert_eq!(typing["data"], json!({"sender_id": game.seats[0].player_id, "is_typing": true}));
    assert!(typing.get("seq").is_none());

    let ack = game.phones[0].accepted("chat.send", json!({"content": "hello"})).await;
    let message = game.phones[1].next("chat.message").await;
    assert_eq!(message["data"], ack["message"]);
    assert_eq!(message["data"]["sender_name"], "Player 0");
    assert!(message.get("seq").is_none());
    assert_eq!(host.next("chat.message").await["data"], message["data"]);
    assert_eq!(game.phones[0].next("chat.message").await["data"], message["data"]);
    assert_eq!(alone.next("message").await["message_id"], message["data"]["message_id"]);
    assert!(
        alone.received.iter().all(|frame| frame["type"] == "message"),
        "a sender receives no typing notice about themselves"
    );

    alone.post("and back").await;
    assert_eq!(game.phones[1].next("chat.message").await["data"]["content"], "and back");
    let read = json!({"message_id": message["data"]["message_id"]});
    let ack = game.phones[1].accepted("chat.read", read).await;
    assert_eq!(ack["unread"], 1);

    for (kind, data) in [
        ("chat.send", json!({"content": "x".repeat(2001)})),
        ("chat.send", json!({})),
        ("chat.read", json!({"message_id": "nonsense"})),
        ("chat.shout", json!({})),
    ] {
        game.phones[0].refused(kind, data, "invalid_input").await;
    }
    // The code of the session allows watching the game, but not reading the chat.
    game.screen.refused("chat.send", json!({"content": "hi"}), "not_allowed").await;
    assert!(
        game.screen.received.iter().all(|frame| !frame.to_string().contains("hello")),
        "{:?}",
        game.screen.received
    );
    let _ = get(&api, &format!("/api/sessions/{code}/messages"), &game.seats[1].token).await.expect(StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_has_no_sequence_numbers() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let mut phone = TestSocket::player(&api, &room.session.code, &room.seats[0]).await;
    let before = api.snapshot(&room.session.code, None).await["seq"].clone();
    room.chats[1].post("quietly").await;
    phone.next("chat.message").await;
    assert_eq!(api.snapshot(&room.session.code, None).await["seq"], before);
    let place = phone.place();
    drop(phone);
    let query = format!("session_token={}", room.seats[0].token);
    let phone = TestSocket::resume(&api, &room.session.code, &query, place).await;
    assert_eq!(phone.received[0]["data"]["recovered"], true);
}
