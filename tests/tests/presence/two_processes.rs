//! Two API processes and two workers serve one session.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::Api,
    game::{Table, quick},
    processes::Process,
    socket::End,
    world::World,
};

async fn pair() -> (World, [Process; 2], [Process; 2], [Api; 2]) {
    let world = World::start().await;
    let webs = [world.web().await, world.web().await];
    let workers = [world.worker().await, world.worker().await];
    let apis = [Api::of(&webs[0]), Api::of(&webs[1])];
    (world, webs, workers, apis)
}

fn numbered(heard: &[Value]) -> Vec<Value> {
    heard.iter().filter(|event| event.get("seq").is_some()).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn players_on_two_processes_hear_one_order_of_events() {
    let (_world, _webs, _workers, [one, other]) = pair().await;
    let mut table = Table::set_across(&[&one, &other], quick(1, 2), 4).await;
    table.play(&other).await;
    table.question().await;
    table.question().await;
    table.screen.next("phase.game_over").await;
    for phone in &mut table.phones {
        phone.agree(&one, &table.session.code).await;
        phone.agree(&other, &table.session.code).await;
    }
    table.screen.agree(&other, &table.session.code).await;
    let all = numbered(&table.screen.heard);
    for phone in &table.phones {
        let own = numbered(&phone.heard);
        assert_eq!(own, all[all.len() - own.len()..], "another order, or another envelope");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_want_one_name_at_once_one_gets_it() {
    let (_world, _webs, _workers, [one, other]) = pair().await;
    let session = one.create(json!({"max_players": 200})).await;
    let path = format!("/api/sessions/{}/players", session.code);
    let joins = (0..40).map(|n| {
        let (api, path) = (if n % 2 == 0 { one.clone() } else { other.clone() }, path.clone());
        async move { api.post(&path, None, &json!({"nickname": format!("Guest {}", n / 2)})).await }
    });
    let answers = futures_util::future::join_all(joins).await;
    let (joined, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == StatusCode::CREATED);
    assert_eq!((joined.len(), refused.len()), (20, 20));
    for answer in refused {
        let _ = answer.problem("nickname_taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_on_a_killed_process_resumes_on_another_and_who_does_not_is_missed() {
    let (_world, mut webs, _workers, [one, other]) = pair().await;
    let mut table = Table::set_across(&[&one, &other], quick(1, 1), 4).await;
    let code = table.session.code.clone();
    table.play(&one).await;
    table.screen.next("phase.lie_started").await;
    webs[1].kill();
    // Players 1 and 3 were there. The first comes back at once, the other does not.
    for phone in [1, 3] {
        assert_eq!(table.phones[phone].ended().await, End::Broken);
    }
    let (gone, back) = (table.phones.remove(3), table.phones.remove(1));
    drop(gone);
    let back = back.resumed(&one, &code, &format!("session_token={}", table.seats[1].token)).await;
    assert_eq!(back.heard[0]["data"]["recovered"], true);
    table.phones.insert(1, back);

    let mut missed = table.screen.next("connection_update").await;
    while missed["data"]["status"] != "disconnected" {
        missed = table.screen.next("connection_update").await;
    }
    assert_eq!(missed["data"]["player_id"], table.seats[3].player_id.as_str());
    let players = one.snapshot(&code, None).await["players"].clone();
    let connected: Vec<bool> =
        players.as_array().unwrap().iter().map(|player| player["connected"].as_bool().unwrap()).collect();
    assert_eq!(connected, [true, true, true, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_process_sends_its_sockets_away_to_come_back() {
    let (_world, mut webs, _workers, [one, other]) = pair().await;
    let mut table = Table::set_across(&[&one, &other], quick(1, 1), 2).await;
    let code = table.session.code.clone();
    table.play(&one).await;
    table.screen.next("phase.lie_started").await;
    webs[1].terminate();
    assert_eq!(table.phones[1].ended().await, End::Closed(1012));
    let back = table.phones.remove(1);
    let back = back.resumed(&one, &code, &format!("session_token={}", table.seats[1].token)).await;
    assert_eq!(back.heard[0]["data"]["recovered"], true);
    table.phones.push(back);
    assert!(webs[1].ended().await.success());
    table.question().await;
    table.screen.next("phase.game_over").await;
    for phone in &mut table.phones {
        phone.agree(&one, &code).await;
    }
}
