//! Frames that do not fit.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use wpp_tests::harness::{
    game::{Table, lie_of, quick},
    socket::{End, Socket},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_that_is_no_message_gets_an_error_and_the_socket_stays_open() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    let phone = &mut table.phones[0];
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
        // Small bursts: this is not about the limit on their number.
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        phone.say(text).await;
        let answer = phone.next("error").await;
        assert_eq!(answer["data"]["code"], "invalid_input", "{text:.60}: {answer}");
        assert!(answer.get("seq").is_none());
    }
    let deep = format!(r#"{{"type":"lie.submit","id":"deep","data":{}{}}}"#, "[".repeat(7_000), "]".repeat(7_000));
    phone.say(&deep).await;
    assert_eq!(phone.next("error").await["data"]["id"], "deep");
    phone.send(Message::binary(vec![0, 159, 146, 150])).await;
    assert_eq!(
        phone.next("error").await["data"],
        json!({
            "id": Value::Null, "code": "invalid_input", "message": "Messages are JSON in text frames."
        })
    );
    table.screen.refused("lie.submit", json!({"text": "from the TV"}), "not_allowed").await;

    table.play(&api).await;
    table.question().await;
    table.screen.next("phase.game_over").await;
    table.screen.agree(&api, &table.session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_over_sixteen_kibibytes_closes_that_socket_with_1009_and_no_other() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    let code = table.session.code.clone();
    let fits = format!(r#"{{"type":"ping","data":{{"timestamp":"{}"}}}}"#, "x".repeat(64 * 1024 - 60));
    table.phones[0].say(&fits).await;
    table.phones[0].next("pong").await;
    table.phones[0].say(&"x".repeat(64 * 1024 + 1)).await;
    assert_eq!(table.phones[0].ended().await, End::Closed(1009));
    table.phones[1].send(Message::binary(vec![0; 100_000])).await;
    assert_eq!(table.phones[1].ended().await, End::Closed(1009));

    for n in 0..2 {
        table.phones[n] = Socket::player(&api, &code, &table.seats[n]).await;
    }
    table.play(&api).await;
    table.phones[0].next("phase.lie_started").await;
    table.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
}
