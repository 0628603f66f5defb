use axum::{extract::State, http::StatusCode};
use wpp_game::{contract::ErrorCode, driver::Lane};

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Departure},
};

/// Remove a player, or leave
///
/// With the host's token: removes a player, a bot or a member of the audience. With the member's own token: the member
/// leaves, and the others receive an event. In both cases the member's sockets are closed with 4004 and the token becomes
/// invalid. A member who left can join again as a new member while the room is open; a removed person cannot.
///
/// For a person who waits for approval, the host's token declines the request, and the person's own token withdraws it.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/players/{player_id}", tag = "players", operation_id = "remove_player",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the member."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 204, description = "The member was removed, now or before."),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor this member", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no member has this id", body = ProblemDetails),
    )
)]
pub async fn remove(State(app): State<App>, departure: Departure) -> Result<StatusCode, ApiError> {
    let Departure { player_id, session, .. } = &departure;
    if session.was_removed(player_id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    if session.member(player_id).is_none() && !session.is_waiting(player_id) {
        return Err(ApiError::new(ErrorCode::NotFound, "Nobody in this session has this id."));
    }
    app.actions.submit(session.code(), Lane::Reliable, departure.command()).await?;
    Ok(StatusCode::NO_CONTENT)
}
