//! Typing notices.

use wpp_tests::{
    harness::{chat_socket::ChatSocket, environment::TestEnvironment},
    loadtest::clock,
};

use super::room::Room;

#[tokio::test(flavor = "multi_thread")]
async fn thins_endless_typing_notices() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let mut host = ChatSocket::open(&api, &room.session.code, &room.session.token).await;
    room.chats[1].settle().await;
    // Sends notices as fast as the socket accepts them, and never ends them.
    let began = clock::now();
    for _ in 0..30 {
        room.chats[0].send_typing(true).await;
    }
    room.chats[0].settle().await;
    let sent_in = began.elapsed();
    drop(room.chats.remove(0));
    let others = &mut room.chats[0];
    loop {
        if others.next("typing").await["is_typing"] == false {
            break;
        }
    }
    let notices: Vec<bool> = others.received.iter().filter_map(|frame| frame["is_typing"].as_bool()).collect();
    // One notice at once, one at the end, and one for every two seconds that a busy machine needs to send all.
    let pauses = usize::try_from(sent_in.as_secs() / 2).unwrap();
    assert!(notices.len() <= 3 + pauses, "{notices:?}");
    assert!(notices[0], "it begins with the beginning");
    // Typing is stored neither in the history nor in Redis.
    assert_eq!(room.history(&api, "").await["messages"], serde_json::json!([]));
    let keys = env.redis.keys().await;
    assert!(keys.iter().all(|key| !key.contains("typing")), "{keys:?}");

    host.send_typing(true).await;
    assert_eq!(room.chats[0].next("typing").await["sender_id"], "host");
    host.settle().await;
    let own = host.received.iter().filter(|frame| frame["type"] == "typing" && frame["sender_id"] == "host");
    assert_eq!(own.count(), 0, "the host receives no notice about themselves");
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_ends_typing() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    // Somebody who connects meanwhile receives the notice, possibly twice.
    room.chats[1].settle().await;
    room.chats[0].send_typing(true).await;
    assert_eq!(room.chats[1].next("typing").await["is_typing"], true);
    assert_eq!(room.chats[1].next("typing").await["is_typing"], false);
}
