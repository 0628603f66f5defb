//! What a guitar client may not do.

use serde_json::json;
use wpp_tests::harness::{forged, guest::Guest, socket::End, world::World};

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_checked_before_anybody_is_let_in() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let (ours, theirs) = (Stage::set(&api, 600_000).await, Stage::set(&api, 600_000).await);
    let (ana, stranger) = (ours.seat("Ana").await, theirs.seat("Eve").await);
    let fib = api.create(json!({})).await;
    let fibber = api.join(&fib.code, "Ana").await;
    let mut screen = ours.screen().await;
    let cases = [
        (ours.guitar_path(&format!("session_token={}", stranger.token)), 4004),
        (ours.guitar_path(&format!("token={}", &ana.token[1..])), 4003),
        (ours.guitar_path(""), 4001),
        (ours.guitar_path(&format!("token={}", forged::stranger(&ana))), 4002),
        (ours.guitar_path(&format!("token={}", forged::expired(&ana))), 4003),
        ("/ws/guitar/BBBBB/?role=host".to_owned(), 4005),
        ("/ws/guitar/nonsense/?role=host".to_owned(), 4005),
        // A session of another game is none to a guitar.
        (format!("/ws/guitar/{}/?session_token={}", fib.code, fibber.token), 4005),
    ];
    for (path, code) in cases {
        assert_eq!(Guest::open(&api, &path).await.ended().await, End::Closed(code), "{path}");
    }
    screen.settled().await;
    assert!(screen.heard.iter().all(|message| message["type"] == "pong"), "nobody heard of them: {:?}", screen.heard);
    Guest::open(&api, &format!("/ws/guitar/{}?token={}", ours.session.code, ana.token)).await.settled().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_no_sense_is_answered_and_the_socket_stays_open() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let stage = Stage::set(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let (mut guitar, mut screen) = (stage.guitar(&ana).await, stage.screen().await);
    let long = json!({"type": "chord_change", "data": {"chord": "A".repeat(4_001)}}).to_string();
    let odd = [
        ("{", "a message is"),
        ("nonsense", "a message is"),
        (r#"{"type":7}"#, "a message is"),
        (r#"{"type":"solo","data":{}}"#, "unknown"),
        (r#"{"type":"practice.tally","data":{"practice":1,"chords":9}}"#, "unknown"),
        (r#"{"type":"chord_change"}"#, "chord_change takes"),
        (r#"{"type":"chord_change","data":{"chord":7}}"#, "chord_change takes"),
        (r#"{"type":"chord_change","data":{"chord":" "}}"#, "needs a name"),
        (r#"{"type":"practice_end","data":{}}"#, "has not started"),
        (&long, "too long"),
    ];
    for (text, words) in odd {
        guitar.say_text(text).await;
        let error = guitar.next("error").await;
        assert!(error["message"].as_str().unwrap().contains(words), "{text:.60}: {error}");
    }
    screen.say("practice_start", json!({})).await;
    assert_eq!(screen.next("error").await["code"], "not_allowed");
    screen.say("chord_change", json!({"chord": "A"})).await;
    assert_eq!(screen.next("error").await["code"], "not_allowed");
    guitar.settled().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_client_hands_in_a_tally_by_itself() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let stage = Stage::set(&api, 600_000).await;
    let ana = stage.seat("Ana").await;
    let mut phone = stage.game(&format!("session_token={}", ana.token)).await;
    phone.say_text(r#"{"type":"practice.start","id":"1","data":{}}"#).await;
    phone.next("ack").await;
    let tally = json!({"practice": 1, "chords": 900, "played_ms": 9_000, "pairs": 0, "wobble": 0, "last": false});
    phone.say_text(&json!({"type": "practice.tally", "id": "2", "data": tally}).to_string()).await;
    assert_eq!(phone.next("error").await["code"], "invalid_input");
    let _ = api.act(&stage.session.code, &ana, "3", "practice.tally", tally).await.problem("invalid_input");
}
