//! The people who can chat in a session.

use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::{Bearer, Role};
pub use wpp_runtime::broadcast::HOST;

/// A participant of a session: the host, a player, or a member of the audience.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Participant {
    /// The host.
    Host,
    /// A player or a member of the audience.
    Member(PlayerId),
}

impl Participant {
    /// Returns the participant that a session token identifies.
    #[must_use]
    pub fn of(bearer: &Bearer) -> Self {
        match &bearer.role {
            Role::Host => Self::Host,
            Role::Player(id) => Self::Member(id.clone()),
        }
    }

    /// Returns the `sender_id`: a player id, or [`HOST`].
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Host => HOST,
            Self::Member(id) => id.as_str(),
        }
    }

    /// Returns the player id, or `None` for the host.
    #[must_use]
    pub fn player(&self) -> Option<&PlayerId> {
        match self {
            Self::Host => None,
            Self::Member(id) => Some(id),
        }
    }

    /// Returns the current display name of the host or a player; `None` for everybody else.
    #[must_use]
    pub fn name<'a>(&self, session: &'a Session) -> Option<&'a str> {
        match self {
            Self::Host => Some("Host"),
            Self::Member(id) => session.player(id).map(|member| member.nickname.as_str()),
        }
    }
}
