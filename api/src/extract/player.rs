use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::{Caller, Role};

use super::{Account, Code, bearer, belongs};
use crate::{app::App, error::ApiError};

/// A player in the session or somebody in the audience, and the session as it stood when they called.
#[derive(Debug)]
pub struct Player {
    /// Who calls.
    pub player_id: PlayerId,
    /// The session.
    pub session: Session,
}

impl FromRequestParts<App> for Player {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let caller = bearer(app, &parts.headers)?;
        let session = app.sessions.load(&code).await?;
        let caller = caller.ok_or_else(ApiError::not_authenticated)?;
        let bearer = match caller {
            Caller::Session(bearer) => bearer,
            // No account is a player; one that is logged out hears that instead.
            Caller::Account(access) => {
                Account::of(app, access).await?;
                return Err(ApiError::not_allowed());
            }
        };
        match &bearer.role {
            Role::Player(player_id) if belongs(&bearer, &session) && session.member(player_id).is_some() => {
                Ok(Self { player_id: player_id.clone(), session })
            }
            _ => Err(ApiError::not_allowed()),
        }
    }
}
