//! The router of all addresses: REST calls, sockets, and the browser app.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    response::IntoResponse as _,
    routing::{any, get},
};
use tower_http::catch_panic::CatchPanicLayer;
use wpp_game::contract::ErrorCode;
use wpp_runtime::telemetry::Metrics;

use crate::{
    app::App,
    contract,
    error::ApiError,
    http::{acme, assets, headers, hosts, observe, scheme},
    limits::MAX_BODY,
    ws,
};

/// Creates the router of the listener for metrics.
pub fn metrics_router(metrics: Metrics) -> Router {
    Router::new().route("/metrics", get(async move || metrics.render()))
}

/// Creates the router of the public addresses.
pub fn router(app: App) -> Router {
    let (calls, _) = contract::documented().split_for_parts();
    #[cfg(debug_assertions)]
    let calls = calls.merge(crate::http::routes::simulator::router());
    calls
        .merge(ws::routes::router(&app))
        .route("/NOTICE", get(assets::notice))
        .route(acme::CHALLENGE_ROUTE, get(acme::challenge))
        // Metrics have a separate listener. The fallback would answer with the app's page.
        .route("/metrics", any(assets::unknown_address))
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
        .layer(middleware::from_fn_with_state(app.clone(), scheme::redirect))
        .layer(middleware::from_fn_with_state(app.clone(), hosts::check))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(middleware::from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}
