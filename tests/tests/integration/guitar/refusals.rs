//! Refusals of the guitar protocol.

use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment, foreign_client::ForeignClient, forged_tokens, test_socket::End,
};

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn checks_token_before_joining() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let (ours, theirs) = (Stage::create(&api, 600_000).await, Stage::create(&api, 600_000).await);
    let (ana, stranger) = (ours.seat("Ana").await, theirs.seat("Max").await);
    let fib = api.create(json!({})).await;
    let fibber = api.join(&fib.code, "Ana").await;
    let mut screen = ours.screen().await;
    let cases = [
        (ours.guitar_path(&format!("session_token={}", stranger.token)), 4004),
        (ours.guitar_path(&format!("token={}", &ana.token[1..])), 4003),
        (ours.guitar_path(""), 4001),
        (ours.guitar_path(&format!("token={}", forged_tokens::stranger(&ana))), 4002),
        (ours.guitar_path(&format!("token={}", forged_tokens::expired(&ana))), 4003),
        ("/ws/guitar/BBBBBB/?role=host".to_owned(), 4005),
        ("/ws/guitar/nonsense/?role=host".to_owned(), 4005),
        // A session of another game does not exist for the guitar protocol.
        (format!("/ws/guitar/{}/?session_token={}", fib.code, fibber.token), 4005),
    ];
    for (path, code) in cases {
        assert_eq!(ForeignClient::open(&api, &path).await.ended().await, End::Closed(code), "{path}");
    }
    screen.settle().await;
    assert!(
        screen.received.iter().all(|message| message["type"] == "pong"),
        "the screen must not see refused sockets: {:?}",
        screen.received
    );
    ForeignClient::open(&api, &format!("/ws/guitar/{}?token={}", ours.session.code, ana.token)).await.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn malformed_message_keeps_socket_open() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let (mut guitar, mut screen) = (stage.guitar(&ana).await, stage.screen().await);
    let long = json!({"type": "chord_change", "data": {"chord": "A".repeat(4_001)}}).to_string();
    let odd = [
        ("{", "a message must be"),
        ("nonsense", "a message must be"),
        (r#"{"type":7}"#, "a message must be"),
        (r#"{"type":"solo","data":{}}"#, "unknown"),
        (r#"{"type":"practice.tally","data":{"practice":1,"chords":9}}"#, "unknown"),
        (r#"{"type":"chord_change"}"#, "chord_change takes"),
        (r#"{"type":"chord_change","data":{"chord":7}}"#, "chord_change takes"),
        (r#"{"type":"chord_change","data":{"chord":" "}}"#, "needs a name"),
        (r#"{"type":"practice_end","data":{}}"#, "has not started"),
        (&long, "too long"),
    ];
    for (text, words) in odd {
        guitar.send_text(text).await;
        let error = guitar.next("error").await;
        assert!(error["message"].as_str().unwrap().contains(words), "{text:.60}: {error}");
    }
    screen.send("practice_start", json!({})).await;
    assert_eq!(screen.next("error").await["code"], "not_allowed");
    screen.send("chord_change", json!({"chord": "A"})).await;
    assert_eq!(screen.next("error").await["code"], "not_allowed");
    guitar.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_tallies_from_clients() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let stage = Stage::create(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let mut phone = stage.game(&format!("session_token={}", ana.token)).await;
    phone.send_text(r#"{"type":"practice.start","id":"1","data":{}}"#).await;
    phone.next("ack").await;
    let tally = json!({"practice": 1, "chords": 900, "played_ms": 9_000, "pairs": 0, "wobble": 0, "last": false});
    phone.send_text(&json!({"type": "practice.tally", "id": "2", "data": tally}).to_string()).await;
    assert_eq!(phone.next("error").await["code"], "invalid_input");
    let _ = api.submit_action(&stage.session.code, &ana, "3", "practice.tally", tally).await.problem("invalid_input");
}
