//! Chat: messages posted over REST, delivered to everybody in the room.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::json;

use super::{
    cost,
    figures::Figures,
    platform::{Platform, PlatformKind},
};
use crate::{
    harness::{chat_socket::ChatSocket, client::Api, test_game::short_config},
    loadtest::clock,
    loadtest::report::tally::Spread,
};

/// Rooms that chat at a time.
const ROOMS: usize = 10;

/// People in each room.
const PEOPLE: usize = 8;

/// Time between two messages of a room: 50 a second in all rooms.
const INTERVAL: Duration = Duration::from_millis(200);

/// Messages of each room.
const MESSAGES: usize = 60;

/// Measures the processor time of a delivery, and the time from a post to the last delivery.
pub async fn measure(name: &str, kind: PlatformKind) -> Figures {
    let platform = Platform::start(kind).await;
    let api = Api::at(platform.url());
    let mut rooms = Vec::new();
    for _ in 0..ROOMS {
        rooms.push(Room::open(&api).await);
    }
    let before = cost::of(&platform);
    let talks = rooms.into_iter().map(|room| tokio::spawn(room.talk(api.clone())));
    let mut times = Spread::default();
    for talk in join_all(talks).await {
        times.add(&talk.expect("the room talks to its end"));
    }
    let spent = cost::of(&platform).since(&before);
    let mut figures = Figures::of(name, kind.name());
    let times = times.quantiles();
    figures.add("post to last delivery p50, ms", times.p50);
    figures.add("post to last delivery p99, ms", times.p99);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand deliveries")]
    let deliveries = (ROOMS * PEOPLE * MESSAGES) as f64;
    for (part, micros) in &spent.0 {
        figures.add(&format!("{part}, µs a delivery"), micros / deliveries);
    }
    figures.add("all processes, µs a delivery", spent.0.iter().map(|(_, micros)| micros).sum::<f64>() / deliveries);
    figures
}

struct Room {
    code: String,
    token: String,
    sockets: Vec<ChatSocket>,
}

impl Room {
    async fn open(api: &Api) -> Self {
        let session = api.create(short_config(1, 1)).await;
        let (mut sockets, mut token) = (Vec::new(), String::new());
        for number in 0..PEOPLE {
            let seat = api.join(&session.code, &format!("Guest {number}")).await;
            sockets.push(ChatSocket::open(api, &session.code, &seat.token).await);
            token = seat.token;
        }
        Self { code: session.code, token, sockets }
    }

    /// Posts messages at an even pace, each after the one before was delivered to everybody.
    async fn talk(mut self, api: Api) -> Spread {
        let (path, mut times) = (format!("/api/sessions/{}/messages", self.code), Spread::default());
        let mut pace = tokio::time::interval(INTERVAL);
        for number in 0..MESSAGES {
            pace.tick().await;
            let begun = clock::now();
            let body = json!({"content": format!("Message {number}")});
            let _posted = api.post(&path, Some(&self.token), &body).await.expect(StatusCode::CREATED);
            for socket in &mut self.sockets {
                let _received = socket.next("message").await;
            }
            times.record_span(begun.elapsed());
        }
        times
    }
}
