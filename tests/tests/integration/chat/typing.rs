//! Who types.

use wpp_tests::harness::{chat_socket::ChatSocket, environment::TestEnvironment};

use super::room::Room;

#[tokio::test(flavor = "multi_thread")]
async fn typing_without_end_is_thinned_and_ends_with_the_socket() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let mut host = ChatSocket::open(&api, &room.session.code, &room.session.token).await;
    room.chats[1].settle().await;
    // As fast as the socket is listened to, and without ever saying that it is over.
    for _ in 0..30 {
        room.chats[0].send_typing(true).await;
    }
    room.chats[0].settle().await;
    drop(room.chats.remove(0));
    let others = &mut room.chats[0];
    loop {
        if others.next("typing").await["is_typing"] == false {
            break;
        }
    }
    let told: Vec<bool> = others.received.iter().filter_map(|frame| frame["is_typing"].as_bool()).collect();
    // One at once, and at most one more if the machine took over two seconds for all this.
    assert!(told.len() <= 3, "{told:?}");
    assert!(told[0], "it begins with the beginning");
    // It is nowhere: not in the history, and nowhere in the live store.
    assert_eq!(room.history(&api, "").await["messages"], serde_json::json!([]));
    let keys = env.redis.keys().await;
    assert!(keys.iter().all(|key| !key.contains("typing")), "{keys:?}");

    host.send_typing(true).await;
    assert_eq!(room.chats[0].next("typing").await["sender_id"], "host");
    host.settle().await;
    let own = host.received.iter().filter(|frame| frame["type"] == "typing" && frame["sender_id"] == "host");
    assert_eq!(own.count(), 0, "the host is not told of themselves");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_falls_silent_has_stopped() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    // Who comes in while somebody types is told so, and may hear it once more.
    room.chats[1].settle().await;
    room.chats[0].send_typing(true).await;
    assert_eq!(room.chats[1].next("typing").await["is_typing"], true);
    assert_eq!(room.chats[1].next("typing").await["is_typing"], false);
}
