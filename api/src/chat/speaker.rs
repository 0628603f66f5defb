//! Who may say something: everybody who takes part.

use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::{Bearer, Role};
pub use wpp_runtime::broadcast::HOST;

/// A participant of a session: somebody in the session or in the audience, or the host.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// The host.
    Host,
    /// Somebody with a seat, or who watches.
    Member(PlayerId),
}

impl Speaker {
    /// Whom a token speaks for.
    #[must_use]
    pub fn of(bearer: &Bearer) -> Self {
        match &bearer.role {
            Role::Host => Self::Host,
            Role::Player(id) => Self::Member(id.clone()),
        }
    }

    /// Their `sender_id`.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Host => HOST,
            Self::Member(id) => id.as_str(),
        }
    }

    /// Their player, if they are not the host.
    #[must_use]
    pub fn player(&self) -> Option<&PlayerId> {
        match self {
            Self::Host => None,
            Self::Member(id) => Some(id),
        }
    }

    /// What they are called now; `None` when they are not of this session (any more).
    #[must_use]
    pub fn name<'a>(&self, session: &'a Session) -> Option<&'a str> {
        match self {
            Self::Host => Some("Host"),
            Self::Member(id) => session.member(id).map(|member| member.nickname.as_str()),
        }
    }
}
