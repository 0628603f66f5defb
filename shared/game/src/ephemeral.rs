//! What a phone says beside the game: of the moment, passed on at once, stored nowhere.
//!
//! A chord struck is worth hearing for a second and worth remembering never. Were it an action, each
//! would be a commit; as an *aside* it goes from socket to sockets over the session's channel alone.
//! What a game nevertheless wants to know of them (how many, how steady) its [`EphemeralHandler`] counts
//! beside each player's socket, and hands in as an ordinary action now and then.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    driver::{ActionError, Move},
    ids::PlayerId,
    manifest::Field,
    session::{Envelope, snapshot::Snapshot},
    time::Timestamp,
};

/// Something said beside the game, fit to be shown to everybody.
#[derive(Debug, Clone)]
pub struct EphemeralMessage {
    /// Its type in the contract.
    pub kind: &'static str,
    /// What it says to everybody, as a JSON object.
    pub data: Box<RawValue>,
    /// The sender's own count of what they say, if they count: it tells what is newer where two
    /// connections of one player meet.
    pub count: Option<u64>,
}

/// A cartridge's memory beside one player's socket: reads what they say beside the game, and counts.
///
/// It lives in the process that holds the socket, and ends with it. Like a driver it has no I/O and
/// no clock. It is told of the session what the player's phone is told.
pub trait EphemeralHandler: Send + Sync {
    /// Reads an aside of a type the driver [declares](crate::driver::GameDriver::EPHEMERAL_KINDS), said at `now`. `None` when there is nothing to pass on: it is older than one
    /// that came before it.
    ///
    /// # Errors
    /// [`ActionError`] in words for the player, when it cannot be passed on.
    fn say(&mut self, kind: &str, data: &RawValue, now: Timestamp) -> Result<Option<EphemeralMessage>, ActionError>;

    /// The session as it stands, when the socket opens and whenever it cannot follow event by event.
    fn see(&mut self, snapshot: &Snapshot<Box<RawValue>>);

    /// The next event of the session.
    fn hear(&mut self, event: &Envelope);

    /// When there will be something to [`report`](Self::report), if nothing else happens.
    fn reports_at(&self) -> Option<Timestamp>;

    /// What to hand in at `now`: an action of the player's that clients cannot take themselves (see
    /// [`GameDriver::is_internal_action`](crate::driver::GameDriver::is_internal_action)). `closing` when the socket
    /// is: there is no later.
    fn report(&mut self, now: Timestamp, closing: bool) -> Option<Move>;
}

/// Where an aside stands among those of its sender: which connection said it, and when within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EphemeralPosition {
    /// When the connection opened, in microseconds since 1970, by the clock of its process.
    #[serde(rename = "o")]
    pub opened: i64,
    /// The how-manieth aside of the connection it is.
    #[serde(rename = "n")]
    pub nth: u64,
    /// The sender's own count, if they count.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

impl EphemeralPosition {
    /// Whether an aside in this place is news to somebody who has heard the one in place `heard`.
    ///
    /// Within a connection the order is plain. The newer of two connections always has the word: a
    /// phone that comes back may count from one again. What an older connection still has to say is
    /// news only if the sender's own count says so, or if they do not count: then it is a second
    /// device of theirs, and not the past.
    #[must_use]
    pub fn is_newer_than(self, heard: Self) -> bool {
        match self.opened.cmp(&heard.opened) {
            std::cmp::Ordering::Equal => self.nth > heard.nth,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => match (self.count, heard.count) {
                (Some(own), Some(other)) => own > other,
                _ => true,
            },
        }
    }
}

/// A session as another program's clients speak of it, over a socket of their own.
///
/// It has no state: what a client is told follows from the snapshot it is greeted with and from
/// each event alone.
pub trait ForeignProtocol: Send + Sync {
    /// The part of the address that chooses it: `/ws/<path>/{code}/`.
    fn path(&self) -> &'static str;

    /// What its clients say, for the documents.
    fn hears(&self) -> &'static [Word];

    /// What its clients are told, for the documents.
    fn says(&self) -> &'static [Word];

    /// Reads a client's message.
    ///
    /// # Errors
    /// A sentence for the client, when it is none.
    fn read(&self, text: &str) -> Result<Said, String>;

    /// What a client is told when it comes, as JSON texts: where everything stands.
    fn greet(&self, snapshot: &Snapshot<Box<RawValue>>) -> Vec<String>;

    /// How an event of the session is told, as JSON texts; none when these clients have no word for
    /// it.
    fn tell(&self, event: &Envelope) -> Vec<String>;

    /// How an aside is told, if these clients have a word for it.
    fn pass(&self, kind: &str, from: Option<&PlayerId>, at: Timestamp, data: &RawValue) -> Option<String>;

    /// The answer to a [`Said::Ping`], with the client's own timestamp.
    fn pong(&self, timestamp: Option<&RawValue>, now: Timestamp) -> String;

    /// Why a message was refused: the stable word, and a sentence for the client.
    fn refuse(&self, code: &str, message: &str) -> String;
}

/// A message of a [`ForeignProtocol`], described: `{"type", "data"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its type.
    pub kind: &'static str,
    /// What it is, in one sentence.
    pub words: &'static str,
    /// The fields of its data.
    pub fields: &'static [Field],
}

/// What a client of a [`ForeignProtocol`] says.
#[derive(Debug)]
pub enum Said {
    /// A sign of life.
    Ping {
        /// The client's own timestamp, as it came.
        timestamp: Option<Box<RawValue>>,
    },
    /// An action or an aside of the game.
    Message {
        /// Its type, as the game knows it.
        kind: &'static str,
        /// Its data.
        data: Box<RawValue>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(opened: i64, nth: u64, count: Option<u64>) -> EphemeralPosition {
        EphemeralPosition { opened, nth, count }
    }

    #[test]
    fn within_a_connection_the_later_one_is_news_and_a_double_is_not() {
        assert!(at(1, 8, None).is_newer_than(at(1, 7, None)));
        assert!(!at(1, 7, None).is_newer_than(at(1, 7, None)));
        assert!(!at(1, 6, Some(9)).is_newer_than(at(1, 7, None)));
    }

    #[test]
    fn a_phone_that_comes_back_is_heard_even_if_it_counts_anew() {
        assert!(at(2, 1, Some(1)).is_newer_than(at(1, 500, Some(500))));
    }

    #[test]
    fn what_the_broken_connection_still_had_to_say_is_the_past() {
        assert!(!at(1, 501, Some(501)).is_newer_than(at(2, 1, Some(502))));
        assert!(at(1, 503, Some(503)).is_newer_than(at(2, 1, Some(502))), "a second device, by one clock");
        assert!(at(1, 3, None).is_newer_than(at(2, 1, None)), "a second device that does not count");
    }
}
