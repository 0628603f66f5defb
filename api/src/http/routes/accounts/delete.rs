use std::collections::BTreeMap;
use wpp_runtime::telemetry::chain;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_entity::account;
use wpp_game::ids::AccountId;
use wpp_runtime::session_service::SessionError;

use super::sessions::hosted;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        cookie::{REFRESH, with_cookies},
        extract::{Account, Address, Json},
        scheme::Scheme,
    },
};

/// The confirmation of the owner.
#[derive(Deserialize, ToSchema)]
pub struct DeleteAccount {
    /// The account's password.
    password: String,
}

/// The deleted records.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeletedAccount {
    /// Number of deleted database rows, by table.
    rows: BTreeMap<String, u64>,
    /// Number of ended sessions.
    sessions: usize,
}

/// Delete the account
///
/// Deletes the account and everything that belongs to it. Sessions that the account hosts end. The deletion cannot be
/// undone.
#[utoipa::path(
    delete, path = "/api/account", tag = "accounts", operation_id = "delete_account", request_body = DeleteAccount,
    security(("account" = [])),
    responses(
        (status = 200, body = DeletedAccount),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`wrong_password`; `not_allowed`: the token belongs to a session, not to an account", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many failed attempts", body = ProblemDetails),
    )
)]
pub async fn delete(
    State(app): State<App>,
    account: Account,
    Address(address): Address,
    scheme: Scheme,
    Json(body): Json<DeleteAccount>,
) -> Result<Response, ApiError> {
    let row = app.accounts.confirm(&account.id, &body.password, address).await?;
    let deleted = axum::Json(remove(&app, &row).await?);
    Ok(with_cookies(REFRESH.clear(scheme), deleted.into_response()))
}

/// Deletes an account with everything it owns, and ends the sessions that it hosts.
///
/// # Errors
/// `not_authenticated` if the account does not exist, or `unavailable`.
pub(in crate::http::routes) async fn remove(app: &App, row: &account::Model) -> Result<DeletedAccount, ApiError> {
    let id = AccountId(row.id.clone());
    let sessions = hosted(app, &id).await?;
    // The account is deleted first. If a later step fails, the remaining sessions have no owner and expire.
    let rows = app.accounts.delete(row, app.presets.registry()).await?;
    for session in &sessions {
        match app.sessions.exit(session.code()).await {
            Ok(_) | Err(SessionError::Unknown) => {}
            Err(error) => {
                tracing::warn!(code = %session.code(), error = %chain(&error), "session of a deleted account not ended")
            }
        }
    }
    tracing::info!(account = %id, rows = rows.values().sum::<u64>(), sessions = sessions.len(), "account deleted");
    Ok(DeletedAccount { rows, sessions: sessions.len() })
}
