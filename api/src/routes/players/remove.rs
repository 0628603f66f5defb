use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;
use wpp_game::{driver::Lane, ids::PlayerId, session::Command};

use crate::{
    app::App,
    error::{Problem, ProblemBody},
    extract::Host,
};

/// The path's second part; the code is the host's business.
#[derive(Deserialize)]
pub struct Named {
    player_id: PlayerId,
}

/// Remove a player
///
/// Or a bot, or somebody in the audience. Their sockets are closed with 4004 and their token never works again. They may join anew,
/// as somebody else, while the lobby is open.
#[utoipa::path(
    delete, path = "/api/sessions/{code}/players/{player_id}", tag = "players",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "Who is removed."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 204, description = "They are gone; so they are if they were gone already."),
        (status = 401, description = "`not_authenticated`", body = ProblemBody),
        (status = 403, description = "`not_allowed`", body = ProblemBody),
        (status = 404, description = "`unknown_session`, `not_found`: nobody here has that id", body = ProblemBody),
    )
)]
pub async fn remove(
    State(app): State<App>,
    Host(session): Host,
    Path(Named { player_id }): Path<Named>,
) -> Result<StatusCode, Problem> {
    if session.was_removed(&player_id) {
        return Ok(StatusCode::NO_CONTENT);
    }
    if session.member(&player_id).is_none() {
        return Err(Problem::new("not_found", "Nobody here has that id."));
    }
    let command = Command::Remove { player_id };
    app.mailboxes
        .submit(session.code(), Lane::Reliable, command)
        .await
        .map_err(|error| Problem::from(error.as_ref()))??;
    Ok(StatusCode::NO_CONTENT)
}
