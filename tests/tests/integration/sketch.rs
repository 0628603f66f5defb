//! Sketch over sockets: strokes reach the screen while people draw, and are stored nowhere.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat},
    environment::TestEnvironment,
    foreign_client::ForeignClient,
};

/// Players of the largest game.
const PLAYERS: usize = 8;
/// Messages of each player's stroke.
const MESSAGES: usize = 12;

/// The message with the first `points` points of a stroke.
fn stroke(points: usize) -> Value {
    json!({ "points": "AAAB".repeat(points), "colour": 2, "stroke": 0 })
}

async fn game(api: &Api) -> (HostedSession, Vec<(Seat, ForeignClient)>, ForeignClient) {
    let session = api.create_of("sketch", json!({"timers": "off"})).await;
    let mut phones = Vec::new();
    for n in 0..PLAYERS {
        let seat = api.join(&session.code, &format!("Player {n}")).await;
        let path = format!("/ws/game/{}/?session_token={}", session.code, seat.token);
        phones.push((seat, ForeignClient::open(api, &path).await));
    }
    let mut screen = ForeignClient::open(api, &format!("/ws/game/{}/?role=host", session.code)).await;
    // A later snapshot would replace the event with the phase.
    for client in phones.iter_mut().map(|(_, phone)| phone).chain([&mut screen]) {
        client.next("session.snapshot").await;
    }
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    for (_, phone) in &mut phones {
        phone.next("phase.draw_started").await;
    }
    (session, phones, screen)
}

#[tokio::test(flavor = "multi_thread")]
async fn strokes_of_eight_reach_the_screen() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let (session, mut phones, mut screen) = game(&api).await;
    let before = api.snapshot(&session.code, None).await;
    for points in 1..=MESSAGES {
        for (_, phone) in &mut phones {
            phone.send("stroke", stroke(points)).await;
        }
    }
    for (seat, _) in &phones {
        let is_complete =
            |data: &Value| data["player_id"] == *seat.player_id && data["points"] == stroke(MESSAGES)["points"];
        let seen = screen.received.iter().any(|message| message["type"] == "stroke" && is_complete(&message["data"]));
        if !seen {
            screen.next_where("stroke", is_complete).await;
        }
    }
    let after = api.snapshot(&session.code, None).await;
    assert_eq!((&after["seq"], &after["view"]), (&before["seq"], &before["view"]), "no stroke is part of the game");

    // After the drawing is submitted, the artist's strokes are dropped.
    let (artist, phone) = &mut phones[0];
    let drawing = json!({ "strokes": ["2AAABAAAB"] });
    let _ = api.submit_action(&session.code, artist, "d1", "drawing.submit", drawing).await.expect(StatusCode::OK);
    phone.next("progress").await;
    phone.send("stroke", json!({ "points": "BBBB", "colour": 0, "stroke": 1 })).await;
    phone.settle().await;
    let (other, phone) = &mut phones[1];
    phone.send("stroke", json!({ "points": "CCCC", "colour": 0, "stroke": 1 })).await;
    screen.next_where("stroke", |data| data["player_id"] == *other.player_id && data["points"] == "CCCC").await;
    assert!(screen.received.iter().all(|message| message["data"]["points"] != "BBBB"));
}
