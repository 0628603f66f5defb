use axum::extract::State;
use wpp_game::{session::Command, time::Timestamp};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Host, Query},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// Remove recent arrivals
///
/// Removes everybody who joined at `since` or later: players and the audience, but not bots. Each of them is removed as by
/// `DELETE …/players/{player_id}` and cannot join again. Lock the room first to keep further people out.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/players", tag = "players",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("since" = String, Query, description = "The earliest moment of joining, in RFC 3339, such as `2026-01-31T19:00:00.000Z`."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not the host", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: `since` is missing or is not a time", body = ProblemDetails),
    )
)]
pub async fn remove_since(
    State(app): State<App>,
    Host(session): Host,
    query: Query,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    let since = query.get("since").and_then(Timestamp::parse_rfc3339).ok_or_else(|| {
        ApiError::invalid("`since` must be a time in RFC 3339, such as `2026-01-31T19:00:00.000Z`.").at("since")
    })?;
    // The audience goes first: an address that only people in it share identifies nobody.
    app.audience.remove_since(session.code(), since).await?;
    let session = app.sessions.step(session.code(), &[Command::RemoveSince { since }]).await?.accepted()?;
    snapshot(&app, &session, None).await.map(axum::Json)
}
