//! Processes, figures and logs of the whole installation on the operator's page.

use std::collections::BTreeSet;

use serde_json::Value;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
};

use super::support::OperatorBrowser;

#[tokio::test(flavor = "multi_thread")]
async fn shows_all_processes_while_somebody_watches() {
    let env = TestEnvironment::start().await;
    let (one, mut other, _worker) = (env.start_api().await, env.start_api().await, env.start_worker().await);
    let (api, second) = (Api::of(&one), Api::of(&other));
    let game = TestGame::create(&second, short_config(1, 1), 3).await;
    let mut stream = OperatorBrowser::start(&env, &api, "ana").await.watch().await;
    let roles = |picture: &Value| {
        let processes = picture["processes"].as_array().unwrap().iter();
        processes.map(|process| process["roles"][0].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    // Sockets are counted in the process that has them, which reports its figures as soon as somebody watches.
    let picture = stream
        .until("overview", |picture| picture["figures"]["participants"] == 3.0 && roles(picture).len() == 3)
        .await;
    assert_eq!(roles(&picture), ["web", "web", "worker"]);
    assert_eq!(
        (&picture["figures"]["screens"], &picture["figures"]["sockets"]),
        (&Value::from(1.0), &Value::from(4.0))
    );
    for process in picture["processes"].as_array().unwrap() {
        assert!(process["pid"].as_u64().is_some() && process["version"].as_str().is_some(), "{process}");
        assert!(process["silent_ms"].as_u64().unwrap() < 15_000, "{process}");
    }

    game.play(&second).await;
    stream
        .until("overview", |picture| {
            let figures = &picture["figures"];
            let is_late = figures["lateness_p99_ms"].as_f64().is_some_and(|ms| ms > 0.0);
            is_late && figures["steps_per_second"].as_f64().unwrap() > 0.0 && picture["queue"]["dead"] == 0
        })
        .await;
    let mut lines = BTreeSet::new();
    for _ in 0..3 {
        // Logs at least one line.
        OperatorBrowser::log_in(&api, "ana").await;
        for line in stream.until("log", |_| true).await.as_array().unwrap() {
            assert!(!line["text"].as_str().unwrap().is_empty(), "{line}");
            let is_new = lines.insert((line["process"].to_string(), line["number"].as_u64()));
            assert!(is_new, "a line arrived twice: {line}");
        }
    }

    other.terminate();
    assert!(other.ended().await.success());
    stream.until("overview", |picture| roles(picture) == ["web", "worker"]).await;
}
