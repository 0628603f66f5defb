//! The end of a session deletes its chat.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::{
    harness::{environment::TestEnvironment, wait_until},
    on_both_environments,
};

use super::room::{Room, contents, post};
use crate::support::traces;

on_both_environments! {
    exit_deletes_the_chat,
    expired_session_deletes_its_chat,
    posting_extends_the_session,
}

const SECRET: &str = "a sentence nobody else would write";

async fn exit_deletes_the_chat(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    for n in 0..3 {
        room.chats[0].post(&format!("{SECRET} {n}")).await;
    }
    let last = loop {
        let message = room.chats[1].next("message").await;
        if message["number"] == 3 {
            break message;
        }
    };
    room.chats[1].send_text(&json!({"type": "read", "message_id": last["message_id"]}).to_string()).await;
    room.chats[1].next("read").await;
    assert_eq!(contents(&room.history(&api, "").await).len(), 3);

    let receipt = api.control(&room.session, "exit").await.expect(StatusCode::OK);
    // Three messages, one read position and the chat itself.
    assert_eq!(receipt["deleted"]["rows"], 5);
    let _ = post(&api, &room.path(), &room.seats[0].token, "hi", None).await.problem("unknown_session");
    gone(env).await;
}

async fn expired_session_deletes_its_chat(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 1).await;
    room.chats[0].post(SECRET).await;
    room.chats[0].next("message").await;
    let mut redis = env.redis.connect().await;
    for key in env.redis.keys().await.into_iter().filter(|key| key.starts_with('{')) {
        let _: u64 = redis::cmd("PEXPIRE").arg(key).arg(1).query_async(&mut redis).await.unwrap();
    }
    gone(env).await;
}

async fn posting_extends_the_session(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 1).await;
    room.chats[0].settle().await;
    let mut redis = env.redis.connect().await;
    let key = format!("{{{}}}:state", room.session.code);
    let _: u64 = redis::cmd("PEXPIRE").arg(&key).arg(60_000).query_async(&mut redis).await.unwrap();
    room.chats[0].post("still here").await;
    room.chats[0].next("message").await;
    let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut redis).await.unwrap();
    assert!(left > 7_000_000, "{left} ms");
}

/// Checks that no message is left in Redis, in the database or in the database's files.
async fn gone(env: &TestEnvironment) {
    let secret = [SECRET.to_owned()];
    wait_until("nothing is in the database's files", async || traces::in_database(env, &secret).await.is_empty()).await;
    assert_eq!(traces::in_redis(&env.redis, &secret).await, Vec::<String>::new());
}
