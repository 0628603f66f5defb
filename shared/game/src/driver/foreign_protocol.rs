//! The wire protocol of another program's clients.

use serde_json::value::RawValue;

use crate::{
    contract::{event::Envelope, ids::PlayerId, snapshot::Snapshot, time::Timestamp},
    manifest::Field,
};

/// Translates between a session and the clients of another program, which use a separate socket.
///
/// A protocol has no state: every server message follows from the snapshot at connection time or
/// from a single event.
pub trait ForeignProtocol: Send + Sync {
    /// Returns the part of the address that selects this protocol: `/ws/<path>/{code}/`.
    fn path(&self) -> &'static str;

    /// Describes the messages of clients, for the documents.
    fn client_messages(&self) -> &'static [MessageKind];

    /// Describes the messages of the server, for the documents.
    fn server_messages(&self) -> &'static [MessageKind];

    /// Parses a client's message.
    ///
    /// # Errors
    /// A text for the client, when the message is invalid.
    fn parse(&self, text: &str) -> Result<ClientMessage, String>;

    /// Encodes the messages that a client receives when it connects, as JSON texts.
    fn encode_snapshot(&self, snapshot: &Snapshot<Box<RawValue>>) -> Vec<String>;

    /// Encodes an event as JSON texts; empty when the protocol has no such message.
    fn encode_event(&self, event: &Envelope) -> Vec<String>;

    /// Encodes an ephemeral message; `None` when the protocol has no such message.
    fn encode_ephemeral(&self, kind: &str, from: Option<&PlayerId>, at: Timestamp, data: &RawValue) -> Option<String>;

    /// Encodes the answer to a [`ClientMessage::Ping`], with the client's own timestamp.
    fn encode_pong(&self, timestamp: Option<&RawValue>, now: Timestamp) -> String;

    /// Encodes a rejection, with its error code and its text for the client.
    fn encode_error(&self, code: &str, message: &str) -> String;
}

/// Describes one type of message `{"type", "data"}` of a [`ForeignProtocol`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageKind {
    /// The message's type.
    pub kind: &'static str,
    /// What the message means, in one sentence.
    pub description: &'static str,
    /// The fields of the data.
    pub fields: &'static [Field],
}

/// A parsed message of a client of a [`ForeignProtocol`].
#[derive(Debug)]
pub enum ClientMessage {
    /// A keep-alive message.
    Ping {
        /// The client's own timestamp, to be returned unchanged.
        timestamp: Option<Box<RawValue>>,
    },
    /// An action or an ephemeral message of the game.
    Message {
        /// The type in the game's contract.
        kind: &'static str,
        /// The data.
        data: Box<RawValue>,
    },
}
