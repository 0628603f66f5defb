use std::collections::BTreeMap;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_runtime::session_service::SessionError;

use super::{answer::with_cookie, cookie, sessions::hosted};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Address, Json},
};

/// The owner's word.
#[derive(Deserialize, ToSchema)]
pub struct DeleteAccount {
    /// The account's password.
    password: String,
}

/// What was deleted: all there was.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeletedAccount {
    /// Rows of the database, by table.
    rows: BTreeMap<String, u64>,
    /// Sessions that were ended.
    sessions: usize,
}

/// Delete the account
///
/// With everything that belongs to it, the sessions it hosts included: their games end. There is no
/// way back.
#[utoipa::path(
    delete, path = "/api/account", tag = "accounts", request_body = DeleteAccount,
    security(("account" = [])),
    responses(
        (status = 200, body = DeletedAccount),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`wrong_password`; `not_allowed`: a token of a session", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many wrong passwords", body = ProblemDetails),
    )
)]
pub async fn delete(
    State(app): State<App>,
    account: Account,
    Address(address): Address,
    Json(body): Json<DeleteAccount>,
) -> Result<Response, ApiError> {
    let row = app.accounts.confirm(&account.id, &body.password, address).await?;
    let sessions = hosted(&app, &account.id).await?;
    // The account first: should the rest fail, what is left ends by itself and belongs to nobody.
    let rows = app.accounts.delete(&row, app.sessions.registry()).await?;
    for session in &sessions {
        match app.sessions.exit(session.code()).await {
            Ok(_) | Err(SessionError::Unknown) => {}
            Err(error) => tracing::warn!(code = %session.code(), %error, "a session outlives its owner"),
        }
    }
    tracing::info!(account = %account.id, rows = rows.values().sum::<u64>(), sessions = sessions.len(), "account deleted");
    let deleted = axum::Json(DeletedAccount { rows, sessions: sessions.len() });
    Ok(with_cookie(cookie::clear(&app.settings), deleted.into_response()))
}
