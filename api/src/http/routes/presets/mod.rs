//! Presets: saved configurations of an account. Every call finds only the caller's presets; presets of other accounts are
//! reported as unknown.

pub mod change;
pub mod create;
pub mod delete;
pub mod get;
pub mod keep;
pub mod list;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use wpp_library::presets::PresetError;

use crate::{app::App, error::ApiError};

/// The preset id in the path. The owner is not checked yet. A malformed id is reported as an unknown preset.
pub struct PresetId(String);

impl FromRequestParts<App> for PresetId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.map(|Path(id)| Self(id)).map_err(|_| PresetError::Unknown.into())
    }
}
