//! The check of the host name of every request.

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{allowed_hosts::AllowedHosts, app::App, error::ApiError};

/// Addresses that answer under every name, because balancers choose the name of their checks.
pub(super) const HEALTH: [&str; 2] = ["/healthz", "/readyz"];

/// Refuses requests for a host name under which the server does not answer.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    match check_request(&app.settings.allowed_hosts, &request) {
        Err(error) if !HEALTH.contains(&request.uri().path()) => error.into_response(),
        _ => next.run(request).await,
    }
}

/// Checks the host of the request's target and of every `Host` header. A request without a host is not from a browser.
fn check_request(allowed: &AllowedHosts, request: &Request) -> Result<(), ApiError> {
    if let Some(authority) = request.uri().authority() {
        allowed.check_host(authority.as_str().as_bytes())?;
    }
    request.headers().get_all(header::HOST).iter().try_for_each(|host| allowed.check_host(host.as_bytes()))
}
