//! Sockets that open and close on one process.

use serde_json::{Value, json};
use wpp_game::{session::player::GRACE_MS, time::Timestamp};
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
    test_socket::TestSocket,
    wait_until,
};

use super::held_by;

#[tokio::test(flavor = "multi_thread")]
async fn present_until_the_last_socket_closes() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 1).await;
    let (code, seat) = (game.session.code.clone(), game.seats[0].clone());
    let first = game.phones.remove(0);
    let second = TestSocket::player(&api, &code, &seat).await;
    let arrived = game.screen.next("connection_update").await;
    assert_eq!(arrived["data"], json!({"player_id": seat.player_id, "status": "connected"}));

    first.leave().await;
    wait_until("one socket is noted", async || held_by(&env, &code, seat.player_id.as_str()).await == 1).await;
    assert_eq!(api.snapshot(&code, None).await["players"][0]["connected"], true);
    second.leave().await;
    let left = game.screen.next("connection_update").await;
    assert_eq!(left["data"], json!({"player_id": seat.player_id, "status": "disconnected"}));
    assert_eq!(left["seq"], arrived["seq"].as_u64().unwrap() + 1, "no event lies between the two");
    assert_eq!(api.snapshot(&code, None).await["players"][0]["connected"], false);
    assert_eq!(held_by(&env, &code, seat.player_id.as_str()).await, 0);

    let _back = TestSocket::player(&api, &code, &seat).await;
    assert_eq!(game.screen.next("connection_update").await["data"]["status"], "connected");
}

#[tokio::test(flavor = "multi_thread")]
async fn phase_ends_when_all_present_answered() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    game.play(&api).await;
    game.submit_lies().await;
    let guessing = game.screen.next("phase.guess_started").await;
    assert_eq!(guessing["due_at"], Value::Null, "an answer ended it, not the clock");
    game.submit_guesses().await;
    assert_eq!(game.screen.next("reveal.step").await["due_at"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn waits_twenty_seconds_for_a_dropped_player() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    game.play(&api).await;
    for phone in &mut game.phones {
        phone.next("phase.lie_started").await;
    }
    game.screen.next("phase.lie_started").await;
    game.phones.remove(2).leave().await;
    let mut dropped = game.screen.next("connection_update").await;
    while dropped["data"]["status"] != "disconnected" {
        dropped = game.screen.next("connection_update").await;
    }
    for n in 0..2 {
        game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    game.screen.next("progress").await;
    let waiting = game.screen.next("progress").await;
    assert_eq!(waiting["data"]["waiting"], json!([game.seats[2].player_id]), "a phone may be asleep");

    let guessing = game.screen.next("phase.guess_started").await;
    let at = |value: &Value| serde_json::from_value::<Timestamp>(value.clone()).unwrap();
    // A busy machine sends both events late, so only the moments that the rules compute have close bounds.
    let waited = at(&guessing["due_at"]).ms_since(at(&dropped["sent_at"]));
    println!("waited {waited} ms for a phone that dropped");
    assert!((GRACE_MS / 2..GRACE_MS + 100).contains(&waited), "{waited}");
    assert_eq!(guessing["data"]["waiting"].as_array().unwrap().len(), 2);
    game.screen.assert_matches_server(&api, &game.session.code).await;
}
