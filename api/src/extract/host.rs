use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::session::Session;

use super::{Code, bearer, hosts};
use crate::{app::App, error::ApiError};

/// The session's host (by its token, or the account that owns it), and the session as it stood when
/// they called.
#[derive(Debug)]
pub struct Host(pub Session);

impl FromRequestParts<App> for Host {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let caller = bearer(app, &parts.headers)?;
        let session = app.sessions.load(&code).await?;
        let caller = caller.ok_or_else(ApiError::not_authenticated)?;
        if hosts(app, caller, &session).await? { Ok(Self(session)) } else { Err(ApiError::not_allowed()) }
    }
}
