//! Redis is killed and restarted, with all of its data or with an older copy.

use reqwest::StatusCode;
use serde_json::json;
use wpp_game::{driver::DEADLINE_GRANULARITY_MS, engine::OUTAGE_MS, time::Timestamp};
use wpp_runtime::clock::{Clock as _, SystemClock};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::Process,
    redis::Durability,
    test_game::{TestGame, lie_of, short_config},
    wait_until,
};

async fn durable() -> (TestEnvironment, Process, Process, Api) {
    let env = TestEnvironment::start_with(Durability::Written).await;
    let (web, worker) = (env.start_api().await, env.start_worker().await);
    let api = Api::of(&web);
    (env, web, worker, api)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_kill_of_redis() {
    let (mut env, _web, _worker, api) = durable().await;
    let mut game = TestGame::create(&api, short_config(1, 2), 3).await;
    game.play(&api).await;
    game.phones[0].next("phase.lie_started").await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    env.redis.kill();
    // An action during the outage waits for Redis or is rejected as unavailable. It is not lost.
    let meanwhile = json!({"type": "lie.submit", "id": "out", "data": {"text": lie_of(1)}}).to_string();
    game.phones[1].send_text(&meanwhile).await;
    env.redis.restart().await;
    let answer = game.phones[1].answer("out").await;
    if answer["type"] == "error" {
        assert_eq!(answer["data"]["code"], "unavailable", "{answer}");
        let again = game.phones[1].ask_as("out", "lie.submit", json!({"text": lie_of(1)})).await;
        assert_eq!(again["type"], "ack", "{again}");
    }
    game.phones[2].accepted("lie.submit", json!({"text": lie_of(2)})).await;
    game.submit_guesses().await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        socket.assert_matches_server(&api, &game.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deadlines_of_an_outage_fire_afterwards() {
    let (mut env, _web, _worker, api) = durable().await;
    let mut config = short_config(1, 1);
    // Long enough for a busy machine to kill Redis before the deadline.
    (config["lie_ms"], config["guess_ms"]) = (json!(5_000), json!(1_000));
    let mut game = TestGame::create(&api, config, 2).await;
    game.play(&api).await;
    let started = game.screen.next("phase.lie_started").await;
    env.redis.kill();
    let deadline: Timestamp = serde_json::from_value(started["data"]["deadline_at"].clone()).unwrap();
    let restart_at = deadline.plus_ms(OUTAGE_MS + 500);
    wait_until("the deadline is as late as one of an outage", async || SystemClock.now() >= restart_at).await;
    env.redis.restart().await;
    let guessing = game.screen.next("phase.guess_started").await;
    assert_eq!(guessing["due_at"], started["data"]["deadline_at"]);
    let left = guessing["data"]["remaining_ms"].as_u64().unwrap();
    let whole = 1_000 - DEADLINE_GRANULARITY_MS + 1..=1_000;
    assert!(whole.contains(&left), "after an outage the next phase has its full duration, not {left} ms");
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &game.session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_data_starts_a_new_epoch() {
    let (mut env, _web, _worker, api) = durable().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    game.play(&api).await;
    for phone in &mut game.phones {
        phone.next("phase.lie_started").await;
    }
    let copy = env.folder().join("copy");
    env.redis.copy_disk(&copy);
    for n in 0..2 {
        game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    let (epoch, seq) = (game.screen.epoch().to_owned(), game.phones[1].seq);
    game.screen.read_until_seq(seq).await;
    game.phones[0].read_until_seq(seq).await;

    env.redis.kill();
    env.redis.roll_back(&copy);
    env.redis.restart().await;
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        while socket.epoch() == epoch {
            socket.read().await.unwrap();
        }
        assert_eq!(socket.received.last().unwrap()["type"], "session.snapshot");
    }
    for n in 0..3 {
        game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        socket.assert_matches_server(&api, &game.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_from_lost_events_starts_over() {
    let (mut env, mut web, _worker, api) = durable().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let copy = env.folder().join("copy");
    env.redis.copy_disk(&copy);
    for name in ["Cleo", "Dan", "Erin", "Finn"] {
        api.join(&game.session.code, name).await;
    }
    game.screen.read_until_seq(api.snapshot(&game.session.code, None).await["seq"].as_u64().unwrap()).await;
    web.kill();
    env.redis.kill();
    env.redis.roll_back(&copy);
    env.redis.restart().await;
    web.restart().await;
    let api = Api::of(&web);
    let code = game.session.code.clone();
    wait_until("the web process is reconnected to Redis", async || api.get("/readyz").await.status == StatusCode::OK)
        .await;
    let mut screen = game.screen.resumed(&api, &code, "role=host").await;
    assert_eq!(screen.received[0]["data"]["recovered"], false);
    screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn detects_lost_events_behind_equal_numbers() {
    let (mut env, web, _worker, api) = durable().await;
    let other = env.start_api().await;
    let busy = Api::of(&other);
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    let copy = env.folder().join("copy");
    env.redis.copy_disk(&copy);
    busy.join(&code, "Before").await;
    game.screen.read_until_seq(api.snapshot(&code, None).await["seq"].as_u64().unwrap()).await;
    let epoch = game.screen.epoch().to_owned();

    // While one process is frozen, Redis loses an event that its screen has received. The other process adds the
    // same number of new events.
    web.freeze();
    env.redis.kill();
    env.redis.roll_back(&copy);
    env.redis.restart().await;
    wait_until("the web process is reconnected to Redis", async || busy.get("/readyz").await.status == StatusCode::OK)
        .await;
    busy.join(&code, "After").await;
    web.thaw();
    while game.screen.epoch() == epoch {
        game.screen.read().await.unwrap();
    }
    game.screen.assert_matches_server(&api, &code).await;
    assert!(!json!(game.screen.mirror).to_string().contains("Before"));
}
