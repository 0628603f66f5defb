//! Malformed and oversized frames.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
    test_socket::{End, TestSocket},
};

#[tokio::test(flavor = "multi_thread")]
async fn malformed_frame_keeps_socket_open() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let phone = &mut game.phones[0];
    let texts = [
        "",
        "{",
        "nonsense",
        "[]",
        "null",
        "7",
        r#"{"id":"1"}"#,
        r#"{"type":7,"id":"1"}"#,
        r#"{"type":"lie.submit","id":7}"#,
        r#"{"type":"lie.submit","data":{"text":"no id"}}"#,
        r#"{"type":"lie.submit","id":"1","id":"2"}"#,
        r#"{"type":"lie.submit","id":"\ud800"}"#,
        "\u{0}\u{1}",
        "💥",
    ];
    for text in texts {
        // The pauses keep the rate below its limit, which is not under test here.
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        phone.send_text(text).await;
        let answer = phone.next("error").await;
        assert_eq!(answer["data"]["code"], "invalid_input", "{text:.60}: {answer}");
        assert!(answer.get("seq").is_none());
    }
    let deep = format!(r#"{{"type":"lie.submit","id":"deep","data":{}{}}}"#, "[".repeat(7_000), "]".repeat(7_000));
    phone.send_text(&deep).await;
    assert_eq!(phone.next("error").await["data"]["id"], "deep");
    phone.send(Message::binary(vec![0, 159, 146, 150])).await;
    assert_eq!(
        phone.next("error").await["data"],
        json!({
            "id": Value::Null, "code": "invalid_input", "message": "Messages are JSON in text frames."
        })
    );
    game.screen.refused("lie.submit", json!({"text": "from the TV"}), "not_allowed").await;

    game.play(&api).await;
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &game.session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn oversized_frame_closes_only_its_socket() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    let fits = format!(r#"{{"type":"ping","data":{{"timestamp":"{}"}}}}"#, "x".repeat(64 * 1024 - 60));
    game.phones[0].send_text(&fits).await;
    game.phones[0].next("pong").await;
    game.phones[0].send_text(&"x".repeat(64 * 1024 + 1)).await;
    assert_eq!(game.phones[0].ended().await, End::Closed(1009));
    game.phones[1].send(Message::binary(vec![0; 100_000])).await;
    assert_eq!(game.phones[1].ended().await, End::Closed(1009));

    for n in 0..2 {
        game.phones[n] = TestSocket::player(&api, &code, &game.seats[n]).await;
    }
    game.play(&api).await;
    game.phones[0].next("phase.lie_started").await;
    game.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
}
