//! History, read positions and removal by the host.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};

use super::room::{Room, contents, delete, get, post};

on_both_environments! {
    history_is_paged_backwards,
    repeated_id_is_one_message,
    keeps_a_read_position_for_everybody,
    host_removes_a_message,
}

async fn history_is_paged_backwards(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    assert!(api.snapshot(&room.session.code, None).await.get("last_message_at").is_none());
    let mut broadcasts = Vec::new();
    for n in 0..7 {
        room.chats[n % 2].post(&format!("message {n}")).await;
        broadcasts.push(room.chats[0].next("message").await);
        let last = &broadcasts[n]["created_at"];
        assert_eq!(api.snapshot(&room.session.code, None).await["last_message_at"], *last);
    }
    let (mut pages, mut query) = (Vec::new(), "?limit=3".to_owned());
    loop {
        let page = room.history(&api, &query).await;
        pages.push(page["messages"].as_array().unwrap().clone());
        let Some(next) = page["next"].as_str() else { break };
        query = format!("?limit=3&before={next}");
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 3, 1]);
    let mut history = pages.concat();
    history.reverse();
    for message in &mut broadcasts {
        message.as_object_mut().unwrap().remove("type");
    }
    assert_eq!(history, broadcasts);

    for bad in ["?limit=0", "?limit=201", "?limit=many", "?before=nonsense"] {
        let refused = get(&api, &format!("{}{bad}", room.path()), &room.seats[0].token).await;
        assert_eq!(refused.problem("invalid_input")["field"], bad[1..].split('=').next().unwrap(), "{bad}");
    }
    let _ = api.get(&room.path()).await.problem("not_authenticated");
}

async fn repeated_id_is_one_message(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let token = room.seats[0].token.clone();
    room.chats[0].post_with_id("a1", "once").await;
    let first = room.chats[0].next("message").await;
    assert_eq!(first["client_id"], "a1");
    room.chats[0].post_with_id("a1", "once").await;
    assert_eq!(room.chats[0].next("message").await, first, "the answer is the same message");
    let mut by_rest = post(&api, &room.path(), &token, "once", Some("a1")).await.expect(StatusCode::CREATED);
    by_rest["type"] = json!("message");
    assert_eq!(by_rest, first);
    room.chats[1].post_with_id("a1", "somebody else's a1").await;
    room.chats[1].next("message").await;
    room.chats[1].next("message").await;
    room.chats[1].settle().await;
    assert_eq!(room.chats[1].contents(), ["once", "somebody else's a1"], "the others receive the message once");
    assert_eq!(contents(&room.history(&api, "").await), ["somebody else's a1", "once"]);
    let refused = post(&api, &room.path(), &token, "hi", Some("an id with blanks")).await;
    assert_eq!(refused.problem("invalid_input")["field"], "id");
}

async fn keeps_a_read_position_for_everybody(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let mut ids = Vec::new();
    for n in 0..3 {
        room.chats[1].post(&format!("{n}")).await;
        ids.push(text(&room.chats[0].next("message").await["message_id"]));
    }
    let place = |page: &Value| (page["unread"].as_u64().unwrap(), page["read_up_to"].clone());
    assert_eq!(place(&room.history(&api, "").await), (3, Value::Null));
    let read = |id: String| {
        let request = api.request(Method::PUT, &format!("{}/read", room.path())).bearer_auth(&room.seats[0].token);
        let request = request.json(&json!({"message_id": id}));
        api.send(request)
    };
    assert_eq!(place(&read(ids[1].clone()).await.expect(StatusCode::OK)), (1, json!(ids[1])));
    assert_eq!(place(&read(ids[0].clone()).await.expect(StatusCode::OK)), (1, json!(ids[1])));
    assert_eq!(read("nonsense".to_owned()).await.problem("invalid_input")["field"], "message_id");
    assert_eq!(place(&room.history(&api, "?limit=1").await), (1, json!(ids[1])));

    let other = get(&api, &room.path(), &room.seats[1].token).await.expect(StatusCode::OK);
    assert_eq!(place(&other), (0, Value::Null), "one's own messages are no news");
    room.chats[0].send_text(&json!({"type": "read", "message_id": ids[2]}).to_string()).await;
    assert_eq!(room.chats[0].next("read").await, json!({"type": "read", "read_up_to": ids[2], "unread": 0}));
}

async fn host_removes_a_message(env: &TestEnvironment) {
    let (_web, _worker, api) = env.start_api_and_worker().await;
    let mut room = Room::open(&api, 2).await;
    let mut ids = Vec::new();
    for content in ["fine", "rude", "my own"] {
        room.chats[0].post_with_id(content.split(' ').next().unwrap(), content).await;
        ids.push(text(&room.chats[1].next("message").await["message_id"]));
    }
    let path = |id: &str| format!("{}/{id}", room.path());
    let _ = delete(&api, &path(&ids[1]), &room.seats[1].token).await.problem("not_allowed");
    for nonsense in ["nonsense", "%ff", "%00", "-1", "m0-00000001"] {
        let _ = delete(&api, &path(nonsense), &room.session.token).await.problem("not_found");
    }
    for _ in 0..2 {
        assert_eq!(delete(&api, &path(&ids[1]), &room.session.token).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(delete(&api, &path(&ids[2]), &room.seats[0].token).await.status, StatusCode::NO_CONTENT);
    let removed = room.chats[1].next("message_removed").await;
    assert_eq!(removed, json!({"type": "message_removed", "message_id": ids[1]}));
    assert_eq!(contents(&room.history(&api, "").await), ["fine"]);
    // A repeated post of a removed message stays removed, and read positions stay.
    room.chats[0].post_with_id("rude", "rude").await;
    room.chats[0].post("after").await;
    room.chats[1].next("message").await;
    assert_eq!(room.chats[1].contents(), ["fine", "rude", "my own", "after"]);
    assert_eq!(contents(&room.history(&api, "").await), ["after", "fine"]);
}
