use axum::{extract::State, http::StatusCode};
use wpp_game::contract::ErrorCode;
use wpp_game::driver::Lane;

use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Departure,
};

/// Remove a player, or leave
///
/// With the host's token: shows a player, a bot or somebody in the audience the door. With their own:
/// they give up the seat, and the others are told that they left. Either way their sockets are closed
/// with 4004 and their token never works again. They may join anew, as somebody else, while the lobby
/// is open.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/players/{player_id}", tag = "players",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "Who goes."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 204, description = "They are gone; so they are if they were gone already."),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: neither the host nor the one who goes", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: nobody here has that id", body = ProblemDetails),
    )
)]
pub async fn remove(State(app): State<App>, departure: Departure) -> Result<StatusCode, ApiError> {
    let Departure { player_id, session, .. } = &departure;
    if session.was_removed(player_id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    if session.member(player_id).is_none() {
        return Err(ApiError::new(ErrorCode::NotFound, "Nobody here has that id."));
    }
    app.batchers.submit(session.code(), Lane::Reliable, departure.command()).await?;
    Ok(StatusCode::NO_CONTENT)
}
