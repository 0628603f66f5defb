//! Who comes late plays from the next question, where the configuration lets them in.

use serde_json::json;
use wpp_tests::harness::{
    game::{Table, quick},
    socket::Socket,
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_latecomer_plays_from_the_next_question() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut config = quick(1, 2);
    config["late_join"] = json!(true);
    let mut table = Table::set(&api, config, 2).await;
    let code = table.session.code.clone();
    table.play(&api).await;
    table.screen.next("phase.lie_started").await;

    let seat = api.join(&code, "Cy").await;
    let mut phone = Socket::player(&api, &code, &seat).await;
    let snapshot = api.snapshot(&code, Some(&seat.token)).await;
    assert_eq!((&snapshot["you"]["role"], &snapshot["you"]["plays"]), (&json!("player"), &json!(false)));
    phone.refused("lie.submit", json!({"text": "too early"}), "wrong_phase").await;
    // Two answers of three seats end the phases.
    table.question().await;
    let board = table.screen.heard.last().unwrap()["data"]["ranking"].clone();
    assert_eq!((&board[2]["player_id"], &board[2]["score"]), (&json!(seat.player_id), &json!(0)));

    let started = table.screen.next("phase.lie_started").await;
    assert_eq!(started["data"]["waiting"][2], seat.player_id.as_str());
    table.seats.push(seat);
    phone.next("phase.scoreboard").await;
    table.phones.push(phone);
    table.question().await;
    table.screen.next("phase.game_over").await;
    table.screen.agree(&api, &code).await;
}
