//! Broadcasts: messages on a session's channel without a sequence number, such as chat, chords and typing.
//!
//! A broadcast is not part of the event stream. A client that was not connected never receives it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wpp_game::{ephemeral::EphemeralPosition, ids::PlayerId, time::Timestamp};

/// The host's id, where players have player ids. No player id equals it.
pub const HOST: &str = "host";

/// Prefix of a broadcast on the channel. Events have a different one.
const PREFIX: &str = "{\"aside\":";

/// `kind` of the message between API processes that asks for their latest broadcasts.
const CACHE_REQUEST: &str = "who.remembers";

/// A message on a session's channel without a sequence number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Broadcast {
    /// The client message's `type`, such as `typing`.
    #[serde(rename = "aside")]
    pub kind: String,
    /// Delivery to slow clients.
    pub lane: BroadcastLane,
    /// Id of the sending player, or [`HOST`]; `None` for the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PlayerId>,
    /// Whether the sockets of `from` receive the message too.
    pub echo: bool,
    /// Position among the messages with the same kind and sender. A message with a position is delivered only
    /// if its position is higher than the last one. The latest message is cached for clients that connect later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<EphemeralPosition>,
    /// Whether only participants receive the message: players, the audience and the host, but not a screen
    /// without a token.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// Whether only screens receive the message: the sockets of nobody who plays or belongs to the audience.
    #[serde(default, rename = "screens", skip_serializing_if = "std::ops::Not::not")]
    pub screens_only: bool,
    /// Number among the messages of its kind, from 1 and without gaps, if the kind is numbered. Protocols that
    /// guarantee order use it to deliver each message once and to load missed ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// Time of sending.
    pub at: Timestamp,
    /// The client message's `data`.
    pub data: Box<RawValue>,
}

/// Delivery of a broadcast to a client that does not accept it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BroadcastLane {
    /// In order, after the events. A client that is too slow is closed and reconnects.
    Reliable,
    /// Only the latest message of a kind and sender.
    Latest,
}

impl BroadcastLane {
    /// Returns the value of the metric label `lane`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reliable => "reliable",
            Self::Latest => "latest",
        }
    }
}

impl Broadcast {
    /// Reads a message of a session's channel. `None` for an event.
    ///
    /// # Errors
    /// When the message has the prefix of a broadcast but is malformed.
    pub fn read(message: &str) -> Option<Result<Self, serde_json::Error>> {
        message.starts_with(PREFIX).then(|| serde_json::from_str(message))
    }

    /// Returns the message of a process that has just subscribed to a session. Other processes answer with
    /// their latest broadcasts of each kind and sender.
    #[must_use]
    pub fn cache_request(at: Timestamp) -> Self {
        let (kind, lane) = (CACHE_REQUEST.to_owned(), BroadcastLane::Latest);
        let data = RawValue::NULL.to_owned();
        let (private, screens_only) = (false, false);
        Self { kind, lane, from: None, echo: false, private, screens_only, number: None, order: None, at, data }
    }

    /// Returns whether this is a [`cache_request`](Self::cache_request), which clients never receive.
    #[must_use]
    pub fn is_cache_request(&self) -> bool {
        self.kind == CACHE_REQUEST
    }

    /// Returns the key of the latest lane. A newer message replaces an older one with the same key.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.kind, self.from.as_ref().map_or("", PlayerId::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broadcasts_and_events_are_distinct() {
        let broadcast = Broadcast {
            kind: "typing".into(),
            lane: BroadcastLane::Latest,
            from: Some(PlayerId("p_1".into())),
            echo: false,
            order: None,
            private: true,
            screens_only: false,
            number: None,
            at: Timestamp::from_millis(1),
            data: RawValue::from_string("{\"is_typing\":true}".into()).unwrap(),
        };
        let read = Broadcast::read(&serde_json::to_string(&broadcast).unwrap()).unwrap().unwrap();
        assert_eq!((read.key(), read.data.get()), ("typing p_1".into(), "{\"is_typing\":true}"));
        assert!(Broadcast::read("{\"type\":\"aside\",\"seq\":1}").is_none());
        assert!(Broadcast::read("{\"aside\":3}").unwrap().is_err());
    }
}
