//! Too much of everything.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    game::{Table, quick},
    socket::{End, Socket},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_messages_is_refused_then_closed_with_4029_and_hurts_nobody_else() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    let code = table.session.code.clone();
    let mut flooder = Socket::player(&api, &code, &table.seats[0]).await;
    let mut refused = 0;
    for n in 0..2_000 {
        let message = json!({"type": "lie.submit", "id": format!("f{n}"), "data": {"text": "x"}}).to_string();
        if flooder.try_say(&message).await.is_err() {
            break;
        }
    }
    assert_eq!(flooder.ended().await, End::Closed(4029));
    for answer in flooder.heard.iter().filter(|answer| answer["type"] == "error") {
        if answer["data"]["code"] == "too_many_requests" {
            assert!(answer["data"]["id"].as_str().unwrap().starts_with('f'), "it says which");
            refused += 1;
        }
    }
    assert!(refused >= 100, "only {refused} were refused before the end");
    table.play(&api).await;
    table.question().await;
    table.screen.next("phase.game_over").await;
    table.screen.agree(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_calls_is_told_when_to_come_back() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let table = Table::set(&api, quick(1, 1), 2).await;
    let acts = (0..100).map(|n| {
        let (api, code, seat) = (api.clone(), table.session.code.clone(), table.seats[0].clone());
        async move { api.act(&code, &seat, &format!("f{n}"), "lie.submit", json!({"text": "x"})).await }
    });
    let answers = futures_util::future::join_all(acts).await;
    let (refused, wrong): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS);
    assert!(!refused.is_empty());
    for answer in refused {
        assert!(answer.problem("too_many_requests")["retry_after"].as_u64() >= Some(1));
    }
    for answer in wrong {
        let _ = answer.problem("wrong_phase");
    }
    let other = api.act(&table.session.code, &table.seats[1], "1", "lie.submit", json!({"text": "x"})).await;
    let _ = other.problem("wrong_phase");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_process_refuses_one_socket_more_and_keeps_those_it_has() {
    let world = World::start().await;
    let web = world.web_with(&[("MAX_SOCKETS", "2")]).await;
    let api = wpp_tests::harness::client::Api::of(&web);
    let session = api.create(quick(1, 1)).await;
    let mut first = Socket::screen(&api, &session).await;
    let second = Socket::screen(&api, &session).await;
    let refused = Socket::open(&api, &session.code, "role=host").await.err();
    assert_eq!(refused, Some(End::Closed(1012)), "come back: another process may have room");
    first.say(r#"{"type":"ping"}"#).await;
    first.next("pong").await;
    second.leave().await;
    while Socket::open(&api, &session.code, "role=host").await.is_err() {
        tokio::task::yield_now().await;
    }
}
