//! Workers that are killed, stopped or missing.

use std::time::Duration;

use serde_json::{Value, json};
use wpp_game::time::Timestamp;
use wpp_runtime::deadlines::DeadlineQueue;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::Process,
    test_game::{TestGame, lie_of, short_config},
    wait_until,
};

/// Sessions whose deadlines fall shortly after each other when one of two workers ends.
const SESSIONS: usize = 8;

/// Maximum lateness of a phase here. The guarantee is 500 ms; the rest allows for a machine that runs other tests.
const MAX_LATENESS_MS: u64 = 1_500;

/// Starts sessions in their lie phase. The first of two workers holds the first deadlines.
async fn one_worker_holds_the_first() -> (TestEnvironment, Process, Process, Process, Vec<TestGame>) {
    let (env, web, first, api) = TestEnvironment::with_separate_roles().await;
    let other = env.start_worker().await;
    let mut config = short_config(1, 1);
    (config["lie_ms"], config["guess_ms"]) = (json!(4_000), json!(200));
    let mut games = Vec::new();
    for _ in 0..SESSIONS {
        let game = TestGame::create(&api, config.clone(), 2).await;
        game.play(&api).await;
        games.push(game);
    }
    for game in &mut games {
        game.screen.next("phase.lie_started").await;
    }
    other.freeze();
    let queue = DeadlineQueue::new(env.redis.connect().await);
    wait_until("one worker has fetched deadlines", async || queue.depth().await.unwrap().inflight > 0).await;
    other.thaw();
    (env, web, first, other, games)
}

/// Returns the lateness of each session's lie phase, sorted.
async fn lateness(games: &mut [TestGame]) -> Vec<u64> {
    let mut late = Vec::new();
    for game in games {
        let event = game.screen.next("phase.guess_started").await;
        late.push(moment(&event["sent_at"]).ms_since(moment(&event["due_at"])));
    }
    late.sort_unstable();
    late
}

fn moment(value: &Value) -> Timestamp {
    serde_json::from_value(value.clone()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn another_worker_ends_a_killed_ones_phases() {
    let (_env, web, mut killed, _other, mut games) = one_worker_holds_the_first().await;
    killed.kill();
    let late = lateness(&mut games).await;
    println!("lateness in ms after kill -9 of a worker: {late:?}");
    assert!(late.iter().all(|ms| *ms <= MAX_LATENESS_MS), "{late:?}");
    for game in &mut games {
        game.screen.next("phase.game_over").await;
        game.screen.assert_matches_server(&Api::of(&web), &game.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_worker_hands_over_its_phases() {
    let (_env, _web, mut stopped, _other, mut games) = one_worker_holds_the_first().await;
    stopped.terminate();
    assert!(stopped.ended().await.success());
    let late = lateness(&mut games).await;
    println!("lateness in ms after SIGTERM of a worker: {late:?}");
    assert!(late.iter().all(|ms| *ms <= MAX_LATENESS_MS), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_continues_when_a_worker_starts() {
    let (_env, _web, mut worker, api) = TestEnvironment::with_separate_roles().await;
    let mut config = short_config(1, 1);
    // Long enough for a busy machine to submit a lie before the deadline.
    config["lie_ms"] = json!(5_000);
    let mut game = TestGame::create(&api, config, 3).await;
    game.play(&api).await;
    for phone in &mut game.phones {
        phone.next("phase.lie_started").await;
    }
    worker.kill();
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    let code = game.session.code.clone();
    wait_until("the phase is overdue", async || api.snapshot(&code, None).await["phase"]["remaining_ms"] == 0).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(api.snapshot(&code, None).await["phase"]["name"], "lie", "no worker ends the phase");
    worker.restart().await;
    let event = game.screen.next("phase.guess_started").await;
    let options = event["data"]["options"].to_string();
    assert!(options.contains(&lie_of(0)), "the lie is lost: {options}");
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_answers_need_no_worker() {
    let (_env, _web, mut worker, api) = TestEnvironment::with_separate_roles().await;
    let mut config = short_config(1, 1);
    // Long enough for a busy machine to kill the worker before the deadline.
    config["lie_ms"] = json!(5_000);
    let mut game = TestGame::create(&api, config, 2).await;
    game.play(&api).await;
    game.phones[0].next("phase.lie_started").await;
    worker.kill();
    let code = game.session.code.clone();
    wait_until("the phase is overdue", async || api.snapshot(&code, None).await["phase"]["remaining_ms"] == 0).await;
    game.phones[0].refused("lie.submit", json!({"text": lie_of(0)}), "wrong_phase").await;
    game.submit_guesses().await;
    worker.restart().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}
