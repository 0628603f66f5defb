//! Workers that die, stop, or are not there.

use std::time::Duration;

use serde_json::{Value, json};
use wpp_game::time::Timestamp;
use wpp_runtime::queue::DeadlineQueue;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    processes::Process,
    test_game::{TestGame, lie_of, short_config},
    wait_until,
};

/// Sessions whose deadlines one worker holds when it goes.
const SESSIONS: usize = 8;

/// The most a phase may end after its deadline here. Half a second is the promise; the rest is for
/// a busy machine that runs other tests too.
const MOST_MS: u64 = 1_500;

/// Sessions in their lie phase, all of whose deadlines are held by the first of two workers.
async fn one_worker_holds_all() -> (TestEnvironment, Process, Process, Process, Vec<TestGame>) {
    let (env, web, doomed, api) = TestEnvironment::with_api_and_worker().await;
    let other = env.start_worker().await;
    let mut config = short_config(1, 1);
    (config["lie_ms"], config["guess_ms"]) = (json!(4_000), json!(200));
    let mut tables = Vec::new();
    for _ in 0..SESSIONS {
        let game = TestGame::create(&api, config.clone(), 2).await;
        game.play(&api).await;
        tables.push(game);
    }
    for game in &mut tables {
        game.screen.next("phase.lie_started").await;
    }
    other.freeze();
    let queue = DeadlineQueue::new(env.redis.connect().await);
    wait_until("one worker has fetched all deadlines", async || {
        let depth = queue.depth().await.unwrap();
        depth.inflight == SESSIONS as u64 && depth.scheduled == 0
    })
    .await;
    other.thaw();
    (env, web, doomed, other, tables)
}

/// How late after its deadline each game's lie phase ended.
async fn lateness(tables: &mut [TestGame]) -> Vec<u64> {
    let mut late = Vec::new();
    for game in tables {
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
async fn a_killed_workers_phases_end_in_time_while_another_is_alive() {
    let (_env, web, mut doomed, _other, mut tables) = one_worker_holds_all().await;
    doomed.kill();
    let late = lateness(&mut tables).await;
    println!("after kill -9 of a worker phases ended late by ms: {late:?}");
    assert!(late.iter().all(|ms| *ms <= MOST_MS), "{late:?}");
    for game in &mut tables {
        game.screen.next("phase.game_over").await;
        game.screen.assert_matches_server(&Api::of(&web), &game.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_worker_hands_its_phases_over() {
    let (_env, _web, mut leaving, _other, mut tables) = one_worker_holds_all().await;
    leaving.terminate();
    assert!(leaving.ended().await.success());
    let late = lateness(&mut tables).await;
    println!("after SIGTERM of a worker phases ended late by ms: {late:?}");
    assert!(late.iter().all(|ms| *ms <= MOST_MS), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_worker_no_answer_is_lost_and_the_game_goes_on_when_one_starts() {
    let (_env, _web, mut worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut config = short_config(1, 1);
    config["lie_ms"] = json!(1_500);
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
    assert_eq!(api.snapshot(&code, None).await["phase"]["name"], "lie", "nobody is there to end it");
    worker.restart().await;
    let event = game.screen.next("phase.guess_started").await;
    let options = event["data"]["options"].to_string();
    assert!(options.contains(&lie_of(0)), "the lie is gone: {options}");
    game.submit_guesses().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_worker_an_answer_after_the_deadline_meets_the_next_phase() {
    let (_env, _web, mut worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut config = short_config(1, 1);
    config["lie_ms"] = json!(500);
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
