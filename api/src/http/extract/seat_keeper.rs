use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::Caller;

use super::{Found, Named, is_host, member};
use crate::{app::App, error::ApiError};

/// A caller who decides about the seat that the path names: its holder, the host, or the VIP.
#[derive(Debug)]
pub struct SeatKeeper {
    /// The person in the seat.
    pub player_id: PlayerId,
    /// The calling member; `None` for the host.
    pub caller: Option<PlayerId>,
    /// The session when the call arrived.
    pub session: Session,
}

impl FromRequestParts<App> for SeatKeeper {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let named = Named::from_request_parts(parts, app).await?;
        let (session, caller) = Found::by_bearer(parts, app).await?;
        let caller_member = match &caller {
            Caller::Session(bearer) => member(app, bearer, &session).await?.cloned(),
            Caller::Account(_) => None,
        };
        let is_allowed = match &caller_member {
            Some(id) => *id == named.player_id || session.vip() == Some(id),
            None => is_host(app, caller, &session).await?,
        };
        if !is_allowed {
            return Err(ApiError::not_allowed());
        }
        Ok(Self { player_id: named.player_of(&session)?, caller: caller_member, session })
    }
}
