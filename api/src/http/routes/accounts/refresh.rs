use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::accounts::{AccountError, TokenStorage};

use super::{KeepRefresh, LoggedIn, answer::logged_in};
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

/// The token to exchange.
#[derive(Deserialize, ToSchema)]
pub struct Refresh {
    /// The refresh token. The default is the token in the cookie.
    #[serde(default)]
    refresh_token: Option<String>,
}

/// Refresh
///
/// Exchanges the refresh token for an access token and the next refresh token. The new token is returned like the old one
/// was sent: in the body or as a cookie. A refresh token is valid once. A second use ends the login, because the token may
/// be stolen. A token in a cookie can be repeated for ten seconds and returns the same successor, because the tabs of a
/// browser share the cookie.
#[utoipa::path(
    post, path = "/api/account/refresh", tag = "accounts", request_body = Refresh,
    responses(
        (status = 200, body = LoggedIn),
        (status = 401, description = "`not_authenticated`: the login has ended", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin used the cookie", body = ProblemDetails),
    )
)]
pub async fn refresh(
    State(app): State<App>,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<Refresh>,
) -> Result<Response, ApiError> {
    if let Some(token) = body.refresh_token {
        let login = app.accounts.refresh(&token, TokenStorage::Client).await?;
        return logged_in(&app, &login, KeepRefresh::Body, scheme);
    }
    let token = REFRESH.read(&headers).ok_or_else(ApiError::not_authenticated)?;
    same_origin(&headers)?;
    match app.accounts.refresh(token, TokenStorage::Cookie).await {
        Ok(login) => logged_in(&app, &login, KeepRefresh::Cookie, scheme),
        Err(error @ AccountError::NotLoggedIn) => {
            // The cookie is useless from now on, so the browser deletes it.
            Ok(with_cookies(REFRESH.clear(scheme), ApiError::from(error).into_response()))
        }
        Err(error) => Err(error.into()),
    }
}
