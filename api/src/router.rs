//! The router of all addresses: REST calls, sockets, and the browser app.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware,
    response::IntoResponse as _,
    routing::{any, get},
};
use metrics_exporter_prometheus::PrometheusHandle;
use tower_http::{catch_panic::CatchPanicLayer, trace::TraceLayer};
use wpp_game::contract::ErrorCode;

use crate::{
    app::App,
    contract,
    error::ApiError,
    http::{assets, headers, hosts},
    limits::MAX_BODY,
    ws,
};

/// Creates the router of the listener for metrics.
pub fn metrics_router(metrics: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async move || metrics.render()))
}

/// Creates the router of the public addresses.
pub fn router(app: App) -> Router {
    let (calls, _) = contract::documented().split_for_parts();
    calls
        .merge(ws::routes::router(&app))
        .route("/NOTICE", get(assets::notice))
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
        .layer(middleware::from_fn_with_state(app.clone(), hosts::check))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            // Only the path is logged: the query may contain a token.
            tracing::debug_span!("request", method = %request.method(), path = request.uri().path())
        }))
        .with_state(app)
}
