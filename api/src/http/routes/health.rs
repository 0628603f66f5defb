//! Health and metrics.

use axum::{extract::State, http::StatusCode};
use wpp_game::contract::ErrorCode;
use wpp_runtime::redis_connection;

use crate::{app::App, error::ApiError, http::ProblemDetails};

/// Alive
///
/// The process is running.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, body = String)))]
pub async fn healthz() -> &'static str {
    "ok"
}

/// Ready
///
/// The process can serve requests: Redis and the database answer.
#[utoipa::path(
    get, path = "/readyz", tag = "operation",
    responses((status = 200, body = String), (status = 503, description = "`unavailable`", body = ProblemDetails))
)]
pub async fn readyz(State(app): State<App>) -> Result<&'static str, ApiError> {
    redis_connection::ping(app.sessions.store().connection()).await?;
    app.db.ping().await.map_err(|error| {
        tracing::error!(%error, "database does not answer");
        ApiError::new(ErrorCode::Unavailable, "The database does not answer. Try again in a moment.").retry_after(1)
    })?;
    Ok("ok")
}

/// Metrics
///
/// Returns the metrics in the text format of Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operation", responses((status = 200, body = String)))]
pub async fn metrics(State(app): State<App>) -> (StatusCode, String) {
    (StatusCode::OK, app.metrics.render())
}
