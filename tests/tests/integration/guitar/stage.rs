//! A session of air guitar with guitars and screens.

use serde_json::json;
use wpp_tests::harness::{
    client::{Api, HostedSession, Seat},
    foreign_client::ForeignClient,
};

pub struct Stage {
    pub api: Api,
    pub session: HostedSession,
}

impl Stage {
    /// Creates a session. Short practices let a test see their end.
    pub async fn create(api: &Api, practice_ms: u64) -> Self {
        let config = json!({"practice_ms": practice_ms, "summary_ms": 600_000, "goal_percent": 1});
        Self { api: api.clone(), session: api.create_of("air_guitar", config).await }
    }

    pub async fn seat(&self, name: &str) -> Seat {
        self.api.join(&self.session.code, name).await
    }

    /// Connects a guitar client.
    pub async fn guitar(&self, seat: &Seat) -> ForeignClient {
        self.guitar_at(&self.api, seat).await
    }

    pub async fn guitar_at(&self, api: &Api, seat: &Seat) -> ForeignClient {
        ForeignClient::open(api, &self.guitar_path(&format!("session_token={}", seat.token))).await
    }

    /// Connects a guitar client without a token, which only watches.
    pub async fn screen(&self) -> ForeignClient {
        self.screen_at(&self.api).await
    }

    pub async fn screen_at(&self, api: &Api) -> ForeignClient {
        ForeignClient::open(api, &self.guitar_path("role=host")).await
    }

    /// Connects the public screen over the game socket.
    pub async fn tv(&self) -> ForeignClient {
        self.game("role=host").await
    }

    pub async fn game(&self, query: &str) -> ForeignClient {
        ForeignClient::open(&self.api, &format!("/ws/game/{}/?{query}", self.session.code)).await
    }

    pub fn guitar_path(&self, query: &str) -> String {
        format!("/ws/guitar/{}/?{query}", self.session.code)
    }
}
