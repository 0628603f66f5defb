//! Bots play whole games with people, and leave nothing behind.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_runtime::deadlines::DeadlineQueue;
use wpp_tests::harness::{
    client::{Answer, Api, Hosted},
    game::{Table, lie_of, option_but, quick},
    until,
    world::World,
};

use crate::traces;

async fn add_bots(api: &Api, session: &Hosted, token: Option<&str>, count: usize) -> Answer {
    api.post(&format!("/api/sessions/{}/bots", session.code), token, &json!({ "count": count })).await
}

/// A table of one person with a phone and three bots.
async fn one_among_bots(api: &Api, config: Value) -> (Table, Vec<String>) {
    let table = Table::set(api, config, 1).await;
    let added = add_bots(api, &table.session, Some(&table.session.token), 3).await.expect(StatusCode::CREATED);
    let bots = added["player_ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    let players = added["snapshot"]["players"].as_array().unwrap();
    assert_eq!(players.len(), 4);
    assert!(players[1..].iter().all(|bot| bot["bot"] == true && bot["connected"] == true), "{players:?}");
    (table, bots)
}

/// Phases that bots answer within two seconds, and that end by themselves only much later.
fn lively() -> Value {
    let mut config = quick(1, 2);
    (config["lie_ms"], config["guess_ms"]) = (json!(4_000), json!(4_000));
    config
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_alone_sees_a_whole_game() {
    let (world, _web, _worker, api) = World::with_both().await;
    let (mut table, bots) = one_among_bots(&api, lively()).await;
    let queue = DeadlineQueue::new(world.redis.connect().await);
    table.play(&api).await;
    for question in 0..2 {
        table.lie().await;
        if question == 1 {
            // Bots' moments are void in a pause, and named anew after it.
            let _ = api.steer(&table.session, "pause").await.expect(StatusCode::OK);
            until("nothing is left in the queue", async || queue.depth().await.unwrap().total() == 0).await;
            let _ = api.steer(&table.session, "play").await.expect(StatusCode::OK);
        }
        let phone = &mut table.phones[0];
        let started = phone.next("phase.guess_started").await;
        assert_eq!(started["due_at"], Value::Null, "the bots' answers end the phase, not its deadline");
        let option_id = option_but(&started["data"]["options"], &lie_of(0));
        phone.accepted("guess.submit", json!({ "option_id": option_id })).await;
        let reveal = phone.next("reveal.step").await;
        assert_eq!(reveal["due_at"], Value::Null);
        phone.next("phase.scoreboard").await;
    }
    let over = table.screen.next("phase.game_over").await;
    assert_eq!(over["data"]["ranking"].as_array().unwrap().len(), 4);
    let written: Vec<&Value> = table.screen.heard.iter().filter(|event| event["type"] == "reveal.step").collect();
    for bot in &bots {
        let guesses = written.iter().filter(|step| step["data"]["pickers"].to_string().contains(bot.as_str())).count();
        let lies = written.iter().filter(|step| step["data"]["authors"].to_string().contains(bot.as_str())).count();
        assert_eq!((guesses, lies), (2, 2), "{bot} answers every question");
    }
    table.screen.agree(&api, &table.session.code).await;

    let _ = api.steer(&table.session, "exit").await.expect(StatusCode::OK);
    gone(&world, &[bots, vec![table.session.code]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exit_takes_the_bots_moves_out_of_the_queue() {
    let (world, _web, _worker, api) = World::with_both().await;
    let (mut table, bots) = one_among_bots(&api, quick(1, 1)).await;
    table.play(&api).await;
    table.screen.next("phase.lie_started").await;
    let receipt = api.steer(&table.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt["deleted"]["wakeups"], 4, "the deadline and three bots: {receipt}");
    gone(&world, &[bots, vec![table.session.code]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_worker_takes_no_bot_with_it() {
    let (world, _web, mut worker, api) = World::with_both().await;
    let mut config = lively();
    config["lie_ms"] = json!(20_000);
    let (mut table, _) = one_among_bots(&api, config).await;
    table.play(&api).await;
    table.lie().await;
    worker.kill();
    let _other = world.worker().await;
    let started = table.screen.next("phase.guess_started").await;
    assert_eq!(started["due_at"], Value::Null, "the bots' answers end the phase, not its deadline");
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_are_the_hosts_to_add_and_need_company() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let session = api.create(json!({"max_players": 4})).await;
    let host = Some(session.token.as_str());
    let _ = add_bots(&api, &session, None, 1).await.problem("not_authenticated");
    let seat = api.join(&session.code, "Ana").await;
    let _ = add_bots(&api, &session, Some(&seat.token), 1).await.problem("not_allowed");
    let _ = add_bots(&api, &session, host, 0).await.problem("invalid_input");
    let _ = add_bots(&api, &session, host, 4).await.problem("session_full");
    let added = add_bots(&api, &session, host, 3).await.expect(StatusCode::CREATED);
    assert_eq!(added["snapshot"]["features"], json!(["audience", "bots"]));

    let bot = added["player_ids"][0].as_str().unwrap();
    assert_eq!(api.remove(&session, bot).await.status, StatusCode::NO_CONTENT);
    assert_eq!(api.remove(&session, &seat.player_id).await.status, StatusCode::NO_CONTENT);
    let _ = api.steer(&session, "play").await.problem("not_enough_players");
    api.join(&session.code, "Bo").await;
    let _ = api.steer(&session, "play").await.expect(StatusCode::OK);
    let _ = add_bots(&api, &session, host, 1).await.problem("already_started");
}

/// Waits until the queue is purged, then looks everywhere.
async fn gone(world: &World, names: &[String]) {
    let queue = DeadlineQueue::new(world.redis.connect().await);
    until("the queue is empty", async || queue.depth().await.unwrap().total() == 0).await;
    until("nothing of the session is in Redis", async || traces::in_redis(&world.redis, names).await.is_empty()).await;
    assert_eq!(traces::in_database(world, names).await, Vec::<String>::new());
}
