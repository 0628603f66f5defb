//! Bots play whole games with people and leave no data behind.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_runtime::deadlines::DeadlineQueue;
use wpp_tests::harness::{
    client::{Answer, Api, HostedSession},
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, option_but, short_config},
    wait_until,
};

use crate::support::traces;

async fn add_bots(api: &Api, session: &HostedSession, token: Option<&str>, count: usize) -> Answer {
    api.post(&format!("/api/sessions/{}/bots", session.code), token, &json!({ "count": count })).await
}

/// Creates a game of one person with a phone and three bots.
async fn one_among_bots(api: &Api, config: Value) -> (TestGame, Vec<String>) {
    let game = TestGame::create(api, config, 1).await;
    let added = add_bots(api, &game.session, Some(&game.session.token), 3).await.expect(StatusCode::CREATED);
    let bots = added["player_ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    let players = added["snapshot"]["players"].as_array().unwrap();
    assert_eq!(players.len(), 4);
    assert!(players[1..].iter().all(|bot| bot["bot"] == true && bot["connected"] == true), "{players:?}");
    (game, bots)
}

/// Returns a configuration with phases that bots answer in the first half. A busy machine has the second one.
fn lively() -> Value {
    let mut config = short_config(1, 2);
    (config["lie_ms"], config["guess_ms"]) = (json!(10_000), json!(10_000));
    config
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_plays_with_bots() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let (mut game, bots) = one_among_bots(&api, lively()).await;
    let queue = DeadlineQueue::new(env.redis.connect().await);
    game.play(&api).await;
    for question in 0..2 {
        game.submit_lies().await;
        if question == 1 {
            // A pause cancels the bots' planned moves; play plans them again.
            let _ = api.control(&game.session, "pause").await.expect(StatusCode::OK);
            wait_until("nothing is left in the queue", async || queue.depth().await.unwrap().total() == 0).await;
            let _ = api.control(&game.session, "play").await.expect(StatusCode::OK);
        }
        let phone = &mut game.phones[0];
        let started = phone.next("phase.guess_started").await;
        assert_eq!(started["due_at"], Value::Null, "the bots' answers end the phase, not its deadline");
        let option_id = option_but(&started["data"]["options"], &lie_of(0));
        phone.accepted("guess.submit", json!({ "option_id": option_id })).await;
        let reveal = phone.next("reveal.step").await;
        assert_eq!(reveal["due_at"], Value::Null);
        phone.next("phase.scoreboard").await;
    }
    let over = game.screen.next("phase.game_over").await;
    assert_eq!(over["data"]["ranking"].as_array().unwrap().len(), 4);
    let written: Vec<&Value> = game.screen.received.iter().filter(|event| event["type"] == "reveal.step").collect();
    for bot in &bots {
        let guesses = written.iter().filter(|step| step["data"]["pickers"].to_string().contains(bot.as_str())).count();
        let lies = written.iter().filter(|step| step["data"]["authors"].to_string().contains(bot.as_str())).count();
        assert_eq!((guesses, lies), (2, 2), "{bot} answers every question");
    }
    game.screen.assert_matches_server(&api, &game.session.code).await;

    let _ = api.control(&game.session, "exit").await.expect(StatusCode::OK);
    gone(&env, &[bots, vec![game.session.code]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_deletes_bot_moves_from_the_queue() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let (mut game, bots) = one_among_bots(&api, short_config(1, 1)).await;
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    // The worker schedules the bots' moves after the event.
    let queue = DeadlineQueue::new(env.redis.connect().await);
    wait_until("the deadline and three bots are queued", async || queue.depth().await.unwrap().total() == 4).await;
    let receipt = api.control(&game.session, "exit").await.expect(StatusCode::OK);
    assert_eq!(receipt["deleted"]["wakeups"], 4, "the deadline and three bots: {receipt}");
    gone(&env, &[bots, vec![game.session.code]].concat()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bots_survive_a_killed_worker() {
    let (env, _web, mut worker, api) = TestEnvironment::with_separate_roles().await;
    let mut config = lively();
    config["lie_ms"] = json!(20_000);
    let (mut game, _) = one_among_bots(&api, config).await;
    game.play(&api).await;
    game.submit_lies().await;
    worker.kill();
    let _other = env.start_worker().await;
    let started = game.screen.next("phase.guess_started").await;
    assert_eq!(started["due_at"], Value::Null, "the bots' answers end the phase, not its deadline");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_host_adds_bots() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
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
    let _ = api.control(&session, "play").await.problem("not_enough_players");
    api.join(&session.code, "Bo").await;
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    let _ = add_bots(&api, &session, host, 1).await.problem("already_started");
}

/// Waits until the queue is purged, then searches everywhere.
async fn gone(env: &TestEnvironment, names: &[String]) {
    let queue = DeadlineQueue::new(env.redis.connect().await);
    wait_until("the queue is empty", async || queue.depth().await.unwrap().total() == 0).await;
    wait_until("nothing of the session is in Redis", async || traces::in_redis(&env.redis, names).await.is_empty())
        .await;
    assert_eq!(traces::in_database(env, names).await, Vec::<String>::new());
}
