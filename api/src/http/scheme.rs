//! The scheme of a request, and the redirect to HTTPS.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{acme::CHALLENGES, hosts::HEALTH};
use crate::app::App;

/// How the client's browser connects: to this process, or to the reverse proxy in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Without encryption.
    Http,
    /// Over TLS.
    Https,
}

impl FromRequestParts<App> for Scheme {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let of_connection = parts.extensions.get().copied().unwrap_or(Self::Http);
        Ok(if app.is_public_https() { Self::Https } else { of_connection })
    }
}

/// Redirects plain requests to `PUBLIC_URL` where this process serves it over HTTPS. Balancers may check the health
/// without encryption, and ACME servers open their challenges so.
pub async fn redirect(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_plain = request.extensions().get() == Some(&Scheme::Http);
    let path = request.uri().path();
    let is_exempt = HEALTH.contains(&path) || path.starts_with(CHALLENGES);
    if !is_plain || is_exempt || !app.serves_public_https() {
        return next.run(request).await;
    }
    let rest = request.uri().path_and_query().map_or("/", |rest| rest.as_str());
    match HeaderValue::try_from(format!("{}{rest}", app.settings.public_url)) {
        Ok(location) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}
