//! Latecomers play from the next question, if the configuration admits them.

use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::TestSocket,
};

#[tokio::test(flavor = "multi_thread")]
async fn latecomer_plays_the_next_question() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut config = short_config(1, 2);
    config["late_join"] = json!(true);
    let mut game = TestGame::create(&api, config, 2).await;
    let code = game.session.code.clone();
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;

    let seat = api.join(&code, "Cy").await;
    let mut phone = TestSocket::player(&api, &code, &seat).await;
    let snapshot = api.snapshot(&code, Some(&seat.token)).await;
    assert_eq!((&snapshot["you"]["role"], &snapshot["you"]["plays"]), (&json!("player"), &json!(false)));
    phone.refused("lie.submit", json!({"text": "too early"}), "wrong_phase").await;
    // Two answers from three seats end the phases.
    game.play_question().await;
    let board = game.screen.received.last().unwrap()["data"]["ranking"].clone();
    assert_eq!((&board[2]["player_id"], &board[2]["score"]), (&json!(seat.player_id), &json!(0)));

    let started = game.screen.next("phase.lie_started").await;
    assert_eq!(started["data"]["waiting"][2], seat.player_id.as_str());
    game.seats.push(seat);
    phone.next("phase.scoreboard").await;
    game.phones.push(phone);
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}
