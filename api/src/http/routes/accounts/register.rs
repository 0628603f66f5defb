use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
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

/// A new account.
#[derive(Deserialize, ToSchema)]
pub struct Register {
    /// The login name: 3 to 32 letters and digits, with dots, dashes and underscores between them. Case is ignored when names
    /// are compared.
    name: String,
    /// The password: 10 to 128 characters, and not a common password.
    password: String,
    /// The place where the client keeps the refresh token.
    #[serde(default)]
    refresh: KeepRefresh,
}

/// Register
///
/// Creates an account and logs it in. The server stores no e-mail address. The operator of the server can reset a forgotten
/// password.
#[utoipa::path(
    post, path = "/api/accounts", tag = "accounts", request_body = Register,
    responses(
        (status = 201, body = LoggedIn),
        (status = 403, description = "`registration_closed`; `not_allowed`: a page of another origin asked for a cookie", body = ProblemDetails),
        (status = 409, description = "`name_taken`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`", body = ProblemDetails),
    )
)]
pub async fn register(
    State(app): State<App>,
    Address(address): Address,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<Register>,
) -> Result<(StatusCode, Response), ApiError> {
    if body.refresh == KeepRefresh::Cookie {
        same_origin(&headers)?;
    }
    let login = app.accounts.register(&body.name, &body.password, address).await?;
    tracing::info!(account = login.account.id, "account registered");
    Ok((StatusCode::CREATED, logged_in(&app, &login, body.refresh, scheme)?))
}
