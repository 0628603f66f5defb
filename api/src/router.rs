//! The router of all addresses: REST calls, sockets, and the browser app.

use axum::{Router, extract::DefaultBodyLimit, middleware, response::IntoResponse as _, routing::any};
use tower_http::catch_panic::CatchPanicLayer;
use wpp_game::contract::ErrorCode;

use crate::{
    app::App,
    contract,
    error::ApiError,
    http::{assets, headers, hosts, observe},
    limits::MAX_BODY,
    ws,
};

/// Creates the router of the process.
pub fn router(app: App) -> Router {
    let (calls, _) = contract::documented().split_for_parts();
    calls
        .merge(ws::routes::router(&app))
        .route("/api", any(assets::unknown_address))
        .route("/api/", any(assets::unknown_address))
        .route("/api/{*rest}", any(assets::unknown_address))
        .route("/ws/{*rest}", any(assets::unknown_address))
        .fallback_service(assets::router())
        .method_not_allowed_fallback(async || {
            let detail = "This address does not support this HTTP method. See /openapi.json for the supported ones.";
            ApiError::new(ErrorCode::MethodNotAllowed, detail)
        })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(|_| ApiError::unavailable().into_response()))
        .layer(middleware::from_fn_with_state(app.clone(), hosts::check))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(middleware::from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}
