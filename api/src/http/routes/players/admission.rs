use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_game::session::Command;

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{HostOrVip, Json, Named},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// The decision about a person who waits.
#[derive(Debug, Deserialize, ToSchema)]
pub struct DecideJoin {
    /// `true` admits the person, `false` declines the request.
    accepted: bool,
}

/// Accept or decline a join
///
/// Decides about a person who waits for approval. An accepted person gets the seat or the place in the audience that the person
/// asked for. A declined browser cannot ask again while approval is required (`join_declined`). Repeating the call has no
/// effect.
#[utoipa::path(
    put, path = "/api/sessions/{code}/players/{player_id}/admission", tag = "players", operation_id = "decide_join",
    request_body = DecideJoin,
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the waiting person."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: nobody with this id waits", body = ProblemDetails),
        (status = 409, description = "`session_full`, `already_started`: the person keeps waiting", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn decide(
    State(app): State<App>,
    Named { player_id }: Named,
    HostOrVip { session, vip }: HostOrVip,
    Json(DecideJoin { accepted }): Json<DecideJoin>,
) -> Result<axum::Json<AnySnapshot>, ApiError> {
    if accepted {
        if app.audience.member(&session, &player_id).await?.is_some() {
            // The call is a repetition.
            return snapshot(&app, &session, vip.as_ref()).await.map(axum::Json);
        }
        app.audience.admit_waiting(&session, Some(&player_id)).await?;
    }
    let command = Command::DecideJoin { player_id, accepted };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    snapshot(&app, &session, vip.as_ref()).await.map(axum::Json)
}
