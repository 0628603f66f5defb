//! The endpoints that serve the generated documents.

use axum::{Json, extract::State};

use crate::app::App;

/// OpenAPI
///
/// Returns this description of the REST calls.
#[utoipa::path(get, path = "/openapi.json", tag = "contract", responses((status = 200, body = Object)))]
pub async fn openapi(State(app): State<App>) -> Json<utoipa::openapi::OpenApi> {
    Json(super::openapi(app.sessions.registry()))
}

/// AsyncAPI
///
/// Returns the description of the sockets and their messages.
#[utoipa::path(get, path = "/asyncapi.json", tag = "contract", responses((status = 200, body = Object)))]
pub async fn asyncapi(State(app): State<App>) -> Json<serde_json::Value> {
    Json(super::asyncapi(app.sessions.registry()))
}
