//! The worker's HTTP endpoints for operators: `/healthz`, `/readyz` and `/metrics`.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{Json, Router, extract::Query, http::StatusCode, routing::get};
use tokio::net::TcpListener;
use wpp_runtime::{health::HealthCheck, telemetry::Metrics};

/// The endpoints, bound to their address.
pub(crate) struct HealthServer {
    pub(crate) listener: TcpListener,
    pub(crate) check: HealthCheck,
    pub(crate) metrics: Metrics,
}

impl HealthServer {
    /// Returns the listening address.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Serves the endpoints until the process ends.
    pub(crate) async fn serve(self) {
        let Self { listener, check, metrics } = self;
        let ready = async move |Query(query): Query<BTreeMap<String, String>>| {
            let readiness = check.readiness().await;
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
}
