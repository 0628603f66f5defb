use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{driver::Lane, ids::PlayerId, session::Command};
use wpp_library::tokens::{Bearer, Role};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Code, Json},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// The person who joins.
#[derive(Debug, Deserialize, ToSchema)]
pub struct JoinSession {
    /// The displayed name: 1 to 20 characters, without control characters.
    nickname: String,
    /// The name of the chosen avatar.
    #[serde(default)]
    avatar: Option<String>,
    /// The role: a seat in the game, or the audience.
    #[serde(default, rename = "as")]
    role: JoinAs,
}

/// The role in which a person joins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JoinAs {
    /// Takes a seat: in the lobby, or from the next question if the configuration permits late joining.
    #[default]
    Player,
    /// Watches and reacts without a seat. Possible at any time.
    Audience,
}

/// The new member of the session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    /// The member's id within this session.
    player_id: PlayerId,
    /// The member's role.
    role: JoinAs,
    /// The member's token. Valid in this session only.
    session_token: String,
    /// The session including the new member.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Join
///
/// Takes a seat in the lobby. If the configuration sets `late_join`, players can also join a running game and play from
/// the next question. `"as": "audience"` joins the audience at any time: without a seat, with reactions.
#[utoipa::path(
    post, path = "/api/sessions/{code}/players", tag = "players", request_body = JoinSession,
    params(("code" = String, Path, description = "The session's code.")),
    responses(
        (status = 201, body = Joined),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`nickname_taken`, `session_full`, `already_started`: join the audience instead", body = ProblemDetails),
        (status = 422, description = "`invalid_input`; `profanity`: the session's word filter rejects the name", body = ProblemDetails),
    )
)]
pub async fn join(
    State(app): State<App>,
    Code(code): Code,
    Json(body): Json<JoinSession>,
) -> Result<(StatusCode, axum::Json<Joined>), ApiError> {
    let player_id = app.entropy.player_id();
    let JoinSession { nickname, avatar, role } = body;
    let command = match role {
        JoinAs::Player => Command::Join { player_id: player_id.clone(), nickname, avatar },
        JoinAs::Audience => Command::JoinAudience { player_id: player_id.clone(), nickname, avatar },
    };
    app.actions.submit(&code, Lane::Reliable, command).await?;
    let session = app.sessions.load(&code).await?;
    let bearer = Bearer { session: code, born: session.created_at(), role: Role::Player(player_id.clone()) };
    let session_token = app.tokens.issue(&bearer)?;
    let snapshot = snapshot(&app, &session, Some(&player_id)).await?;
    Ok((StatusCode::CREATED, axum::Json(Joined { player_id, role, session_token, snapshot })))
}
