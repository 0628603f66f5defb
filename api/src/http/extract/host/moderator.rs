use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::session::Session;
use wpp_library::tokens::Caller;

use super::{Found, is_host, member};
use crate::{app::App, error::ApiError};

/// The session, called by its host or by the person who moderates.
#[derive(Debug)]
pub struct Moderator {
    /// The session when the call arrived.
    pub session: Session,
}

impl FromRequestParts<App> for Moderator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let (session, caller) = Found::by_bearer(parts, app).await?;
        let caller_member = match &caller {
            Caller::Session(bearer) => member(app, bearer, &session).await?.cloned(),
            Caller::Account(_) => None,
        };
        let is_allowed = match caller_member {
            Some(id) => session.moderator() == Some(&id),
            None => is_host(app, caller, &session).await?,
        };
        if is_allowed { Ok(Self { session }) } else { Err(ApiError::not_allowed()) }
    }
}
