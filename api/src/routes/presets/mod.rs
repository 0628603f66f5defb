//! Presets: an account's own configurations, kept, changed and deleted. Every call finds the caller's
//! alone; another's is as unknown as one that never was.

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

/// The preset named in the path, whoever's it is. What cannot be read is an unknown one.
pub struct PresetId(String);

impl FromRequestParts<App> for PresetId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let named = Path::<String>::from_request_parts(parts, app).await;
        named.map(|Path(id)| Self(id)).map_err(|_| PresetError::Unknown.into())
    }
}
