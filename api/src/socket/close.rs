//! Close codes, in two families: *come back* and *do not*.

use axum::body::Bytes;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, frame::Frame};

/// Why the server closes a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close {
    /// This process stops; come back after a moment of your own choosing.
    Restart,
    /// A message was larger than the limit.
    TooLarge,
    /// Events came faster than they were read; come back and resume.
    Slow,
    /// Too many messages; come back after a pause.
    TooManyMessages,
    /// No token; do not come back without one.
    NoToken,
    /// The token's player was never here.
    UnknownPlayer,
    /// The token is not valid or too old.
    InvalidToken,
    /// The token is for another session, or its player was removed.
    NotAParticipant,
    /// The session is over, or there never was one.
    SessionOver,
}

impl Close {
    /// The code on the wire and its reason.
    #[must_use]
    pub fn parts(self) -> (u16, &'static str) {
        match self {
            Self::Restart => (1012, "restart"),
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

    /// The frame that says so, as it goes over the wire.
    #[must_use]
    pub fn frame(self) -> Bytes {
        let (code, reason) = self.parts();
        let mut bytes = Vec::new();
        // Writing into memory does not fail.
        let _ = Frame::close(Some(CloseFrame { code: code.into(), reason: reason.into() })).format(&mut bytes);
        bytes.into()
    }
}
