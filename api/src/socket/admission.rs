//! Who may have a socket.

use wpp_game::{ids::PlayerId, session::Session};
use wpp_platform::tokens::{Bearer, Role, Tokens};

use super::close::Close;
use crate::extract::Query;

/// What a socket's address asks for.
#[derive(Debug)]
pub(super) struct Ticket {
    /// Whom its token speaks for; `None` for the public screen.
    bearer: Option<Bearer>,
    /// Where to resume.
    pub(super) resume: Option<Resume>,
}

/// The place in the numbered stream a client has read to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resume {
    pub(super) epoch: String,
    pub(super) since: u64,
}

impl Ticket {
    /// Reads the query. `session_token` is a player's (`token` will do as well), and
    /// `role=host` without a token is the public screen.
    ///
    /// # Errors
    /// The close code for a token that is missing or no good.
    pub(super) fn read(query: &Query, tokens: &Tokens) -> Result<Self, Close> {
        let token = query.get("session_token").or_else(|| query.get("token"));
        let bearer = match token {
            Some(token) => Some(tokens.read(token).map_err(|_| Close::InvalidToken)?),
            None if query.get("role") == Some("host") => None,
            None => return Err(Close::NoToken),
        };
        // A place that cannot be read is no place: the client starts from a snapshot.
        let since = query.get("since").and_then(|since| since.parse().ok());
        let resume = query.get("epoch").zip(since).map(|(epoch, since)| Resume { epoch: epoch.to_owned(), since });
        Ok(Self { bearer, resume })
    }

    /// The player this ticket claims to be; [`admit`](Self::admit) checks it.
    pub(super) fn player(&self) -> Option<PlayerId> {
        match &self.bearer.as_ref()?.role {
            Role::Player(id) => Some(id.clone()),
            Role::Host => None,
        }
    }

    /// Checks the ticket against the session.
    ///
    /// # Errors
    /// The close code for a token of another session, a removed player, or one never known.
    pub(super) fn admit(&self, session: &Session) -> Result<(), Close> {
        let Some(bearer) = &self.bearer else { return Ok(()) };
        if bearer.session != *session.code() || bearer.born != session.created_at() {
            return Err(Close::NotAParticipant);
        }
        match &bearer.role {
            Role::Player(id) if session.was_removed(id) => Err(Close::NotAParticipant),
            Role::Player(id) if session.member(id).is_none() => Err(Close::UnknownPlayer),
            _ => Ok(()),
        }
    }
}
