use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::accounts::AccountError;

use super::{KeepRefresh, LoggedIn, answer::logged_in};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        cookie::same_origin,
        extract::{Account, Address, Json},
        scheme::Scheme,
    },
};

/// A new password.
#[derive(Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The current password.
    password: String,
    /// The new password: 10 to 128 characters.
    new_password: String,
    /// The place where the client keeps the refresh token.
    #[serde(default)]
    refresh: KeepRefresh,
}

/// Change the password
///
/// Changes the password. Ends all logins of the account, including this one, and returns a new login.
#[utoipa::path(
    put, path = "/api/account/password", tag = "accounts", operation_id = "change_password", request_body = ChangePassword,
    security(("account" = [])),
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`wrong_password`; `not_allowed`: the token belongs to a session, not to an account", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many failed attempts", body = ProblemDetails),
    )
)]
pub async fn change(
    State(app): State<App>,
    account: Account,
    Address(address): Address,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<ChangePassword>,
) -> Result<Response, ApiError> {
    if body.refresh == KeepRefresh::Cookie {
        same_origin(&headers)?;
    }
    let changed = app.accounts.change_password(&account.id, &body.password, &body.new_password, address).await;
    let login = changed.map_err(|error| match error {
        // The error is about the strength of the new password.
        AccountError::Password(_) => ApiError::from(error).at("new_password"),
        error => error.into(),
    })?;
    tracing::info!(account = %account.id, "password changed");
    logged_in(&app, &login, body.refresh, scheme)
}
