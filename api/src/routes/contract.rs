//! The contract, as machines read it.

use axum::Json;

/// OpenAPI
///
/// This description of the REST calls.
#[utoipa::path(get, path = "/openapi.json", tag = "contract", responses((status = 200, body = Object)))]
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::contract::openapi())
}

/// AsyncAPI
///
/// The description of the socket and its messages.
#[utoipa::path(get, path = "/asyncapi.json", tag = "contract", responses((status = 200, body = Object)))]
pub async fn asyncapi() -> Json<serde_json::Value> {
    Json(crate::contract::asyncapi())
}
