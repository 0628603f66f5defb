//! `wpp` without a command: one process with both roles, and its store.

use std::process::{Command, Stdio};

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    processes::party::{Party, socket, wait_for_end},
    test_game::{TestGame, lie_of, short_config},
    test_socket::TestSocket,
    wait_until,
};

/// Returns the events of the lie phase's end and all later phases of a game whose first `answered` lies are in.
async fn finish(party: &Party, game: &TestGame, answered: usize) {
    let api = party.api();
    let mut screen = TestSocket::screen(&api, &game.session).await;
    for (n, seat) in game.seats.iter().enumerate() {
        let mut phone = TestSocket::player(&api, &game.session.code, seat).await;
        phone.reach("lie").await;
        if n >= answered {
            phone.accepted("lie.submit", json!({"text": lie_of(n)})).await;
        }
    }
    // All lies are in, so the phase ends long before its deadline. An answer that was lost would keep it open.
    screen.next("phase.guess_started").await;
    screen.next("phase.game_over").await;
    screen.assert_matches_server(&api, &game.session.code).await;
}

/// Starts a game whose guesses end by deadline.
async fn game_in_lie_phase(party: &Party) -> TestGame {
    let api = party.api();
    let mut config = short_config(1, 1);
    config["guess_ms"] = json!(500);
    let mut game = TestGame::create(&api, config, 3).await;
    game.play(&api).await;
    game.phones[0].reach("lie").await;
    game
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_plays_a_whole_game_and_stops_cleanly() {
    let mut party = Party::start().await;
    let api = party.api();
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;

    let metrics = party.process.metrics().await;
    for name in ["wpp_sockets", "wpp_deadline_lateness_seconds_count", "wpp_database_connections"] {
        assert!(metrics.contains(&format!("\n{name}")), "no {name}:\n{metrics}");
    }
    assert!(party.data().join("https/self-signed.json").exists(), "HTTPS is on by default");
    let refused = party.start_second().await;
    assert!(refused.contains("already running in var (process "), "{refused}");

    let store = party.store_process().await;
    party.process.terminate();
    assert!(party.process.ended().await.success(), "{}", party.process.log().text());
    wait_for_end(store).await;
    party.process.restart().await;
    let token = &game.seats[0].token;
    assert_eq!(api.snapshot(&game.session.code, Some(token)).await["status"], "finished", "tokens and games are kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_party_loses_no_answer() {
    let mut party = Party::start().await;
    let mut game = game_in_lie_phase(&party).await;
    let store = party.store_process().await;
    for n in 0..2 {
        game.phones[n].reach("lie").await;
        game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    party.process.kill();
    wait_for_end(store).await;
    party.process.restart().await;
    finish(&party, &game, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_store_comes_back_with_every_answer() {
    let party = Party::start().await;
    let mut game = game_in_lie_phase(&party).await;
    let store = party.store_process().await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    // The store keeps writes in memory while the disk is slow, for two seconds at most.
    wait_until("the lie is in the store's file", async || {
        let info: String = redis::cmd("INFO").arg("persistence").query_async(&mut party.store().await).await.unwrap();
        info.contains("aof_buffer_length:0\r\n")
    })
    .await;
    let killed = Command::new("kill").args(["-KILL", &store.to_string()]).status().unwrap();
    assert!(killed.success());
    wait_until("the store is back", async || {
        let ready = reqwest::get(format!("http://{}/readyz", party.process.address())).await;
        is_running_again(store, &party).await && ready.is_ok_and(|answer| answer.status() == StatusCode::OK)
    })
    .await;
    finish(&party, &game, 1).await;
}

/// Returns whether another process than `ended` is the store.
async fn is_running_again(ended: u32, party: &Party) -> bool {
    let log: Vec<Value> =
        party.process.log().text().lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let noticed =
        log.iter().any(|entry| entry["message"].as_str().is_some_and(|text| text.contains("will be restarted")));
    noticed && socket(&party.data()).exists() && party.store_process().await != ended
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leftover_store_is_stopped_and_its_data_kept() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("var");
    std::fs::create_dir_all(data.join("redis")).unwrap();
    // As left on a system that does not end the children of a killed process.
    let mut leftover = Command::new("redis-server")
        .args(["--port", "0", "--appendonly", "yes", "--save", "", "--dir"])
        .arg(data.join("redis"))
        .arg("--unixsocket")
        .arg(socket(&data))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let client = redis::Client::open(format!("redis+unix://{}", socket(&data).display())).unwrap();
    wait_until("the leftover store answers", async || {
        let Ok(mut connection) = client.get_multiplexed_async_connection().await else { return false };
        redis::cmd("SET").arg("kept").arg(1).exec_async(&mut connection).await.is_ok()
    })
    .await;

    let party = Party::start_in(folder).await;
    wait_for_end(leftover.id()).await;
    assert!(leftover.wait().unwrap().success(), "the leftover store has ended");
    let kept: Option<u32> = redis::cmd("GET").arg("kept").query_async(&mut party.store().await).await.unwrap();
    assert_eq!(kept, Some(1));
}
