//! A session with people who chat.

use serde_json::{Value, json};
use wpp_tests::harness::{
    chat_socket::ChatSocket,
    client::{Answer, Api, HostedSession, Seat},
    test_game::short_config,
};

/// A lobby with players, each with a chat socket.
pub struct Room {
    pub session: HostedSession,
    pub seats: Vec<Seat>,
    pub chats: Vec<ChatSocket>,
}

impl Room {
    pub async fn open(api: &Api, people: usize) -> Self {
        Self::open_across(&[api], people).await
    }

    pub async fn open_across(apis: &[&Api], people: usize) -> Self {
        let session = apis[0].create(short_config(1, 1)).await;
        let (mut seats, mut chats) = (Vec::new(), Vec::new());
        for n in 0..people {
            let api = apis[n % apis.len()];
            let seat = api.join(&session.code, &format!("Person {n}")).await;
            chats.push(ChatSocket::open(api, &session.code, &seat.token).await);
            seats.push(seat);
        }
        Self { session, seats, chats }
    }

    pub fn path(&self) -> String {
        format!("/api/sessions/{}/messages", self.session.code)
    }

    /// Returns the history as the first person reads it.
    pub async fn history(&self, api: &Api, query: &str) -> Value {
        get(api, &format!("{}{query}", self.path()), &self.seats[0].token).await.expect(reqwest::StatusCode::OK)
    }
}

pub async fn get(api: &Api, path: &str, token: &str) -> Answer {
    api.send(api.request(reqwest::Method::GET, path).bearer_auth(token)).await
}

pub async fn post(api: &Api, path: &str, token: &str, content: &str, id: Option<&str>) -> Answer {
    api.post(path, Some(token), &json!({"content": content, "id": id})).await
}

pub async fn delete(api: &Api, path: &str, token: &str) -> Answer {
    api.send(api.request(reqwest::Method::DELETE, path).bearer_auth(token)).await
}

/// Returns the texts of a page of the history, newest first.
pub fn contents(page: &Value) -> Vec<&str> {
    page["messages"].as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap()).collect()
}
