//! Machines whose clocks differ from that of Redis.
#![expect(clippy::print_stderr, reason = "a skipped test prints why")]

use std::{path::Path, sync::Arc};

use serde_json::{Value, json};
use wpp_game::time::Timestamp;
use wpp_runtime::{
    clock::{Clock, SystemClock},
    store_clock::StoreClock,
};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    redis::RedisServer,
    test_game::{TestGame, short_config},
    wait_until,
};

/// The library that changes the clock of a process, where Debian's package `libfaketime` installs it.
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// Maximum change of a phase by a wrong clock, in milliseconds.
const TOLERANCE_MS: i64 = 100;

/// Longest pause of a busy machine between two moments of one event, in milliseconds. The wrong clocks are further off.
const PAUSE_MS: i64 = 20_000;

/// The clock of the system, plus some milliseconds.
struct WrongClock(i64);

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.micros().div_euclid(1000))
    }

    fn micros(&self) -> i64 {
        SystemClock.micros() + self.0 * 1000
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_shows_the_time_of_redis() {
    let redis = RedisServer::start().await;
    for wrong_ms in [-20_000, -200, 200, 20_000] {
        let clock = StoreClock::start_on(Arc::new(WrongClock(wrong_ms)), redis.connect().await).await.unwrap();
        let error_ms = (clock.micros() - SystemClock.micros()) / 1000;
        assert!(error_ms.abs() < TOLERANCE_MS, "{error_ms} ms off with a clock that is {wrong_ms} ms wrong");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_ahead_changes_no_phase() {
    plays_on_time("+0", "+20s").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_behind_changes_no_phase() {
    plays_on_time("+0", "-20s").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_ahead_changes_no_phase() {
    plays_on_time("+20s", "+0").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_behind_changes_no_phase() {
    plays_on_time("-20s", "+0").await;
}

/// Plays a game in which nobody answers, so that every phase ends at its deadline.
async fn plays_on_time(web: &'static str, worker: &'static str) {
    if !Path::new(FAKETIME).exists() {
        eprintln!("not tested: {FAKETIME} is missing; install the package libfaketime");
        return;
    }
    let env = TestEnvironment::start().await;
    let (web, worker) = (env.start_api_with(&at_offset(web)).await, env.start_worker_with(&at_offset(worker)).await);
    let api = Api::of(&web);
    let mut config = short_config(1, 1);
    for phase in ["question_ms", "lie_ms", "guess_ms"] {
        config[phase] = json!(1_000);
    }
    let mut game = TestGame::create(&api, config, 2).await;
    game.play(&api).await;
    let mut deadline = Value::Null;
    for phase in ["phase.question_shown", "phase.lie_started", "phase.guess_started"] {
        let event = game.screen.next(phase).await;
        let now = SystemClock.now();
        if phase != "phase.question_shown" {
            assert_eq!(event["due_at"], deadline, "{phase} starts at the end of the phase before");
            let due_at = moment(&event["due_at"]);
            assert!(due_at.millis() - now.millis() < TOLERANCE_MS, "{phase} came {due_at:?}, at {now:?}");
        }
        deadline = event["data"]["deadline_at"].clone();
        let (end, left) = (moment(&deadline), event["data"]["remaining_ms"].as_i64().unwrap());
        let sent = moment(&event["sent_at"]);
        // A busy machine delays an event, but no event is from the future.
        let delays = -TOLERANCE_MS..PAUSE_MS;
        assert!(delays.contains(&(left - (end.millis() - sent.millis()))), "{event}");
        assert!(delays.contains(&(now.millis() - sent.millis())), "{event} came at {now:?}");
    }
    game.screen.next("phase.game_over").await;
    wait_until("the wrong clock is reported", async || {
        [&web, &worker].iter().any(|process| process.log().text().contains("clock differs from that of Redis"))
    })
    .await;
}

fn at_offset(offset: &'static str) -> [(&'static str, &'static str); 4] {
    [
        ("LD_PRELOAD", FAKETIME),
        ("FAKETIME", offset),
        ("FAKETIME_DONT_RESET", "1"),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ]
}

fn moment(text: &Value) -> Timestamp {
    serde_json::from_value(text.clone()).unwrap()
}
