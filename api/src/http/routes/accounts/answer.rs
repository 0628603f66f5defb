//! The response of every call that starts or renews a login.

use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_entity::account;
use wpp_game::{ids::AccountId, time::Timestamp};
use wpp_library::{
    accounts::Login,
    tokens::{Access, Tokens},
};

use crate::{
    app::App,
    error::ApiError,
    http::{
        cookie::{REFRESH, with_cookies},
        scheme::Scheme,
    },
};

/// An account, as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Account)]
pub struct AccountView {
    /// The id by which other records reference the account.
    pub id: AccountId,
    /// The login name.
    pub name: String,
    /// Time of the registration.
    pub created_at: Timestamp,
    /// Time of the last change of the password.
    pub password_changed_at: Timestamp,
}

/// The place where the client keeps the refresh token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum KeepRefresh {
    /// The response body. The client stores the token.
    #[default]
    Body,
    /// A cookie that scripts cannot read. Only for pages of this server.
    Cookie,
}

/// A login.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoggedIn {
    /// The account that is logged in.
    account: AccountView,
    /// The access token, for `Authorization: Bearer …`.
    access_token: String,
    /// Lifetime of the access token in milliseconds.
    expires_in_ms: u64,
    /// The refresh token, valid for one refresh. Missing if it was sent as a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// Time at which the refresh token expires.
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

/// Creates the response for `login`, with the refresh token in the body or in a cookie.
pub(super) fn logged_in(app: &App, login: &Login, keep: KeepRefresh, scheme: Scheme) -> Result<Response, ApiError> {
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
            Ok(with_cookies(REFRESH.set(scheme, &login.token, left), body.into_response()))
        }
    }
}
