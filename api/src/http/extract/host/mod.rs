mod host_or_vip;
mod moderator;

use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::session::Session;

pub use self::{host_or_vip::HostOrVip, moderator::Moderator};
use super::{Found, is_host, member};
use crate::{app::App, error::ApiError};

/// The session, called by its host: with the host token, or as the account that owns the session.
#[derive(Debug)]
pub struct Host(pub Session);

impl FromRequestParts<App> for Host {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let (session, caller) = Found::by_bearer(parts, app).await?;
        if is_host(app, caller, &session).await? { Ok(Self(session)) } else { Err(ApiError::not_allowed()) }
    }
}
