use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{KeepRefresh, LoggedIn, answer::logged_in, cookie::same_origin};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Address, Json},
};

/// A new account.
#[derive(Deserialize, ToSchema)]
pub struct Register {
    /// The login name: 3 to 32 letters and digits, with dots, dashes and underscores between them.
    /// Names that differ in case alone are the same.
    name: String,
    /// 10 to 128 characters, and not one of the first that would be guessed.
    password: String,
    /// Where the refresh token goes.
    #[serde(default)]
    refresh: KeepRefresh,
}

/// Register
///
/// Makes an account and logs it in. No address is asked for or kept; who forgets the password asks
/// whoever runs the server.
#[utoipa::path(
    post, path = "/api/accounts", tag = "accounts", request_body = Register,
    responses(
        (status = 201, body = LoggedIn),
        (status = 403, description = "`registration_closed`; `not_allowed`: a cookie for another origin's page", body = ProblemDetails),
        (status = 409, description = "`name_taken`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn register(
    State(app): State<App>,
    Address(address): Address,
    headers: HeaderMap,
    Json(body): Json<Register>,
) -> Result<(StatusCode, Response), ApiError> {
    if body.refresh == KeepRefresh::Cookie {
        same_origin(&headers)?;
    }
    let login = app.accounts.register(&body.name, &body.password, address).await?;
    tracing::info!(account = login.account.id, "account registered");
    Ok((StatusCode::CREATED, logged_in(&app, &login, body.refresh)?))
}
