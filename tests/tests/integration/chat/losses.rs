//! Killed processes and dropped sockets lose and double no message.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_runtime::{
    chat::{ChatLog, PostedMessage, SessionKey},
    db::Writer,
    store::LiveStore,
};
use wpp_tests::{
    harness::{chat_socket::ChatSocket, client::Api, environment::TestEnvironment, test_socket::End},
    on_both_environments,
};

use super::room::{Room, contents, post};

on_both_environments! {
    two_processes_keep_one_order,
    next_message_delivers_a_missed_one,
    killed_process_loses_no_message,
    history_fills_a_gap,
}

async fn two_processes_keep_one_order(env: &TestEnvironment) {
    let webs = [env.start_api().await, env.start_api().await];
    let [one, other] = [Api::of(&webs[0]), Api::of(&webs[1])];
    let mut room = Room::open_across(&[&one, &other], 4).await;
    for n in 0..20 {
        for (person, chat) in room.chats.iter_mut().enumerate() {
            if n % 4 == person {
                chat.post(&format!("{n} of {person}")).await;
            }
        }
    }
    let mut stories = Vec::new();
    for chat in &mut room.chats {
        while chat.contents().len() < 20 {
            chat.next("message").await;
        }
        chat.settle().await;
        let numbers: Vec<u64> = chat.received.iter().filter_map(|frame| frame["number"].as_u64()).collect();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
        stories.push(chat.contents().into_iter().map(str::to_owned).collect::<Vec<_>>());
    }
    assert!(stories.iter().all(|story| *story == stories[0]));
    let mut history: Vec<String> =
        contents(&room.history(&other, "?limit=200").await).into_iter().map(str::to_owned).collect();
    history.reverse();
    assert_eq!(history, stories[0]);
}

/// A process stored a message and died before the broadcast. The next message broadcasts it too, and so does a
/// repetition by its sender.
async fn next_message_delivers_a_missed_one(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    room.chats[0].post("first").await;
    room.chats[1].next("message").await;

    let key = key_of(env, &room).await;
    let db = env.open_database().await;
    let log = ChatLog::new(db.clone(), Writer::new(db));
    let lost = |content: &'static str, id: &'static str| PostedMessage {
        sender_id: &room.seats[0].player_id,
        sender_name: "Person 0",
        content,
        client_id: Some(id),
        at: wpp_game::time::Timestamp::from_millis(key.born.millis() + 1),
    };
    log.append(&key, lost("untold", "u1")).await.unwrap();
    room.chats[1].post("third").await;
    for chat in &mut room.chats {
        while chat.contents().len() < 3 {
            chat.next("message").await;
        }
        assert_eq!(chat.contents(), ["first", "untold", "third"]);
    }

    log.append(&key, lost("untold again", "u2")).await.unwrap();
    room.chats[0].post_with_id("u2", "untold again").await;
    for chat in &mut room.chats {
        while chat.contents().len() < 4 {
            chat.next("message").await;
        }
        chat.settle().await;
        assert_eq!(chat.contents()[3..], ["untold again"]);
    }
}

async fn key_of(env: &TestEnvironment, room: &Room) -> SessionKey {
    let code = wpp_game::ids::SessionCode::parse(&room.session.code).unwrap();
    let stored = LiveStore::new(env.redis.connect().await).load(&code).await.unwrap().unwrap();
    SessionKey::of(&serde_json::from_str(&stored.state).unwrap())
}

async fn killed_process_loses_no_message(env: &TestEnvironment) {
    let (mut dying, living) = (env.start_api().await, env.start_api().await);
    let (there, here) = (Api::of(&dying), Api::of(&living));
    let mut room = Room::open_across(&[&here, &there], 2).await;
    let token = room.seats[1].token.clone();
    // The process accepts some of these messages and dies before it accepts the others.
    for n in 0..10 {
        room.chats[1].post_with_id(&format!("n{n}"), &format!("message {n}")).await;
    }
    dying.kill();
    assert_eq!(room.chats[1].ended().await, End::Broken);
    let mut back = ChatSocket::open(&here, &room.session.code, &token).await;
    for n in 0..10 {
        back.post_with_id(&format!("n{n}"), &format!("message {n}")).await;
    }
    back.post("all of them?").await;
    while room.chats[0].contents().last() != Some(&"all of them?") {
        room.chats[0].next("message").await;
    }
    let received = room.chats[0].contents();
    assert_eq!(received.iter().collect::<BTreeSet<_>>().len(), 11, "{received:?}");
    assert_eq!(received.len(), 11, "{received:?}");
    let history = room.history(&here, "").await;
    assert_eq!(contents(&history).into_iter().rev().collect::<Vec<_>>(), received);
}

async fn history_fills_a_gap(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    room.chats[0].post("before").await;
    let known = room.chats[1].next("message").await;
    drop(room.chats.remove(1));
    for n in 0..3 {
        let _ = post(&api, &room.path(), &room.seats[0].token, &format!("away {n}"), None)
            .await
            .expect(StatusCode::CREATED);
    }
    let mut back = ChatSocket::open(&api, &room.session.code, &room.seats[1].token).await;
    room.chats[0].post("and now").await;
    assert_eq!(back.next("message").await["content"], "and now", "a socket receives messages posted after its opening");
    let history = room.history(&api, "").await;
    let missed: Vec<&Value> = history["messages"]
        .as_array()
        .unwrap()
        .iter()
        .take_while(|message| message["message_id"] != known["message_id"])
        .collect();
    assert_eq!(missed.len(), 4);
    assert_eq!(history["next"], json!(null));
}
