//! What every call that begins or renews a login answers.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_entity::account;
use wpp_game::{ids::AccountId, time::Timestamp};
use wpp_library::{
    accounts::Login,
    tokens::{Access, Tokens},
};

use super::cookie;
use crate::{app::App, error::ApiError};

/// An account as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    /// What belongs to it refers to it by this.
    pub id: AccountId,
    /// The login name.
    pub name: String,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When its password was last set.
    pub password_changed_at: Timestamp,
}

/// Where the refresh token goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum KeepRefresh {
    /// Into the answer: the client keeps it.
    #[default]
    Body,
    /// Into a cookie no script can read: for browsers, and only from the server's own pages.
    Cookie,
}

/// A login.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoggedIn {
    /// Who is logged in.
    account: AccountView,
    /// Speaks for the account: `Authorization: Bearer …`.
    access_token: String,
    /// Milliseconds the access token is good for.
    expires_in_ms: u64,
    /// Good once, for the next access token; missing when it went into the cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// When the refresh token's time is over.
    refresh_expires_at: Timestamp,
}

impl From<&account::Model> for AccountView {
    fn from(row: &account::Model) -> Self {
        Self {
            id: AccountId(row.id.clone()),
            name: row.name.clone(),
            created_at: Timestamp::from_millis(row.created_at),
            password_changed_at: Timestamp::from_millis(row.password_changed_at),
        }
    }
}

/// The answer to `login`, with its refresh token where it belongs.
pub(super) fn logged_in(app: &App, login: &Login, keep: KeepRefresh) -> Result<Response, ApiError> {
    let access = Access { account: AccountId(login.account.id.clone()), family: login.family.clone() };
    let body = axum::Json(LoggedIn {
        account: AccountView::from(&login.account),
        access_token: app.tokens.issue_access(&access)?,
        expires_in_ms: Tokens::ACCESS_LIFETIME_MS,
        refresh_token: (keep == KeepRefresh::Body).then(|| login.token.clone()),
        refresh_expires_at: login.expires_at,
    });
    match keep {
        KeepRefresh::Body => Ok(body.into_response()),
        KeepRefresh::Cookie => {
            let left = login.expires_at.ms_since(app.sessions.clock().now());
            Ok(with_cookie(cookie::set(&app.settings, &login.token, left), body.into_response()))
        }
    }
}

/// `response` with a cookie set.
pub(super) fn with_cookie(cookie: String, mut response: Response) -> Response {
    // Letters, digits and signs of ours alone: it always is a header's value.
    if let Ok(value) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
