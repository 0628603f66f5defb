//! The calls of the page `/admin`, for operators.

pub mod accounts;
pub mod back_up;
pub mod close_room;
pub mod delete_account;
pub mod delete_pack;
pub mod events;
pub mod log_in;
pub mod log_out;
pub mod login;
pub mod redeem;
pub mod settings;

use axum::{
    Json,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::time::Timestamp;
use wpp_library::operators::{LOGIN_LIFETIME_MS, OperatorLogin, OperatorName};

use crate::http::{
    cookie::{OPERATOR, with_cookies},
    scheme::Scheme,
};

/// The login of an operator.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorLoginView {
    /// The login name; absent for a login by a one-time link.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Time at which the login ends.
    expires_at: Timestamp,
}

impl From<OperatorLogin> for OperatorLoginView {
    fn from(login: OperatorLogin) -> Self {
        let name = match login.name {
            OperatorName::Account(name) => Some(name),
            OperatorName::Link => None,
        };
        Self { name, expires_at: login.expires_at }
    }
}

/// Returns the response that begins a login: its cookie, and the login.
fn logged_in((token, login): (String, OperatorLogin), scheme: Scheme) -> Response {
    tracing::info!(operator = %login.name, "operator logged in");
    let body = Json(OperatorLoginView::from(login)).into_response();
    with_cookies(OPERATOR.set(scheme, &token, LOGIN_LIFETIME_MS), body)
}
