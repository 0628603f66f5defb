//! Asides: what is said beside the numbered events, and stored nowhere on its way.
//!
//! A chat message, a chord, "Ana is typing". They travel on the session's channel like events, but
//! have no number and no place in the stream: who was not there has not heard them.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wpp_game::{ephemeral::EphemeralPosition, ids::PlayerId, time::Timestamp};

/// What the host is called where players are called by their ids. No player's id reads so.
pub const HOST: &str = "host";

/// How an aside begins on the channel; no event begins so.
const MARK: &str = "{\"aside\":";

/// Something said beside the numbered events.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Broadcast {
    /// Its `type` for clients, such as `typing`.
    #[serde(rename = "aside")]
    pub kind: String,
    /// How it may wait for a phone that is slow.
    pub lane: BroadcastLane,
    /// Whose doing it is: a player's, or [the host's](HOST); `None` when it is the server's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PlayerId>,
    /// Whether the sockets of `from` are told as well.
    pub echo: bool,
    /// Where it stands among those of its kind and sender. One that has a place is passed on only if it
    /// is news, and the newest is remembered for who comes late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<EphemeralPosition>,
    /// Whether only those who take part are told: players, the audience and the host, but not a
    /// screen without a token.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Its place among those of its kind, if they are numbered from 1 without a gap: dialects that
    /// promise their order tell each once, in that order, and find what is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// When it was said.
    pub at: Timestamp,
    /// Its `data` for clients.
    pub data: Box<RawValue>,
}

/// An aside of processes among themselves: "who remembers the newest of each kind and sender?"
const WHO_REMEMBERS: &str = "who.remembers";

/// How an aside may wait for a phone that does not take it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastLane {
    /// In order, behind the events; a phone too slow for it is closed and comes back.
    Reliable,
    /// Only the newest of its kind and sender.
    Latest,
}

impl BroadcastLane {
    /// Its name in metrics.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reliable => "reliable",
            Self::Latest => "latest",
        }
    }
}

impl Broadcast {
    /// The aside that `message` of a session's channel is; `None` when it is an event.
    ///
    /// # Errors
    /// When it begins like an aside and is none.
    pub fn read(message: &str) -> Option<Result<Self, serde_json::Error>> {
        message.starts_with(MARK).then(|| serde_json::from_str(message))
    }

    /// What a process asks that has just begun to hear a session: others answer by saying again what
    /// they remember.
    #[must_use]
    pub fn cache_request(at: Timestamp) -> Self {
        let (kind, lane) = (WHO_REMEMBERS.to_owned(), BroadcastLane::Latest);
        let data = RawValue::NULL.to_owned();
        Self { kind, lane, from: None, echo: false, private: false, number: None, order: None, at, data }
    }

    /// Whether this is that question, and nothing for clients.
    #[must_use]
    pub fn is_cache_request(&self) -> bool {
        self.kind == WHO_REMEMBERS
    }

    /// Of two asides with the same key the newer one replaces the older in the lane of the latest.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.kind, self.from.as_ref().map_or("", PlayerId::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aside_is_told_from_an_event() {
        let aside = Broadcast {
            kind: "typing".into(),
            lane: BroadcastLane::Latest,
            from: Some(PlayerId("p_1".into())),
            echo: false,
            order: None,
            private: true,
            number: None,
            at: Timestamp::from_millis(1),
            data: RawValue::from_string("{\"is_typing\":true}".into()).unwrap(),
        };
        let read = Broadcast::read(&serde_json::to_string(&aside).unwrap()).unwrap().unwrap();
        assert_eq!((read.key(), read.data.get()), ("typing p_1".into(), "{\"is_typing\":true}"));
        assert!(Broadcast::read("{\"type\":\"aside\",\"seq\":1}").is_none());
        assert!(Broadcast::read("{\"aside\":3}").unwrap().is_err());
    }
}
