//! The files of the browser app. Vite builds them, and the build script embeds them compressed.

use axum::{Router, http::StatusCode};
use memory_serve::CacheControl;
use wpp_game::contract::ErrorCode;

use crate::error::ApiError;

/// Serves the app's files. Every other address returns the app's page, because the app routes its own addresses.
#[expect(unused_qualifications, reason = "in the code that the macro generates")]
pub fn router() -> Router {
    memory_serve::load!()
        .index_file(Some("/index.html"))
        .fallback(Some("/index.html"))
        .fallback_status(StatusCode::OK)
        .html_cache_control(CacheControl::NoCache)
        // The names of all other files contain a hash of the content, except those of licence texts.
        .cache_control(CacheControl::Long)
        .into_router()
}

/// Returns the notice about the licences of the program, its font and its libraries.
pub async fn notice() -> &'static str {
    include_str!("../../../NOTICE")
}

/// Answers calls to unknown API addresses.
pub async fn unknown_address() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "This address does not exist. See /openapi.json for the existing ones.")
}
