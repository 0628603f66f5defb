//! Everything that is no call: the browser app.

use axum::response::{IntoResponse, Response};

use crate::error::Problem;

/// There is nothing at this address.
pub async fn serve() -> Response {
    Problem::new("not_found", "There is nothing at this address.").into_response()
}
