use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    answer::with_cookie,
    cookie::{self, same_origin},
};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Json,
};

/// Which login ends.
#[derive(Deserialize, ToSchema)]
pub struct LogOut {
    /// The login's refresh token; without it, the cookie's.
    #[serde(default)]
    refresh_token: Option<String>,
}

/// Log out
///
/// Ends the login: its refresh token, and at once also every access token issued for it. Without a
/// login there is nothing to end, and the answer is the same.
#[utoipa::path(
    post, path = "/api/account/logout", tag = "accounts", request_body = LogOut,
    responses(
        (status = 204, description = "Logged out."),
        (status = 403, description = "`not_allowed`: a cookie, and another origin's page", body = ProblemDetails),
    )
)]
pub async fn log_out(
    State(app): State<App>,
    headers: HeaderMap,
    Json(body): Json<LogOut>,
) -> Result<Response, ApiError> {
    let done = StatusCode::NO_CONTENT.into_response();
    if let Some(token) = body.refresh_token {
        app.accounts.log_out(&token).await?;
        return Ok(done);
    }
    let Some(token) = cookie::read(&headers) else { return Ok(done) };
    same_origin(&headers)?;
    app.accounts.log_out(token).await?;
    Ok(with_cookie(cookie::clear(&app.settings), done))
}
