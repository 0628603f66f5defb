//! Health.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, StatusCode},
    response::IntoResponse,
};
use wpp_runtime::health::Readiness;

use crate::{app::App, http::extract::Query};

/// Alive
///
/// The process is running. Pages under other addresses of the server may call this address, to find out whether they reach it.
#[utoipa::path(get, path = "/healthz", tag = "operation", responses((status = 200, body = String)))]
pub async fn healthz() -> impl IntoResponse {
    ([(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")], "ok")
}

/// Ready
///
/// The process can serve games: the live store takes writes. A database that fails makes the process `degraded`.
#[utoipa::path(
    get, path = "/readyz", tag = "operation",
    params(("all" = Option<String>, Query, description = "With `1`, a degraded process is not ready either.")),
    responses(
        (status = 200, body = Readiness),
        (status = 503, description = "The live store, or with `all` the database, takes no writes.", body = Readiness),
    )
)]
pub async fn readyz(State(app): State<App>, query: Query) -> (StatusCode, Json<Readiness>) {
    let readiness = app.health.readiness().await;
    let status = readiness.http_status(query.get("all") == Some("1"));
    (StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE), Json(readiness))
}
