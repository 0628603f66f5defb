use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::{contract::ErrorCode, ids::PlayerId, session::Session};

use super::Code;
use crate::{app::App, error::ApiError};

/// The member that the path names.
#[derive(Debug)]
pub struct Named {
    /// The id in the path. The session may have no such member.
    pub player_id: PlayerId,
}

#[derive(Deserialize)]
struct Parameters {
    player_id: PlayerId,
}

impl FromRequestParts<App> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        // A malformed code is reported before a malformed id.
        let _ = Code::from_request_parts(parts, app).await?;
        let parameters = Path::<Parameters>::from_request_parts(parts, app).await;
        let Path(Parameters { player_id }) = parameters.map_err(|_unreadable| nobody())?;
        Ok(Self { player_id })
    }
}

impl Named {
    /// Returns the id if `session` has this player.
    ///
    /// # Errors
    /// `not_found`.
    pub fn player_of(self, session: &Session) -> Result<PlayerId, ApiError> {
        session.player(&self.player_id).map(|player| player.player_id.clone()).ok_or_else(nobody)
    }
}

/// Returns the error for an id that nobody in the session has.
pub(in crate::http) fn nobody() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "Nobody in this session has this id.")
}
