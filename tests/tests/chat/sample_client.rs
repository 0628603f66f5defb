//! The sample client of the chat's documentation, spoken by the letter: a browser's snippet that knows
//! `message` and `typing`, and nothing else of the platform.
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
use wpp_tests::harness::{chat::Chat, forged, socket::End, world::World};

use super::room::Room;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_a_message_and_everybody_but_the_sender_hears_who_types() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut room = Room::open(&api, 3).await;
    // At once, with nothing to wait for: who is connected hears what comes after.
    room.chats[0].typing(true).await;
    room.chats[0].say("Hello, room! 👋").await;
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
        chat.settle().await;
        // Nothing came but what the sample client knows. Who came in while somebody began to type may
        // be told so twice.
        let heard: Vec<_> = chat.heard.iter().filter(|frame| frame["type"] != "pong").collect();
        assert_eq!(heard.iter().filter(|frame| frame["type"] == "message").count(), 1, "{heard:?}");
        assert!(heard.iter().any(|frame| **frame == typing), "{heard:?}");
        assert!(heard.iter().all(|frame| frame["type"] == "message" || **frame == typing), "{heard:?}");
    }
    room.chats[0].settle().await;
    assert!(room.chats[0].heard.iter().all(|frame| frame["type"] != "typing"), "nobody is told of themselves");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_from_the_lobby_on_through_a_game_and_the_host_and_the_audience_take_part() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut room = Room::open(&api, 2).await;
    let code = room.session.code.clone();
    let mut host = Chat::open(&api, &code, &room.session.token).await;
    let join = json!({"nickname": "Onlooker", "as": "audience"});
    let watcher = api.post(&format!("/api/sessions/{code}/players"), None, &join).await.expect(StatusCode::CREATED);
    let mut watcher = Chat::open(&api, &code, watcher["session_token"].as_str().unwrap()).await;

    host.say("Ready?").await;
    let message = room.chats[0].next("message").await;
    assert_eq!((&message["sender_id"], &message["sender_name"]), (&json!("host"), &json!("Host")));
    let _ = api.steer(&room.session, "play").await.expect(StatusCode::OK);
    watcher.say("Go!").await;
    room.chats[1].next("message").await;
    assert_eq!(room.chats[1].next("message").await["sender_name"], "Onlooker");
    let _ = api.steer(&room.session, "pause").await.expect(StatusCode::OK);
    room.chats[1].say("Wait").await;
    for chat in [&mut host, &mut watcher] {
        while chat.said().len() < 3 {
            chat.next("message").await;
        }
        assert_eq!(chat.said(), ["Ready?", "Go!", "Wait"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_come_in_is_told_why_by_the_close_code() {
    let (_world, _web, _worker, api) = World::with_both().await;
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
        (token(&forged::stranger(&room.seats[0])), 4002),
        (token(&forged::expired(&room.seats[0])), 4003),
    ] {
        assert_eq!(Chat::dial(&api, &code, &query).await.ended().await, End::Closed(close), "{query}");
    }
    let own = token(&room.seats[0].token);
    for unknown in ["BBBBB", "nonsense"] {
        assert_eq!(Chat::dial(&api, unknown, &own).await.ended().await, End::Closed(4005), "{unknown}");
    }
    // The other name of the token will do, and so will the address without its last slash.
    let mut chat = Chat::dial(&api, &code, &format!("?session_token={}", room.seats[0].token)).await;
    chat.settle().await;
    let _ = api.steer(&room.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(chat.ended().await, End::Closed(4005));
    assert_eq!(room.chats[0].ended().await, End::Closed(4005));
}
