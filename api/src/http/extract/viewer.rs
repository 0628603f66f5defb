use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::Caller;

use super::{Found, is_host, member};
use crate::{app::App, error::ApiError};

/// A caller who reads a session. A token is optional, but must belong to the session.
#[derive(Debug)]
pub struct Viewer {
    /// The caller's player id, for a player or a member of the audience.
    pub player_id: Option<PlayerId>,
    /// The session when the call arrived.
    pub session: Session,
}

impl FromRequestParts<App> for Viewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Found { session, caller } = Found::from_request_parts(parts, app).await?;
        let player_id = match caller {
            None => None,
            Some(Caller::Session(bearer)) => member(app, &bearer, &session).await?.cloned(),
            Some(owner) => {
                if !is_host(app, owner, &session).await? {
                    return Err(ApiError::not_allowed());
                }
                None
            }
        };
        Ok(Self { player_id, session })
    }
}
