//! Texts that people wrote in the game: approve, reject and remove.

pub mod judge;
pub mod list;
pub mod remove;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::contract::ErrorCode;

use crate::{app::App, error::ApiError};

/// The text that the path names. The extractor of the session reads the code.
pub struct NamedText {
    text_id: String,
}

#[derive(Deserialize)]
struct Parameters {
    text_id: String,
}

impl FromRequestParts<App> for NamedText {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let parameters = Path::<Parameters>::from_request_parts(parts, app).await;
        let unknown = |_unreadable| ApiError::new(ErrorCode::NotFound, "No text has this id.");
        let Path(Parameters { text_id }) = parameters.map_err(unknown)?;
        Ok(Self { text_id })
    }
}
