use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::{
    ids::{AccountId, SessionCode},
    session::{Session, Status},
    time::Timestamp,
};
use wpp_runtime::session_service::SessionError;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// A session that the account hosts.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostedView {
    /// The code of the session.
    code: SessionCode,
    /// The key of the cartridge.
    cartridge: String,
    /// The status of the session.
    status: Status,
    /// Time of creation.
    created_at: Timestamp,
}

/// List hosted sessions
///
/// Returns the existing sessions that the account created, newest first. The account's token controls them from every
/// device.
#[utoipa::path(
    get, path = "/api/account/sessions", tag = "accounts", operation_id = "list_account_sessions", security(("account" = [])),
    responses(
        (status = 200, body = [HostedView]),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the token belongs to a session, not to an account", body = ProblemDetails),
    )
)]
pub async fn list(State(app): State<App>, account: Account) -> Result<Json<Vec<HostedView>>, ApiError> {
    let view = |session: &Session| HostedView {
        code: session.code().clone(),
        cartridge: session.cartridge().to_owned(),
        status: session.status(),
        created_at: session.created_at(),
    };
    Ok(Json(hosted(&app, &account.id).await?.iter().map(view).collect()))
}

/// Returns the sessions that `owner` hosts. Removes sessions that no longer exist from the owner's list.
pub(super) async fn hosted(app: &App, owner: &AccountId) -> Result<Vec<Session>, ApiError> {
    let list = app.accounts.hosted();
    let mut sessions = Vec::new();
    for code in list.codes(owner).await? {
        match app.sessions.load(&code).await {
            Ok(session) if session.owner() == Some(owner) => sessions.push(session),
            Ok(_) | Err(SessionError::Unknown) => list.remove(owner, &code).await?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(sessions)
}
