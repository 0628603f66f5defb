use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        cookie::{REFRESH, same_origin, with_cookies},
        extract::Json,
        scheme::Scheme,
    },
};

/// The login to end.
#[derive(Deserialize, ToSchema)]
pub struct LogOut {
    /// The refresh token of the login. The default is the token in the cookie.
    #[serde(default)]
    refresh_token: Option<String>,
}

/// Log out
///
/// Ends the login. Its refresh token and all its access tokens become invalid at once. Without a login the response is the
/// same.
#[utoipa::path(
    post, path = "/api/account/logout", tag = "accounts", request_body = LogOut,
    responses(
        (status = 204, description = "Logged out."),
        (status = 403, description = "`not_allowed`: a page of another origin used the cookie", body = ProblemDetails),
    )
)]
pub async fn log_out(
    State(app): State<App>,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<LogOut>,
) -> Result<Response, ApiError> {
    let done = StatusCode::NO_CONTENT.into_response();
    if let Some(token) = body.refresh_token {
        app.accounts.log_out(&token).await?;
        return Ok(done);
    }
    let Some(token) = REFRESH.read(&headers) else { return Ok(done) };
    same_origin(&headers)?;
    app.accounts.log_out(token).await?;
    Ok(with_cookies(REFRESH.clear(scheme), done))
}
