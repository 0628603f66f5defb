use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::Caller;

use super::{Found, is_host, member};
use crate::{app::App, error::ApiError};

/// The session, called by its host or by its VIP.
#[derive(Debug)]
pub struct HostOrVip {
    /// The session when the call arrived.
    pub session: Session,
    /// The VIP, if the VIP calls.
    pub vip: Option<PlayerId>,
}

impl FromRequestParts<App> for HostOrVip {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let (session, caller) = Found::by_bearer(parts, app).await?;
        if let Caller::Session(bearer) = &caller
            && let Some(player_id) = member(app, bearer, &session).await?
        {
            let is_vip = session.vip() == Some(player_id);
            let vip = Some(player_id.clone());
            return if is_vip { Ok(Self { session, vip }) } else { Err(ApiError::not_allowed()) };
        }
        if is_host(app, caller, &session).await? {
            Ok(Self { session, vip: None })
        } else {
            Err(ApiError::not_allowed())
        }
    }
}
