//! Who may have a socket.

use wpp_game::contract::ErrorCode;
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::{Caller, Role};

use super::close::Close;
use crate::{
    app::App,
    chat::Speaker,
    extract::{Account, Query},
};

/// What a socket's address asks for.
#[derive(Debug)]
pub(super) struct Ticket {
    /// Whom its token speaks for; `None` for the public screen.
    caller: Option<Caller>,
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
    /// `role=host` without a token is the public screen. An account's token is looked up: it is no
    /// good any more once the account has logged out there.
    ///
    /// # Errors
    /// The close code for a token that is missing or no good.
    pub(super) async fn read(query: &Query, app: &App) -> Result<Self, Close> {
        let token = query.get("session_token").or_else(|| query.get("token"));
        let caller = match token {
            Some(token) => Some(app.tokens.read_any(token).map_err(|_| Close::InvalidToken)?),
            None if query.get("role") == Some("host") => None,
            None => return Err(Close::NoToken),
        };
        if let Some(Caller::Account(access)) = &caller {
            Account::of(app, access.clone()).await.map_err(|problem| match problem.code {
                ErrorCode::NotAuthenticated => Close::InvalidToken,
                _ => Close::Restart,
            })?;
        }
        // A place that cannot be read is no place: the client starts from a snapshot.
        let since = query.get("since").and_then(|since| since.parse().ok());
        let resume = query.get("epoch").zip(since).map(|(epoch, since)| Resume { epoch: epoch.to_owned(), since });
        Ok(Self { caller, resume })
    }

    /// Who speaks with it; `None` for who only looks.
    pub(super) fn speaker(&self) -> Option<Speaker> {
        self.caller.as_ref().map(|caller| match caller {
            Caller::Session(bearer) => Speaker::of(bearer),
            // [`admit`](Self::admit) lets in nobody's account but the host's.
            Caller::Account(_) => Speaker::Host,
        })
    }

    /// Whether it speaks for the host.
    pub(super) fn is_host(&self) -> bool {
        self.speaker() == Some(Speaker::Host)
    }

    /// The player this ticket claims to be; [`admit`](Self::admit) checks it.
    pub(super) fn player(&self) -> Option<PlayerId> {
        match self.caller.as_ref()? {
            Caller::Session(bearer) => match &bearer.role {
                Role::Player(id) => Some(id.clone()),
                Role::Host => None,
            },
            Caller::Account(_) => None,
        }
    }

    /// Checks the ticket against the session.
    ///
    /// # Errors
    /// The close code for a token of another session or of an account that does not own it, a removed player, or one never known.
    pub(super) fn admit(&self, session: &Session) -> Result<(), Close> {
        let bearer = match &self.caller {
            None => return Ok(()),
            Some(Caller::Account(access)) if session.owner() == Some(&access.account) => return Ok(()),
            Some(Caller::Account(_)) => return Err(Close::NotAParticipant),
            Some(Caller::Session(bearer)) => bearer,
        };
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
