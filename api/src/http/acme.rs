//! The answers to challenges of an ACME server (RFC 8555, section 8.3).

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

use crate::app::App;

/// Start of the addresses that an ACME server opens. They answer without HTTPS.
pub(super) const CHALLENGES: &str = "/.well-known/acme-challenge/";

/// The route of the answers.
pub const CHALLENGE_ROUTE: &str = "/.well-known/acme-challenge/{token}";

/// Returns the answer to a challenge.
pub async fn challenge(State(app): State<App>, Path(token): Path<String>) -> Response {
    match app.challenge_answers.find(&token).await {
        Ok(Some(answer)) => ([(header::CONTENT_TYPE, "application/octet-stream")], answer).into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, "There is no challenge with this token.").into_response(),
        Err(error) => {
            tracing::warn!(%error, "challenge of the ACME server not answered");
            (StatusCode::SERVICE_UNAVAILABLE, "Redis does not answer. Try again.").into_response()
        }
    }
}
