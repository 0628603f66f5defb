use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{KeepRefresh, LoggedIn, answer::logged_in};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        cookie::same_origin,
        extract::{Address, Json},
        scheme::Scheme,
    },
};

/// The credentials.
#[derive(Deserialize, ToSchema)]
pub struct LogIn {
    /// The login name, in upper or lower case.
    name: String,
    /// The password.
    password: String,
    /// The place where the client keeps the refresh token.
    #[serde(default)]
    refresh: KeepRefresh,
}

/// Log in
///
/// Returns a short-lived access token, and a refresh token for the next one. An unknown name and a wrong password have the
/// same response after the same time.
#[utoipa::path(
    post, path = "/api/account/login", tag = "accounts", request_body = LogIn,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "`wrong_credentials`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin asked for a cookie", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many failed attempts, for this account or from this address", body = ProblemDetails),
    )
)]
pub async fn log_in(
    State(app): State<App>,
    Address(address): Address,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<LogIn>,
) -> Result<Response, ApiError> {
    if body.refresh == KeepRefresh::Cookie {
        same_origin(&headers)?;
    }
    let login = app.accounts.log_in(&body.name, &body.password, address).await?;
    logged_in(&app, &login, body.refresh, scheme)
}
