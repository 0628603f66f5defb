use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_game::session::Command;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{HostOrVip, Json},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// Whether joins need approval.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RequireApproval {
    /// `true` lets everybody wait who joins, `false` admits everybody who waits.
    required: bool,
}

/// Require approval of joins
///
/// Starts or ends the approval of joins, in every status of the session. While approval is required, a person who joins as a
/// player or as audience waits until the host or the VIP decides. The end of the approval admits the waiting people; those for
/// whom there is no seat receive `session.join_declined` and can join again. Repeating the call has no effect.
#[utoipa::path(
    put, path = "/api/sessions/{code}/approval", tag = "sessions", request_body = RequireApproval,
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn require_approval(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
    Json(RequireApproval { required }): Json<RequireApproval>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    if !required {
        app.audience.admit_waiting(&session, None).await?;
    }
    let session = app.sessions.step(session.code(), &[Command::RequireApproval { required }]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(axum::Json)
}
