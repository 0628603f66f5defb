//! The identity of a session, across sessions that reuse its code.

use wpp_game::{ids::SessionCode, session::Session, time::Timestamp};

/// A session's code and creation time. Codes are reused; the pair is unique.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionKey {
    /// The session's code.
    pub code: SessionCode,
    /// Time of the session's creation.
    pub born: Timestamp,
}

impl SessionKey {
    /// Returns the key of a session.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        Self { code: session.code().clone(), born: session.created_at() }
    }
}
