//! Gone with the session.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::{
    harness::{until, world::World},
    in_both_worlds,
};

use super::room::{Room, contents, post};
use crate::traces;

in_both_worlds! {
    exit_deletes_the_chat_and_counts_its_rows,
    a_session_that_ran_out_takes_its_chat_along,
    talking_keeps_a_session_alive,
}

const SECRET: &str = "a sentence nobody else would write";

async fn exit_deletes_the_chat_and_counts_its_rows(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut room = Room::open(&api, 2).await;
    for n in 0..3 {
        room.chats[0].say(&format!("{SECRET} {n}")).await;
    }
    let last = loop {
        let message = room.chats[1].next("message").await;
        if message["number"] == 3 {
            break message;
        }
    };
    room.chats[1].text(&json!({"type": "read", "message_id": last["message_id"]}).to_string()).await;
    room.chats[1].next("read").await;
    assert_eq!(contents(&room.history(&api, "").await).len(), 3);

    let receipt = api.steer(&room.session, "exit").await.expect(StatusCode::OK);
    // Three messages, one place of a reader, and the chat itself.
    assert_eq!(receipt["deleted"]["rows"], 5);
    let _ = post(&api, &room.path(), &room.seats[0].token, "hi", None).await.problem("unknown_session");
    gone(world).await;
}

async fn a_session_that_ran_out_takes_its_chat_along(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut room = Room::open(&api, 1).await;
    room.chats[0].say(SECRET).await;
    room.chats[0].next("message").await;
    let mut redis = world.redis.connect().await;
    for key in world.redis.keys().await.into_iter().filter(|key| key.starts_with('{')) {
        let _: u64 = redis::cmd("PEXPIRE").arg(key).arg(1).query_async(&mut redis).await.unwrap();
    }
    gone(world).await;
}

async fn talking_keeps_a_session_alive(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut room = Room::open(&api, 1).await;
    room.chats[0].settle().await;
    let mut redis = world.redis.connect().await;
    let key = format!("{{{}}}:state", room.session.code);
    let _: u64 = redis::cmd("PEXPIRE").arg(&key).arg(60_000).query_async(&mut redis).await.unwrap();
    room.chats[0].say("still here").await;
    room.chats[0].next("message").await;
    let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut redis).await.unwrap();
    assert!(left > 7_000_000, "{left} ms");
}

/// Nothing of what was said is left: not in the live store, and not in the database either, its files included.
async fn gone(world: &World) {
    let said = [SECRET.to_owned()];
    until("nothing is in the database's files", async || traces::in_database(world, &said).await.is_empty()).await;
    assert_eq!(traces::in_redis(&world.redis, &said).await, Vec::<String>::new());
}
