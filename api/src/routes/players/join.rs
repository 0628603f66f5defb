use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{driver::Lane, ids::PlayerId, session::Command};
use wpp_library::tokens::{Bearer, Role};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    contract::{AnySnapshot, ShownSnapshot},
    error::{ApiError, ProblemDetails},
    extract::{Code, Json},
};

/// Who joins.
#[derive(Debug, Deserialize, ToSchema)]
pub struct JoinSession {
    /// What they are called: 1 to 20 characters, without control characters.
    nickname: String,
    /// A picture's name, if they chose one.
    #[serde(default)]
    avatar: Option<String>,
    /// Whether they want a seat, or only to watch.
    #[serde(default, rename = "as")]
    role: JoinAs,
}

/// In which role somebody joins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JoinAs {
    /// With a seat: in the lobby, or from the next question where the configuration allows it.
    #[default]
    Player,
    /// Without: at any time, to watch and to react.
    Audience,
}

/// A seat in the session, or a place in the audience.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    /// Who they are in this session.
    player_id: PlayerId,
    /// In which role they are here.
    role: JoinAs,
    /// Speaks for them, in this session only.
    session_token: String,
    /// The session with them in it.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Join
///
/// Takes a seat in the lobby; with `late_join` in the configuration later too, to play from the next
/// question. `"as": "audience"` comes to watch: at any time, without a seat, free to react.
#[utoipa::path(
    post, path = "/api/sessions/{code}/players", tag = "players", request_body = JoinSession,
    params(("code" = String, Path, description = "The session's code.")),
    responses(
        (status = 201, body = Joined),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`nickname_taken`, `session_full`, `already_started`: come as audience", body = ProblemDetails),
        (status = 422, description = "`invalid_input`; `profanity`: a name the room does not take", body = ProblemDetails),
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
    app.batchers.submit(&code, Lane::Reliable, command).await?;
    let session = app.sessions.load(&code).await?;
    let bearer = Bearer { session: code, born: session.created_at(), role: Role::Player(player_id.clone()) };
    let session_token = app.tokens.issue(&bearer)?;
    let snapshot = snapshot(&app, &session, Some(&player_id)).await?;
    Ok((StatusCode::CREATED, axum::Json(Joined { player_id, role, session_token, snapshot })))
}
