//! The worker's HTTP endpoints for operators: `/healthz`, `/readyz` and `/metrics`.

use axum::{Router, http::StatusCode, routing::get};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use wpp_runtime::redis_connection;
use wpp_runtime::redis_connection::RedisConnection;

/// Serves the endpoints until the process ends.
pub(crate) async fn serve(listener: TcpListener, redis: RedisConnection, metrics: PrometheusHandle) {
    let ready = async move || match redis_connection::ping(&redis).await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(%error, "Redis does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "Redis does not answer")
        }
    };
    let router = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(async move || metrics.render()));
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "health and metrics endpoints failed");
    }
}
