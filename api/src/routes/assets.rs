//! The browser app: built by Vite, embedded, compressed, and cached by the names it was given.

use axum::{Router, http::StatusCode};
use memory_serve::CacheControl;
use wpp_game::contract::ErrorCode;

use crate::error::ApiError;

/// Serves the app's files, and its one page for every address the app itself knows.
#[expect(unused_qualifications, reason = "inside the macro")]
pub fn router() -> Router {
    memory_serve::load!()
        .index_file(Some("/index.html"))
        .fallback(Some("/index.html"))
        .fallback_status(StatusCode::OK)
        .html_cache_control(CacheControl::NoCache)
        // Vite puts a hash of its content into every other file's name.
        .cache_control(CacheControl::Long)
        .into_router()
}

/// There is no such call.
pub async fn no_such_call() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "There is nothing at this address.")
}
