//! A chat whose confirmed messages must survive: the writes of a game's evening that go to the database.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use serde_json::json;

use crate::harness::client::{Api, HostedSession, Seat, text};

/// A chat in a room of its own, and the ids of its confirmed messages.
#[derive(Debug)]
pub struct Chat {
    room: HostedSession,
    seat: Seat,
    confirmed: Vec<String>,
    rejected: usize,
}

impl Chat {
    /// Opens a room and its chat.
    pub async fn open(api: &Api) -> Self {
        let room = api.create(json!({})).await;
        let seat = api.join(&room.code, "Ana").await;
        Self { room, seat, confirmed: Vec::new(), rejected: 0 }
    }

    /// Posts this number of messages.
    ///
    /// # Panics
    /// Panics if an answer is neither a confirmation nor "unavailable".
    pub async fn post(&mut self, api: &Api, number: usize) {
        for _ in 0..number {
            // Long enough to need new pages of the database.
            let message = json!({"content": "x".repeat(1_900)});
            let answer = api.post(&self.path(), Some(&self.seat.token), &message).await;
            match answer.status {
                StatusCode::CREATED => self.confirmed.push(text(&answer.json()["message_id"])),
                StatusCode::SERVICE_UNAVAILABLE => self.rejected += 1,
                other => panic!("a message got {other}: {}", answer.text),
            }
        }
    }

    /// Returns the number of rejected messages.
    #[must_use]
    pub fn rejected(&self) -> usize {
        self.rejected
    }

    /// Returns the number of confirmed messages.
    #[must_use]
    pub fn confirmed(&self) -> usize {
        self.confirmed.len()
    }

    /// Returns the number of confirmed messages that the history lacks.
    pub async fn lost(&self, api: &Api) -> usize {
        let history = api.request(reqwest::Method::GET, &format!("{}?limit=100", self.path()));
        let history = api.send(history.bearer_auth(&self.seat.token)).await.expect(StatusCode::OK);
        let stored: Vec<String> =
            history["messages"].as_array().into_iter().flatten().map(|message| text(&message["message_id"])).collect();
        // A second message with the id of an earlier one has replaced it.
        let kept: BTreeSet<&String> = self.confirmed.iter().filter(|id| stored.contains(id)).collect();
        self.confirmed.len() - kept.len()
    }

    fn path(&self) -> String {
        format!("/api/sessions/{}/messages", self.room.code)
    }
}
