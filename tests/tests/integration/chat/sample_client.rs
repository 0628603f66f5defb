//! The sample client of the chat's documentation. This browser snippet knows `message` and `typing` and nothing
//! else of the platform:
//!
//! ```js
//! const ws = new WebSocket(`wss://host/ws/sessions/${code}/?token=${token}`);
//! ws.onmessage = (event) => {
//!   const data = JSON.parse(event.data);
//!   if (data.type === "message") displayMessage(data);
//!   else if (data.type === "typing") updateTypingIndicator(data);
//! };
//! function sendMessage(content) { ws.send(JSON.stringify({ type: "message", content })); }
//! function sendTyping(is_typing) { ws.send(JSON.stringify({ type: "typing", is_typing })); }
//! ```

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{chat_socket::ChatSocket, environment::TestEnvironment, forged_tokens, test_socket::End};

use super::room::Room;

#[tokio::test(flavor = "multi_thread")]
async fn messages_and_typing_reach_everybody() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 3).await;
    // Everybody who is connected receives the notice at once.
    room.chats[0].send_typing(true).await;
    room.chats[0].post("Hello, room! 👋").await;
    for chat in &mut room.chats {
        let message = chat.next("message").await;
        assert_eq!(message["content"], "Hello, room! 👋");
        assert_eq!(message["sender_id"], room.seats[0].player_id.as_str());
        assert_eq!(message["sender_name"], "Person 0");
        assert!(message["message_id"].as_str().is_some_and(|id| !id.is_empty()), "{message}");
        let created_at = message["created_at"].as_str().unwrap();
        assert!(created_at.ends_with('Z') && created_at.len() == "2026-01-31T19:00:00.000Z".len(), "{created_at}");
    }
    let typing = json!({"type": "typing", "sender_id": room.seats[0].player_id, "is_typing": true});
    for chat in &mut room.chats[1..] {
        // The notice and the message travel separately, so the notice can arrive last.
        while !chat.received.contains(&typing) {
            chat.read().await.unwrap();
        }
        chat.settle().await;
        // Other frames than these would confuse the sample client. A typing notice can arrive twice at somebody
        // who connects at that moment.
        let received: Vec<_> = chat.received.iter().filter(|frame| frame["type"] != "pong").collect();
        assert_eq!(received.iter().filter(|frame| frame["type"] == "message").count(), 1, "{received:?}");
        assert!(received.iter().any(|frame| **frame == typing), "{received:?}");
        assert!(received.iter().all(|frame| frame["type"] == "message" || **frame == typing), "{received:?}");
    }
    room.chats[0].settle().await;
    assert!(
        room.chats[0].received.iter().all(|frame| frame["type"] != "typing"),
        "a sender receives no typing notice about themselves"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_works_from_lobby_to_end() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let code = room.session.code.clone();
    let mut host = ChatSocket::open(&api, &code, &room.session.token).await;
    let join = json!({"nickname": "Onlooker", "as": "audience"});
    let watcher = api.post(&format!("/api/sessions/{code}/players"), None, &join).await.expect(StatusCode::CREATED);
    let mut watcher = ChatSocket::open(&api, &code, watcher["session_token"].as_str().unwrap()).await;

    host.post("Ready?").await;
    let message = room.chats[0].next("message").await;
    assert_eq!((&message["sender_id"], &message["sender_name"]), (&json!("host"), &json!("Host")));
    let _ = api.control(&room.session, "play").await.expect(StatusCode::OK);
    watcher.post("Go!").await;
    room.chats[1].next("message").await;
    assert_eq!(room.chats[1].next("message").await["sender_name"], "Onlooker");
    let _ = api.control(&room.session, "pause").await.expect(StatusCode::OK);
    room.chats[1].post("Wait").await;
    for chat in [&mut host, &mut watcher] {
        while chat.contents().len() < 3 {
            chat.next("message").await;
        }
        assert_eq!(chat.contents(), ["Ready?", "Go!", "Wait"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn close_code_explains_a_refusal() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let other = Room::open(&api, 1).await;
    let code = room.session.code.clone();
    let token = |token: &str| format!("?token={token}");
    let removed = room.seats[1].clone();
    assert_eq!(api.remove(&room.session, &removed.player_id).await.status, StatusCode::NO_CONTENT);
    assert_eq!(room.chats[1].ended().await, End::Closed(4004));
    for (query, close) in [
        (String::new(), 4001),
        ("?role=host".to_owned(), 4001),
        (token("nonsense"), 4003),
        (token(&other.seats[0].token), 4004),
        (token(&other.session.token), 4004),
        (token(&removed.token), 4004),
        (token(&forged_tokens::stranger(&room.seats[0])), 4002),
        (token(&forged_tokens::expired(&room.seats[0])), 4003),
    ] {
        assert_eq!(ChatSocket::dial(&api, &code, &query).await.ended().await, End::Closed(close), "{query}");
    }
    let own = token(&room.seats[0].token);
    for unknown in ["BBBBBB", "nonsense"] {
        assert_eq!(ChatSocket::dial(&api, unknown, &own).await.ended().await, End::Closed(4005), "{unknown}");
    }
    // The token's other parameter name and an address without the last slash work too.
    let mut chat = ChatSocket::dial(&api, &code, &format!("?session_token={}", room.seats[0].token)).await;
    chat.settle().await;
    let _ = api.control(&room.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(chat.ended().await, End::Closed(4005));
    assert_eq!(room.chats[0].ended().await, End::Closed(4005));
}
