//! Authentication of sockets, by the token of their handshake.

use wpp_game::{
    contract::ErrorCode,
    ids::{PlayerId, SessionCode},
    session::Session,
};
use wpp_library::tokens::{Caller, Role};
use wpp_runtime::client_address::ClientAddress;

use crate::{
    app::App,
    chat::Participant,
    http::extract::{Account, look_up},
    realtime::room::EventForm,
    wire::close::Close,
    ws::routes::Client,
};

/// The handshake of a socket: its token, its resume position and the form of its events.
#[derive(Debug)]
pub(super) struct SocketAuth {
    /// The bearer of the token; `None` for the public screen.
    caller: Option<Caller>,
    /// The client's address.
    pub(super) address: ClientAddress,
    /// The position from which the client resumes.
    pub(super) resume: Option<Resume>,
    /// Whether the token belongs to a member of the audience. Known once the session is loaded.
    in_audience: bool,
    /// The form of events that the client asks for.
    pub(super) form: EventForm,
}

/// The last event that a client has received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resume {
    pub(super) epoch: String,
    pub(super) since: u64,
    /// The form of the missed events.
    pub(super) form: EventForm,
}

impl SocketAuth {
    /// Reads the handshake and verifies the signature of its token. `role=host` without a token is the public screen.
    /// [`check_login`](Self::check_login) completes the check of an account's token.
    ///
    /// # Errors
    /// The close code for a missing or invalid token.
    pub(super) fn read(client: &Client, app: &App) -> Result<Self, Close> {
        let query = &client.query;
        let caller = match client.token() {
            Some(token) => Some(app.tokens.read_any(token).map_err(|_| Close::InvalidToken)?),
            None if query.get("role") == Some("host") => None,
            None => return Err(Close::NoToken),
        };
        // An unreadable position is ignored: the client then starts from a snapshot.
        let since = query.get("since").and_then(|since| since.parse().ok());
        let form = if query.get("events") == Some("compact") { EventForm::Compact } else { EventForm::Whole };
        let position = query.get("epoch").zip(since);
        let resume = position.map(|(epoch, since)| Resume { epoch: epoch.to_owned(), since, form });
        Ok(Self { caller, address: client.address, resume, form, in_audience: false })
    }

    /// Reports whether the token belongs to an account.
    pub(super) fn is_account(&self) -> bool {
        matches!(self.caller, Some(Caller::Account(_)))
    }

    /// Checks that the login of an account's token exists. A log-out and a changed password end it.
    ///
    /// # Errors
    /// The close code for an ended login or an unavailable database.
    pub(super) async fn check_login(&self, app: &App) -> Result<(), Close> {
        let Some(Caller::Account(access)) = &self.caller else { return Ok(()) };
        match Account::of(app, access.clone()).await {
            Ok(_) => Ok(()),
            Err(error) if error.code == ErrorCode::NotAuthenticated => Err(Close::InvalidToken),
            Err(_) => Err(Close::Restart),
        }
    }

    /// Returns the participant, or `None` for the public screen.
    pub(super) fn participant(&self) -> Option<Participant> {
        self.caller.as_ref().map(|caller| match caller {
            Caller::Session(bearer) => Participant::of(bearer),
            // [`check`](Self::check) accepts only the account that owns the session.
            Caller::Account(_) => Participant::Host,
        })
    }

    /// Reports whether the socket belongs to the host.
    pub(super) fn is_host(&self) -> bool {
        self.participant() == Some(Participant::Host)
    }

    /// Returns the player that the token names. [`check`](Self::check) verifies that the session has this player.
    pub(super) fn player(&self) -> Option<PlayerId> {
        match self.caller.as_ref()? {
            Caller::Session(bearer) => match &bearer.role {
                Role::Player(id) => Some(id.clone()),
                Role::Host => None,
            },
            Caller::Account(_) => None,
        }
    }

    /// Reports whether the socket belongs to a member of the audience. [`load_session`](Self::load_session) finds out.
    pub(super) fn is_in_audience(&self) -> bool {
        self.in_audience
    }

    /// Returns the holder of the seat to whom the token was issued.
    pub(super) fn holder(&self) -> u32 {
        match &self.caller {
            Some(Caller::Session(bearer)) => bearer.holder,
            Some(Caller::Account(_)) | None => 0,
        }
    }

    /// Loads the session and checks the token against it.
    ///
    /// # Errors
    /// The close code for an unknown session, too many unknown codes, an unavailable store, or a rejected token.
    pub(super) async fn load_session(&mut self, app: &App, code: &SessionCode) -> Result<Session, Close> {
        let found = look_up(app, self.address, code, self.caller.as_ref()).await;
        let session = found.map_err(|error| match error.code {
            ErrorCode::UnknownSession => Close::SessionOver,
            ErrorCode::TooManyRequests => Close::TooManyMessages,
            _ => Close::Restart,
        })?;
        self.in_audience = self.check(app, &session).await?;
        Ok(session)
    }

    /// Checks the token against the session. Returns whether it belongs to a member of the audience.
    ///
    /// # Errors
    /// The close code for a token of another session, an account that does not own the session, a player that was removed
    /// or never existed, or an earlier holder of a seat.
    async fn check(&self, app: &App, session: &Session) -> Result<bool, Close> {
        let bearer = match &self.caller {
            None => return Ok(false),
            Some(Caller::Account(access)) if session.owner() == Some(&access.account) => return Ok(false),
            Some(Caller::Account(_)) => return Err(Close::NotAParticipant),
            Some(Caller::Session(bearer)) => bearer,
        };
        if bearer.session != *session.code() || bearer.born != session.created_at() {
            return Err(Close::NotAParticipant);
        }
        match &bearer.role {
            Role::Player(id) if session.was_removed(id) => Err(Close::NotAParticipant),
            Role::Player(id) => match session.player(id) {
                // The seat was released: the token belongs to an earlier holder.
                Some(player) if player.holder != bearer.holder => Err(Close::InvalidToken),
                Some(_) => Ok(false),
                None => match app.audience.member(session, id).await {
                    Ok(Some(_)) => Ok(true),
                    Ok(None) => Err(Close::UnknownPlayer),
                    Err(_) => Err(Close::Restart),
                },
            },
            Role::Host => Ok(false),
        }
    }
}
