use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::accounts::{AccountError, TokenStorage};

use super::{
    KeepRefresh, LoggedIn,
    answer::{logged_in, with_cookie},
    cookie::{self, same_origin},
};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Json,
};

/// What is exchanged.
#[derive(Deserialize, ToSchema)]
pub struct Refresh {
    /// The refresh token; without it, the cookie's.
    #[serde(default)]
    refresh_token: Option<String>,
}

/// Refresh
///
/// Exchanges the refresh token for an access token and the next refresh token, which comes back the
/// way the old one came: in the body or as a cookie. A token is good once; one that is used again ends
/// the login, for somebody else may have it. Only a cookie's is good for ten seconds more and then
/// gives the same successor: the tabs of a browser share it.
#[utoipa::path(
    post, path = "/api/account/refresh", tag = "accounts", request_body = Refresh,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "`not_authenticated`: the login is over", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a cookie, and another origin's page", body = ProblemDetails),
    )
)]
pub async fn refresh(
    State(app): State<App>,
    headers: HeaderMap,
    Json(body): Json<Refresh>,
) -> Result<Response, ApiError> {
    if let Some(token) = body.refresh_token {
        let login = app.accounts.refresh(&token, TokenStorage::Client).await?;
        return logged_in(&app, &login, KeepRefresh::Body);
    }
    let token = cookie::read(&headers).ok_or_else(ApiError::not_authenticated)?;
    same_origin(&headers)?;
    match app.accounts.refresh(token, TokenStorage::Cookie).await {
        Ok(login) => logged_in(&app, &login, KeepRefresh::Cookie),
        Err(error @ AccountError::NotLoggedIn) => {
            // The browser need not bring it again.
            Ok(with_cookie(cookie::clear(&app.settings), ApiError::from(error).into_response()))
        }
        Err(error) => Err(error.into()),
    }
}
