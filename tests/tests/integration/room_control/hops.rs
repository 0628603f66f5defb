//! Hops of the players' figures in the lobby.

use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
};

#[tokio::test(flavor = "multi_thread")]
async fn figure_hops_on_other_screens() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let expected = json!({"player_id": game.seats[0].player_id});
    let _ = game.phones[0].accepted("lobby.hop", json!({})).await;
    let hop = game.screen.next("lobby.hopped").await;
    assert_eq!(hop["data"], expected);
    assert!(hop.get("seq").is_none(), "nothing stores a hop");
    assert_eq!(game.phones[1].next("lobby.hopped").await["data"], expected);
    game.screen.refused("lobby.hop", json!({}), "not_allowed").await;

    // The twentieth would be accepted only if the messages took more than six seconds.
    let mut rejected = 0;
    for number in 0..20 {
        game.phones[0].send_text(&json!({"type": "lobby.hop", "id": format!("h{number}")}).to_string()).await;
    }
    for number in 0..20 {
        let answer = game.phones[0].answer(&format!("h{number}")).await;
        rejected += u32::from(answer["data"]["code"] == "too_many_requests");
    }
    assert!(rejected > 0, "hops have a rate");
    assert!(
        game.phones[0].received.iter().all(|frame| frame["type"] != "lobby.hopped"),
        "a player receives no own hop"
    );
}
