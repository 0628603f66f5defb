//! The worker's HTTP endpoints for operators: `/healthz`, `/readyz` and `/metrics`.

use std::collections::BTreeMap;

use axum::{Json, Router, extract::Query, http::StatusCode, routing::get};
use tokio::net::TcpListener;
use wpp_runtime::{health::HealthCheck, telemetry::Metrics};

/// Serves the endpoints until the process ends.
pub(crate) async fn serve(listener: TcpListener, health: HealthCheck, metrics: Metrics) {
    let ready = async move |Query(query): Query<BTreeMap<String, String>>| {
        let readiness = health.readiness().await;
        let all = query.get("all").is_some_and(|all| all == "1");
        let status = StatusCode::from_u16(readiness.http_status(all)).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
        (status, Json(readiness))
    };
    let router = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(async move || metrics.render()));
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "health and metrics endpoints failed");
    }
}
