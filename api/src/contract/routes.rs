//! The endpoints that serve the generated documents.

use axum::Json;

/// OpenAPI
///
/// Returns this description of the REST calls.
#[utoipa::path(get, path = "/openapi.json", tag = "contract", responses((status = 200, body = Object)))]
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(super::openapi())
}

/// AsyncAPI
///
/// Returns the description of the sockets and their messages.
#[utoipa::path(get, path = "/asyncapi.json", tag = "contract", responses((status = 200, body = Object)))]
pub async fn asyncapi() -> Json<serde_json::Value> {
    Json(super::asyncapi())
}
