use axum::{extract::State, http::StatusCode};
use wpp_game::session::Command;

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{HostOrVip, Named},
    },
};

/// Release a seat
///
/// Lets a person back who has lost the token: the next person who joins with the same nickname gets the seat, with its id,
/// score and answers, and a new token. The old token becomes invalid at once. This also works in a running game, in a full
/// room and in a locked room. Repeating the call has no effect.
#[utoipa::path(
    post, path = "/api/sessions/{code}/players/{player_id}/release", tag = "players",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the member."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 204, description = "The seat is released, now or before."),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no member has this id", body = ProblemDetails),
        (status = 409, description = "`still_connected`: the member has an open socket, or is a bot", body = ProblemDetails),
    )
)]
pub async fn release(
    State(app): State<App>,
    named: Named,
    HostOrVip { session, .. }: HostOrVip,
) -> Result<StatusCode, ApiError> {
    let player_id = named.player_of(&session)?;
    app.sessions.step(session.code(), &[Command::Release { player_id }]).await?.accepted()?;
    Ok(StatusCode::NO_CONTENT)
}
