use axum::{extract::State, http::StatusCode};
use wpp_game::driver::Lane;

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Departure, nobody},
    },
};

/// Remove a player, or leave
///
/// With the host's token: removes a player, a bot or a member of the audience. With the member's own token: the member
/// leaves, and the others receive an event; an audience shrinks without one. In both cases the member's sockets are closed with
/// 4004 and the token becomes invalid. A member who left can join again as a new member while the room is open; a removed person cannot.
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
    let Departure { player_id, session, leaves } = &departure;
    if session.was_removed(player_id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    if session.player(player_id).is_some() || session.is_waiting(player_id) {
        app.actions.submit(session.code(), Lane::Reliable, departure.command()).await?;
        return Ok(StatusCode::NO_CONTENT);
    }
    match app.audience.member(session, player_id).await? {
        Some(member) if !leaves => app.audience.remove(session, player_id, &member).await?,
        // A repetition of the own departure finds no member.
        None if !leaves => return Err(nobody()),
        _ => {
            app.audience.leave(session, player_id).await?;
            app.hub.close_member(session.code(), player_id);
        }
    }
    Ok(StatusCode::NO_CONTENT)
}
