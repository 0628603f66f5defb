//! Invalid positions to resume from.

use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::TestSocket,
};

#[tokio::test(flavor = "multi_thread")]
async fn invalid_position_gets_a_snapshot() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    game.screen.assert_matches_server(&api, &code).await;
    let epoch = game.screen.epoch().to_owned();
    let token = format!("session_token={}", game.seats[0].token);
    let many = "&since=0".repeat(1_000) + "&since=99";
    for place in [
        format!("&epoch={epoch}&since=1000000"),
        format!("&epoch={epoch}&since=-1"),
        format!("&epoch={epoch}&since=abc"),
        format!("&epoch={epoch}&since=18446744073709551615"),
        format!("&epoch={epoch}&since=18446744073709551616"),
        format!("&epoch={epoch}&since={}", "9".repeat(10_000)),
        format!("&epoch={epoch}&since=1.5"),
        format!("&epoch={epoch}&since="),
        format!("&epoch={epoch}&since=%00"),
        format!("&epoch={epoch}{many}"),
        "&epoch=other&since=1".to_owned(),
        "&epoch=&since=1".to_owned(),
        "&since=1".to_owned(),
        format!("&epoch={epoch}"),
    ] {
        let socket = TestSocket::open(&api, &code, &format!("{token}{place}")).await.unwrap();
        let first = &socket.received[0];
        assert_eq!(
            (&first["type"], &first["data"]["recovered"]),
            (&json!("session.snapshot"), &json!(false)),
            "{place:.80}"
        );
    }
    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}
