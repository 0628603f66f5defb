//! Refused chat messages. Other participants receive none of them.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{environment::TestEnvironment, test_socket::End};

use super::room::{Room, post};

#[tokio::test(flavor = "multi_thread")]
async fn rejects_invalid_messages() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let chat = &mut room.chats[0];
    let too_long = "x".repeat(2001);
    for (content, words) in [
        (too_long.as_str(), "2000"),
        (&"é".repeat(2001), "2000"),
        ("", "empty"),
        (" \n\t \u{200b}", "empty"),
        ("bell\u{7}", "control"),
        ("\u{202e}turned", "U+202E"),
        (&format!("Z{}", "\u{335}".repeat(1900)), "marks"),
        ("\u{301}", "empty"),
    ] {
        chat.post(content).await;
        let explanation = chat.refused("invalid_input").await;
        assert!(explanation.contains(words), "{explanation}");
    }
    // A session rejects coarse words unless its configuration allows them.
    chat.post("well, F.u.c.k that").await;
    let explanation = chat.refused("profanity").await;
    assert!(explanation.contains("too coarse for this room"), "{explanation}");
    for text in [
        "",
        "no JSON",
        "{}",
        "[]",
        "null",
        r#"{"type":"message"}"#,
        r#"{"type":"message","content":7}"#,
        r#"{"type":"typing"}"#,
        r#"{"type":"typing","is_typing":"yes"}"#,
        r#"{"type":"read","message_id":"nonsense"}"#,
        r#"{"type":"shout","content":"hi"}"#,
        r#"{"type":"message","content":"hi""#,
    ] {
        chat.send_text(text).await;
        let explanation = chat.refused("invalid_input").await;
        assert!(explanation.len() < 300, "{explanation}");
    }
    chat.send_binary(b"\xff\x00").await;
    chat.refused("invalid_input").await;
    chat.send_text(r#"{"type":"message","content":"","id":"x1"}"#).await;
    let error = chat.next("error").await;
    assert_eq!(error["id"], "x1", "a refusal names what it refuses");

    // The limit counts 2000 graphemes, not bytes.
    for content in ["x".repeat(2000), "👍🏽".repeat(2000), "two\nlines".to_owned()] {
        chat.post(&content).await;
        assert_eq!(chat.next("message").await["content"], content.as_str());
    }
    while room.chats[1].contents().len() < 3 {
        room.chats[1].next("message").await;
    }
    room.chats[1].settle().await;
    assert_eq!(room.chats[1].contents().len(), 3);
    assert!(room.chats[1].received.iter().all(|frame| frame["type"] == "message" || frame["type"] == "pong"));

    room.chats[0].send_text(&"x".repeat(64 * 1024 + 1)).await;
    assert_eq!(room.chats[0].ended().await, End::Closed(1009));
}

#[tokio::test(flavor = "multi_thread")]
async fn flood_is_refused_and_then_closed() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    for n in 0..30 {
        room.chats[0].post(&format!("spam {n}")).await;
    }
    // Empty messages count as well, and are not stored: a busy machine stores no more messages than the limit allows.
    for _ in 0..2_000 {
        if !room.chats[0].try_post("").await {
            break;
        }
    }
    let end = room.chats[0].ended().await;
    assert_eq!(end, End::Closed(4029));
    let refused = room.chats[0].received.iter().filter(|frame| frame["code"] == "too_many_requests").count();
    assert!(refused > 100, "{refused}");
    // The other participant received the accepted messages and can still post.
    room.chats[1].post("and me?").await;
    loop {
        if room.chats[1].next("message").await["content"] == "and me?" {
            break;
        }
    }
    assert!(room.chats[1].contents().len() <= 30 + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn rest_rejects_the_same_messages() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let room = Room::open(&api, 1).await;
    let other = Room::open(&api, 1).await;
    let (path, token) = (room.path(), &room.seats[0].token);
    let refused = post(&api, &path, token, &"x".repeat(2001), None).await.problem("invalid_input");
    assert_eq!(refused["field"], "content");
    let refused = post(&api, &path, token, "f u c k", None).await;
    assert_eq!(refused.problem("profanity")["field"], "content");
    let _ = post(&api, &path, &other.seats[0].token, "hi", None).await.problem("not_allowed");
    let _ = post(&api, "/api/sessions/BBBBBB/messages", token, "hi", None).await.problem("unknown_session");
    let _ = api.post(&path, None, &json!({"content": "hi"})).await.problem("not_authenticated");
    // All at once, because a busy machine stores no more one after the other than the limit allows.
    let posts = (0..60).map(|_| post(&api, &path, token, "hi", None));
    let mut slowed = 0;
    for answer in futures_util::future::join_all(posts).await {
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            let _ = answer.problem("too_many_requests");
            slowed += 1;
        }
    }
    assert!(slowed > 0, "60 messages at once are too many");
}
