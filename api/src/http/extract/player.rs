use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::Caller;

use super::{Account, Found, member};
use crate::{app::App, error::ApiError};

/// A calling player or member of the audience, and the session.
#[derive(Debug)]
pub struct Player {
    /// The caller.
    pub player_id: PlayerId,
    /// The session when the call arrived.
    pub session: Session,
}

impl FromRequestParts<App> for Player {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let (session, caller) = Found::by_bearer(parts, app).await?;
        let bearer = match caller {
            Caller::Session(bearer) => bearer,
            // An account is never a player. A login that has ended is reported as `not_authenticated`.
            Caller::Account(access) => {
                Account::of(app, access).await?;
                return Err(ApiError::not_allowed());
            }
        };
        let player_id = member(app, &bearer, &session).await?.ok_or_else(ApiError::not_allowed)?.clone();
        Ok(Self { player_id, session })
    }
}
