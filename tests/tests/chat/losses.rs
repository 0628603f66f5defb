//! Processes that die and sockets that drop: nothing is lost, nothing comes twice.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_runtime::{
    chat::{ChatLog, PostedMessage, SessionKey},
    db::Writer,
    store::LiveStore,
};
use wpp_tests::{
    harness::{chat::Chat, client::Api, socket::End, world::World},
    in_both_worlds,
};

use super::room::{Room, contents, post};

in_both_worlds! {
    two_processes_tell_one_story_in_one_order,
    what_was_stored_and_not_told_is_told_with_the_next,
    a_killed_process_takes_its_sockets_and_no_message,
    who_was_away_reads_what_they_missed,
}

async fn two_processes_tell_one_story_in_one_order(world: &World) {
    let webs = [world.web().await, world.web().await];
    let [one, other] = [Api::of(&webs[0]), Api::of(&webs[1])];
    let mut room = Room::open_across(&[&one, &other], 4).await;
    for n in 0..20 {
        for (person, chat) in room.chats.iter_mut().enumerate() {
            if n % 4 == person {
                chat.say(&format!("{n} of {person}")).await;
            }
        }
    }
    let mut stories = Vec::new();
    for chat in &mut room.chats {
        while chat.said().len() < 20 {
            chat.next("message").await;
        }
        chat.settle().await;
        let numbers: Vec<u64> = chat.heard.iter().filter_map(|frame| frame["number"].as_u64()).collect();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
        stories.push(chat.said().into_iter().map(str::to_owned).collect::<Vec<_>>());
    }
    assert!(stories.iter().all(|story| *story == stories[0]));
    let mut history: Vec<String> =
        contents(&room.history(&other, "?limit=200").await).into_iter().map(str::to_owned).collect();
    history.reverse();
    assert_eq!(history, stories[0]);
}

/// A process stored a message and died before it told anybody: the next message makes up for it, and
/// so does the sender who sends it again.
async fn what_was_stored_and_not_told_is_told_with_the_next(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut room = Room::open(&api, 2).await;
    room.chats[0].say("first").await;
    room.chats[1].next("message").await;

    let key = key_of(world, &room).await;
    let db = world.open_database().await;
    let log = ChatLog::new(db.clone(), Writer::new(db));
    let lost = |content: &'static str, id: &'static str| PostedMessage {
        sender_id: &room.seats[0].player_id,
        sender_name: "Person 0",
        content,
        client_id: Some(id),
        at: wpp_game::time::Timestamp::from_millis(key.born.millis() + 1),
    };
    log.append(&key, lost("untold", "u1")).await.unwrap();
    room.chats[1].say("third").await;
    for chat in &mut room.chats {
        while chat.said().len() < 3 {
            chat.next("message").await;
        }
        assert_eq!(chat.said(), ["first", "untold", "third"]);
    }

    log.append(&key, lost("untold again", "u2")).await.unwrap();
    room.chats[0].say_as("u2", "untold again").await;
    for chat in &mut room.chats {
        while chat.said().len() < 4 {
            chat.next("message").await;
        }
        chat.settle().await;
        assert_eq!(chat.said()[3..], ["untold again"]);
    }
}

async fn key_of(world: &World, room: &Room) -> SessionKey {
    let code = wpp_game::ids::SessionCode::parse(&room.session.code).unwrap();
    let stored = LiveStore::new(world.redis.connect().await).load(&code).await.unwrap().unwrap();
    SessionKey::of(&serde_json::from_str(&stored.state).unwrap())
}

async fn a_killed_process_takes_its_sockets_and_no_message(world: &World) {
    let (mut dying, living) = (world.web().await, world.web().await);
    let (there, here) = (Api::of(&dying), Api::of(&living));
    let mut room = Room::open_across(&[&here, &there], 2).await;
    let token = room.seats[1].token.clone();
    // Said while the process dies: some are taken, some are not, and nobody knows which.
    for n in 0..10 {
        room.chats[1].say_as(&format!("n{n}"), &format!("message {n}")).await;
    }
    dying.kill();
    assert_eq!(room.chats[1].ended().await, End::Broken);
    let mut back = Chat::open(&here, &room.session.code, &token).await;
    for n in 0..10 {
        back.say_as(&format!("n{n}"), &format!("message {n}")).await;
    }
    back.say("all of them?").await;
    while room.chats[0].said().last() != Some(&"all of them?") {
        room.chats[0].next("message").await;
    }
    let said = room.chats[0].said();
    assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), 11, "{said:?}");
    assert_eq!(said.len(), 11, "{said:?}");
    let history = room.history(&here, "").await;
    assert_eq!(contents(&history).into_iter().rev().collect::<Vec<_>>(), said);
}

async fn who_was_away_reads_what_they_missed(world: &World) {
    let (_web, _worker, api) = world.both().await;
    let mut room = Room::open(&api, 2).await;
    room.chats[0].say("before").await;
    let known = room.chats[1].next("message").await;
    drop(room.chats.remove(1));
    for n in 0..3 {
        let _ = post(&api, &room.path(), &room.seats[0].token, &format!("away {n}"), None)
            .await
            .expect(StatusCode::CREATED);
    }
    let mut back = Chat::open(&api, &room.session.code, &room.seats[1].token).await;
    room.chats[0].say("and now").await;
    assert_eq!(back.next("message").await["content"], "and now", "the socket tells what comes after it opened");
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
