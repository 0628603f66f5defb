use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::SessionCode, session::Session};
use wpp_library::tokens::Caller;
use wpp_runtime::{client_address::ClientAddress, session_service::SessionError};

use super::{Address, Code, bearer};
use crate::{app::App, error::ApiError};

/// The session named in the path, and the bearer of the request's token. The caller is not authorised yet.
pub struct Found {
    /// The session when the call arrived.
    pub session: Session,
    /// The bearer of the token; `None` without a token.
    pub caller: Option<Caller>,
}

impl Found {
    /// Loads the session named in the path for a caller with a token. The token is checked first, so a call without one
    /// reveals nothing about the code.
    ///
    /// # Errors
    /// `not_authenticated`, `too_many_requests`, `unknown_session` or `unavailable`.
    pub(super) async fn by_bearer(parts: &mut Parts, app: &App) -> Result<(Session, Caller), ApiError> {
        let caller = bearer(app, &parts.headers)?.ok_or_else(ApiError::not_authenticated)?;
        let Self { session, .. } = Self::from_request_parts(parts, app).await?;
        Ok((session, caller))
    }
}

impl FromRequestParts<App> for Found {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let Address(address) = Address::from_request_parts(parts, app).await?;
        let caller = bearer(app, &parts.headers)?;
        let session = look_up(app, address, &code, caller.as_ref()).await?;
        Ok(Self { session, caller })
    }
}

/// Loads a session. Unknown codes are limited by address and for the process. A token of the session proves that the
/// caller knows the code, so it is exempt: a guest who guesses codes cannot stop the game of others in the same house.
///
/// # Errors
/// `too_many_requests`, `unknown_session` or `unavailable`.
pub(crate) async fn look_up(
    app: &App,
    address: ClientAddress,
    code: &SessionCode,
    caller: Option<&Caller>,
) -> Result<Session, ApiError> {
    if matches!(caller, Some(Caller::Session(bearer)) if bearer.session == *code) {
        return Ok(app.sessions.load(code).await?);
    }
    let lookup = app.limits.unknown_codes.reserve(address)?;
    let loaded = app.sessions.load(code).await;
    if !matches!(loaded, Err(SessionError::Unknown)) {
        lookup.give_back();
    }
    Ok(loaded?)
}
