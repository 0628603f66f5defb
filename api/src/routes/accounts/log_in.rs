use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{KeepRefresh, LoggedIn, answer::logged_in, cookie::same_origin};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Address, Json},
};

/// Who logs in.
#[derive(Deserialize, ToSchema)]
pub struct LogIn {
    /// The login name, in any case.
    name: String,
    /// The password.
    password: String,
    /// Where the refresh token goes.
    #[serde(default)]
    refresh: KeepRefresh,
}

/// Log in
///
/// Gives a short-lived access token, and a refresh token for the next one. A name that nobody has and
/// a wrong password get the same answer in the same time.
#[utoipa::path(
    post, path = "/api/account/login", tag = "accounts", request_body = LogIn,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "`wrong_credentials`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a cookie for another origin's page", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many wrong passwords, for this account or from this address", body = ProblemDetails),
    )
)]
pub async fn log_in(
    State(app): State<App>,
    Address(address): Address,
    headers: HeaderMap,
    Json(body): Json<LogIn>,
) -> Result<Response, ApiError> {
    if body.refresh == KeepRefresh::Cookie {
        same_origin(&headers)?;
    }
    let login = app.accounts.log_in(&body.name, &body.password, address).await?;
    logged_in(&app, &login, body.refresh)
}
