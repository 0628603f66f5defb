use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::session::Session;
use wpp_library::tokens::{Caller, Role};
use wpp_runtime::chat::SessionKey;

use super::{Code, bearer, belongs, hosts};
use crate::{app::App, chat::Speaker, error::ApiError};

/// Whoever takes part in a session: in the session, in the audience, or as its host.
#[derive(Debug)]
pub struct Participant {
    /// Who calls.
    pub speaker: Speaker,
    /// The session as it stood when they called.
    pub session: Session,
}

impl Participant {
    /// The session their chat belongs to.
    #[must_use]
    pub fn key(&self) -> SessionKey {
        SessionKey::of(&self.session)
    }
}

impl FromRequestParts<App> for Participant {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let caller = bearer(app, &parts.headers)?;
        let session = app.sessions.load(&code).await?;
        let caller = caller.ok_or_else(ApiError::not_authenticated)?;
        if let Caller::Session(bearer) = &caller
            && let Role::Player(id) = &bearer.role
        {
            let takes_part = belongs(bearer, &session) && session.member(id).is_some();
            let speaker = Speaker::of(bearer);
            return if takes_part { Ok(Self { speaker, session }) } else { Err(ApiError::not_allowed()) };
        }
        let hosts = hosts(app, caller, &session).await?;
        if hosts { Ok(Self { speaker: Speaker::Host, session }) } else { Err(ApiError::not_allowed()) }
    }
}
