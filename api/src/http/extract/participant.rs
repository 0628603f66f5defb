use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::session::Session;
use wpp_library::tokens::Caller;
use wpp_runtime::chat::SessionKey;

use super::{Found, is_host, member};
use crate::{app::App, chat::Participant, error::ApiError};

/// A calling participant of a session: a player, a member of the audience, or the host.
#[derive(Debug)]
pub struct SessionParticipant {
    /// The caller.
    pub participant: Participant,
    /// The session when the call arrived.
    pub session: Session,
}

impl SessionParticipant {
    /// Returns the key of the session's chat.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey::of(&self.session)
    }
}

impl FromRequestParts<App> for SessionParticipant {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let (session, caller) = Found::by_bearer(parts, app).await?;
        if let Caller::Session(bearer) = &caller {
            member(app, bearer, &session).await?;
            return Ok(Self { participant: Participant::of(bearer), session });
        }
        let is_host = is_host(app, caller, &session).await?;
        if is_host { Ok(Self { participant: Participant::Host, session }) } else { Err(ApiError::not_allowed()) }
    }
}
