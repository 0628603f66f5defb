use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{OperatorLoginView, logged_in};
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

/// The credentials of an account.
#[derive(Deserialize, ToSchema)]
pub struct LogInOperator {
    /// The login name, in upper or lower case.
    name: String,
    /// The password.
    password: String,
}

/// Log in as an operator
///
/// Begins a login of eight hours for an account that may manage the server. Its token is a cookie that scripts cannot read.
/// Wrong passwords count towards the limits of the account's usual login.
#[utoipa::path(
    post, path = "/api/admin/login", tag = "administration", operation_id = "log_in_operator",
    request_body = LogInOperator,
    responses(
        (status = 200, body = OperatorLoginView),
        (status = 401, description = "`wrong_credentials`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the account does not manage the server, or a page of another origin made the call", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many failed attempts, for this account or from this address", body = ProblemDetails),
    )
)]
pub async fn log_in(
    State(app): State<App>,
    Address(address): Address,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<LogInOperator>,
) -> Result<Response, ApiError> {
    same_origin(&headers)?;
    let account = app.accounts.authenticate(&body.name, &body.password, address).await?;
    Ok(logged_in(app.operators.begin(&account).await?, scheme))
}
