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
    error::{ApiError, ProblemDetails},
    extract::Account,
};

/// A session the account hosts.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostedView {
    /// Its code.
    code: SessionCode,
    /// The game's key.
    cartridge: String,
    /// Where it is in its life.
    status: Status,
    /// When it was made.
    created_at: Timestamp,
}

/// See one's sessions
///
/// Those the account made and that are still there, the latest first. Its token steers them from
/// whatever device it is logged in at.
#[utoipa::path(
    get, path = "/api/account/sessions", tag = "accounts", security(("account" = [])),
    responses(
        (status = 200, body = [HostedView]),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a token of a session", body = ProblemDetails),
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

/// The sessions that `owner` hosts now. Those that are gone are taken out of its list.
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
