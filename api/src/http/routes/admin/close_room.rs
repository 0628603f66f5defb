use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_runtime::session_service::{Receipt, SessionError};

use super::super::sessions::exit::end;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Code, Operator},
    },
};

/// The result of closing a room.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosedRoom {
    /// The number of deleted records, by store; all 0 if no room has the code.
    deleted: Receipt,
}

/// Close a room
///
/// Ends the session and deletes all its data, as its host can. Repeating the call is harmless: a room that is closed already
/// gives the same response, with nothing deleted.
#[utoipa::path(
    delete, path = "/api/admin/sessions/{code}", tag = "administration", operation_id = "close_room",
    params(("code" = String, Path, description = "The session's code.")),
    security(("operator" = [])),
    responses(
        (status = 200, body = ClosedRoom),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
        (status = 404, description = "`unknown_session`: the text is no code", body = ProblemDetails),
    )
)]
pub async fn close_room(
    State(app): State<App>,
    operator: Operator,
    Code(code): Code,
) -> Result<Json<ClosedRoom>, ApiError> {
    let nothing = Receipt { redis_keys: 0, rows: 0, wakeups: 0 };
    let session = match app.sessions.load(&code).await {
        Ok(session) => session,
        Err(SessionError::Unknown) => return Ok(Json(ClosedRoom { deleted: nothing })),
        Err(error) => return Err(error.into()),
    };
    match end(&app, &session).await {
        Ok(deleted) => {
            tracing::info!(operator = %operator.login.name, %code, "room closed by an operator");
            Ok(Json(ClosedRoom { deleted }))
        }
        // Somebody else closed it meanwhile.
        Err(error) if error.code == ErrorCode::UnknownSession => Ok(Json(ClosedRoom { deleted: nothing })),
        Err(error) => Err(error),
    }
}
