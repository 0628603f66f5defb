use axum::{extract::State, http::StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{
    contract::ErrorCode,
    driver::Lane,
    ids::{PlayerId, SessionCode},
    session::{Admission, Answer, Command, Origin, nickname::clean as cleaned},
};
use wpp_library::tokens::{Bearer, Role, link_digest};
use wpp_runtime::{client_address::ClientAddress, crowd::CrowdMember};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Address, Code, Json},
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
    /// A code from `POST …/players/{player_id}/seat-codes`. The join then takes over the seat with this nickname.
    #[serde(default)]
    seat_code: Option<String>,
    /// A random id that the browser keeps: 1 to 64 visible ASCII characters. Recognises a person whom the host removed.
    #[serde(default)]
    device_id: Option<String>,
}

/// The role in which a person joins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum JoinAs {
    /// Takes a seat: in the lobby, or from the next question if the configuration permits late joining.
    #[default]
    Player,
    /// Watches, votes and reacts without a seat. Possible at any time.
    Audience,
}

/// The new member of the session.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    /// The member's id within this session.
    player_id: PlayerId,
    /// The member's role.
    role: JoinAs,
    /// Whether the person waits for approval. The token is valid from the acceptance on. Absent for members.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    waiting: bool,
    /// The member's token. Valid in this session only.
    session_token: String,
    /// The session including the new member.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Join
///
/// Takes a seat in the lobby. If the configuration sets `late_join`, players can also join a running game and play from
/// the next question. `"as": "audience"` joins the audience at any time: without a seat, with votes
/// and reactions. The audience is counted and not listed, so two members may have the same nickname.
///
/// A join with the nickname of a released seat gets that seat, in every status of the session: the same `player_id`, role,
/// score and answers, and a new token.
///
/// With `seat_code`, the join takes over the seat with this nickname, also while its holder is connected. All tokens and sockets
/// of the earlier holder become invalid.
///
/// If the session's `approval` is on, the answer has the status 202 and `"waiting": true`, and the person is in `waiting` of the
/// snapshot. Follow the public events (`role=host` without a token): `session.player_joined` or `session.audience_joined` with
/// this `player_id` is the acceptance, `session.join_declined` the refusal. A repeated call from the same browser with the
/// same nickname gets the same `player_id`. Released seats and seat codes need no approval.
///
/// A person whom the host removed cannot join again. The person is recognised by `device_id`, and by the address unless
/// somebody else in the room shares it.
#[utoipa::path(
    post, path = "/api/sessions/{code}/players", tag = "players", request_body = JoinSession,
    params(("code" = String, Path, description = "The session's code.")),
    responses(
        (status = 201, body = Joined),
        (status = 202, body = Joined, description = "The person waits for approval."),
        (status = 403, description = "`removed`: the host removed this person; `join_declined`: the host declined this browser's request; `wrong_seat_code`", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`nickname_taken`, `session_full`, `room_locked`, `already_started`: join the audience instead", body = ProblemDetails),
        (status = 422, description = "`invalid_input`; `profanity`: the session's word filter rejects the name", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many joins, unknown codes or wrong seat codes from this address", body = ProblemDetails),
    )
)]
pub async fn join(
    State(app): State<App>,
    Code(code): Code,
    Address(address): Address,
    Json(body): Json<JoinSession>,
) -> Result<(StatusCode, axum::Json<Joined>), ApiError> {
    let player_id = app.entropy.player_id();
    let JoinSession { nickname, avatar, role, seat_code, device_id } = body;
    // People who share the operator's machine or an unreadable address are not the same person.
    let is_known = !address.is_exempt() && address != ClientAddress::Unknown;
    let known_address = is_known.then(|| address.to_string());
    let origin = Origin::new(device_id.as_deref(), known_address.as_deref())?;
    let (typed, avatar_key) = (nickname.clone(), avatar.clone());
    let command = match (seat_code, role) {
        (Some(code), _) => Command::TakeSeat { nickname, digest: link_digest(&code), origin },
        (None, JoinAs::Player) => Command::Join { player_id: player_id.clone(), nickname, avatar, origin },
        (None, JoinAs::Audience) => Command::JoinAudience { player_id: player_id.clone(), nickname, avatar, origin },
    };
    let lookup = app.limits.unknown_codes.reserve(address)?;
    let joined = match app.limits.check_join(address, &code) {
        Ok(()) => submit(&app, &code, command, &origin).await,
        Err(error) => Err(error),
    };
    // Wrong codes of a seat are limited like unknown sessions, because a code is short enough to be guessed.
    let is_guess = |error: &ApiError| matches!(error.code, ErrorCode::UnknownSession | ErrorCode::WrongSeatCode);
    if !matches!(&joined, Err(error) if is_guess(error)) {
        lookup.give_back();
    }
    // A released seat has its own id and its former role.
    let Admission { player_id, holder } = joined?.admission.unwrap_or(Admission { player_id, holder: 0 });
    let mut session = app.sessions.load(&code).await?;
    let waiting = session.is_waiting(&player_id);
    if role == JoinAs::Audience && !waiting && session.player(&player_id).is_none() {
        let (nickname, joined_at) = (cleaned(&typed)?, app.sessions.clock().now());
        app.audience.join(&code, &player_id, &CrowdMember { nickname, avatar: avatar_key, origin, joined_at }).await?;
        session = app.sessions.load(&code).await?;
    }
    let role = match () {
        () if waiting => role,
        () if session.player(&player_id).is_some() => JoinAs::Player,
        () => JoinAs::Audience,
    };
    let bearer = Bearer { session: code, born: session.created_at(), role: Role::Player(player_id.clone()), holder };
    let session_token = app.tokens.issue(&bearer)?;
    let snapshot = snapshot(&app, &session, Some(&player_id)).await?;
    let status = if waiting { StatusCode::ACCEPTED } else { StatusCode::CREATED };
    Ok((status, axum::Json(Joined { player_id, role, waiting, session_token, snapshot })))
}

/// Submits a join. The address of a removed person keeps nobody out whose address somebody in the audience shares; the session
/// itself knows the addresses of its players only.
async fn submit(app: &App, code: &SessionCode, command: Command, origin: &Origin) -> Result<Answer, ApiError> {
    let joined = app.actions.submit(code, Lane::Reliable, command.clone()).await;
    let is_removed = matches!(&joined, Err(error) if error.code == ErrorCode::Removed);
    if !is_removed || !app.audience.shares_address(code, origin).await? {
        return joined;
    }
    app.actions.submit(code, Lane::Reliable, command.without_address()).await
}
