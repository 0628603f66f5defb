//! WebSocket close codes. Each code belongs to one of two families: *reconnect* and *do not reconnect*.

use axum::body::Bytes;
use tokio_tungstenite::tungstenite::{
    Utf8Bytes,
    protocol::{
        CloseFrame,
        frame::{Frame, coding::CloseCode},
    },
};

/// The reason for which the server closes a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// This process stops or cannot serve the socket. The client reconnects after a random pause.
    Restart,
    /// The client violates the WebSocket protocol, for example with an unmasked frame or a reserved opcode.
    ProtocolError,
    /// A text message or the reason of a close frame is not UTF-8.
    InvalidUtf8,
    /// A client message exceeds [`MAX_MESSAGE`](crate::limits::MAX_MESSAGE).
    TooLarge,
    /// The client reads more slowly than events arrive. The client reconnects and resumes.
    Slow,
    /// The client ignored too many `too_many_requests` errors, opened too many sockets, or looked up too many unknown
    /// codes. The client reconnects after a pause.
    TooManyMessages,
    /// The address has no token. The client must not reconnect without one.
    NoToken,
    /// The session never had the player that the token names.
    UnknownPlayer,
    /// The token is malformed, has a wrong signature, expired, or belongs to an earlier holder of a released seat.
    InvalidToken,
    /// The token belongs to another session, or its player was removed.
    NotAParticipant,
    /// The session ended or never existed.
    SessionOver,
}

impl Close {
    /// Returns the close code and the reason text, as the client receives them.
    #[must_use]
    pub fn parts(self) -> (u16, &'static str) {
        match self {
            Self::Restart => (1012, "restart"),
            Self::ProtocolError => (1002, "protocol error"),
            Self::InvalidUtf8 => (1007, "text is not UTF-8"),
            Self::TooLarge => (1009, "message too large"),
            Self::Slow => (4008, "slow"),
            Self::TooManyMessages => (4029, "too many messages"),
            Self::NoToken => (4001, "no token"),
            Self::UnknownPlayer => (4002, "unknown player"),
            Self::InvalidToken => (4003, "invalid or expired token"),
            Self::NotAParticipant => (4004, "not a participant or removed"),
            Self::SessionOver => (4005, "session over or unknown"),
        }
    }

    /// Returns the encoded close frame.
    #[must_use]
    pub fn frame(self) -> Bytes {
        let (code, reason) = self.parts();
        encode(Some(CloseFrame { code: code.into(), reason: reason.into() }))
    }
}

/// Returns the encoded answer to a client's close frame: the same code, or no code if the client sent none.
pub(crate) fn answer(code: Option<CloseCode>) -> Bytes {
    encode(code.map(|code| CloseFrame { code, reason: Utf8Bytes::default() }))
}

fn encode(frame: Option<CloseFrame>) -> Bytes {
    let mut bytes = Vec::new();
    // Writing to a `Vec` cannot fail.
    let _ = Frame::close(frame).format(&mut bytes);
    bytes.into()
}
