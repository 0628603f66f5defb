//! Many concurrent writers in two processes: every write succeeds and stays private.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_tests::{
    harness::{
        client::{Answer, Api, Seat, text},
        environment::TestEnvironment,
        schema::sizes,
        test_game::short_config,
    },
    on_both_environments,
};

use crate::support::{
    account::{account, token},
    member::{Member, call, refresh},
};

on_both_environments! { fifty_concurrent_writers_succeed }

/// Writes of each writer.
const ROUNDS: usize = 4;

/// Number of questions in a file whose import overlaps with other writes.
const LARGE: usize = 300;

async fn fifty_concurrent_writers_succeed(env: &TestEnvironment) {
    let settings = [("ACTIONS_PER_SECOND", "10000")];
    let webs = [env.start_api_with(&settings).await, env.start_api_with(&settings).await];
    let apis = webs.each_ref().map(Api::of);
    let db = env.open_database().await;
    let (mut keepers, mut members) = (Vec::new(), Vec::new());
    for n in 0..30 {
        keepers.push(token(&account(&db, &format!("keeper{n}")).await));
    }
    for n in 0..5 {
        members.push(Member::register(&apis[0], &format!("member{n}")).await);
    }
    for api in &apis {
        open_connections(api, &keepers[0]).await;
    }
    let session = apis[0].create(short_config(1, 1)).await;
    let mut seats = Vec::new();
    for n in 0..12 {
        seats.push(apis[0].join(&session.code, &format!("Person {n}")).await);
    }
    let before = sizes(&db).await;

    let mut writers = tokio::task::JoinSet::new();
    let mut at = apis.iter().cloned().cycle();
    let mut next = || at.next().unwrap();
    for (n, token) in keepers.into_iter().enumerate() {
        match n {
            0..2 => writers.spawn(import(next(), token)),
            2..15 => writers.spawn(keep_packs(next(), token)),
            _ => writers.spawn(keep_presets(next(), token)),
        };
    }
    for member in members {
        writers.spawn(stay_logged_in(next(), member));
    }
    for seat in seats {
        writers.spawn(talk(next(), session.code.clone(), seat));
    }
    for n in 0..3 {
        writers.spawn(join(next(), n));
    }
    assert_eq!(writers.len(), 50);
    writers.join_all().await;

    let after = sizes(&db).await;
    let grown = |table: &str| after[table] - before[table];
    let found: BTreeMap<&str, i64> = ["pack", "question", "preset", "fib_preset", "chat_message", "account"]
        .map(|table| (table, grown(table)))
        .into();
    let rounds = i64::try_from(ROUNDS).unwrap();
    let large = i64::try_from(LARGE).unwrap();
    assert_eq!(
        found,
        BTreeMap::from([
            ("pack", 2 + 13 * rounds),
            ("question", 2 * large + 13 * rounds),
            ("preset", 15 * rounds),
            ("fib_preset", 15 * rounds),
            ("chat_message", 12 * rounds),
            ("account", 3),
        ])
    );
}

/// Opens the connections of a process to its database, four at a time. All at once, a busy machine needs longer than a call
/// waits for one.
async fn open_connections(api: &Api, token: &str) {
    for calls in [4, 8, 12] {
        let call = || api.send(api.request(Method::GET, "/api/presets").bearer_auth(token));
        for answer in join_all((0..calls).map(|_| call())).await {
            taken(&answer);
        }
    }
}

async fn import(api: Api, token: String) {
    let rows: String = (0..LARGE).map(|n| format!("What is number {n}?,answer {n},decoy {n}|lie {n}\n")).collect();
    let path = "/api/packs/import?title=Large&language=en";
    let file = api.request(Method::POST, path).bearer_auth(token).body(format!("prompt,answer,decoys\n{rows}"));
    let made = taken(&api.send(file).await);
    assert_eq!(made["report"]["added"], LARGE);
}

async fn keep_packs(api: Api, token: String) {
    for n in 0..ROUNDS {
        let made = api.post("/api/packs", Some(&token), &json!({"title": format!("Pack {n}"), "language": "en"})).await;
        let pack = format!("/api/packs/{}", text(&taken(&made)["pack_id"]));
        let question = json!({"prompt": "What is it?", "answer": "this", "decoys": ["that"]});
        let added = taken(&api.post(&format!("{pack}/questions"), Some(&token), &question).await);
        let rewritten = json!({"prompt": "What is it now?", "answer": "this", "decoys": ["that"]});
        let path = format!("{pack}/questions/{}", text(&added["question_id"]));
        taken(&call(&api, Method::PUT, &path, Some(&token), &rewritten).await);
        taken(&call(&api, Method::PATCH, &pack, Some(&token), &json!({"visibility": "public"})).await);
    }
}

async fn keep_presets(api: Api, token: String) {
    for n in 0..ROUNDS {
        let preset = json!({"cartridge": "fib", "name": format!("Preset {n}"), "is_default": true});
        let kept = taken(&api.post("/api/presets", Some(&token), &preset).await);
        let path = format!("/api/presets/{}", text(&kept["preset_id"]));
        taken(&call(&api, Method::PATCH, &path, Some(&token), &json!({"config": {"rounds": 2}})).await);
        let spare = taken(&api.post("/api/presets", Some(&token), &preset).await);
        let path = format!("/api/presets/{}", text(&spare["preset_id"]));
        taken(&call(&api, Method::DELETE, &path, Some(&token), &Value::Null).await);
    }
}

async fn stay_logged_in(api: Api, mut member: Member) {
    for _ in 0..ROUNDS {
        member = Member::of(&taken(&refresh(&api, &member.refresh).await));
    }
    taken(&api.post("/api/account/logout", None, &json!({"refresh_token": member.refresh})).await);
}

/// Opens and closes a first socket, and keeps a second one open.
async fn join(api: Api, n: usize) {
    let passing = Member::register(&api, &format!("passing{n}")).await;
    Member::register(&api, &format!("staying{n}")).await;
    passing.delete(&api).await;
}

async fn talk(api: Api, code: String, seat: Seat) {
    let path = format!("/api/sessions/{code}/messages");
    for n in 0..ROUNDS {
        let posted = taken(&api.post(&path, Some(&seat.token), &json!({"content": format!("message {n}")})).await);
        let read = json!({"message_id": posted["message_id"]});
        taken(&call(&api, Method::PUT, &format!("{path}/read"), Some(&seat.token), &read).await);
    }
}

/// Returns the body of a call that must succeed in spite of concurrent writes.
fn taken(answer: &Answer) -> Value {
    assert!(answer.status.is_success(), "{}: {}", answer.status, answer.text);
    if answer.status == StatusCode::NO_CONTENT { Value::Null } else { answer.json() }
}
