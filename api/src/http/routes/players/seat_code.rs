use axum::{extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::{
    session::{Command, SEAT_CODE_MS},
    time::Timestamp,
};
use wpp_library::tokens::link_digest;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::SeatKeeper},
};

/// A code for a seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatCodeCreated {
    /// Six letters, to be typed together with the nickname of the seat.
    seat_code: String,
    /// When the code expires.
    expires_at: Timestamp,
}

/// Create a code for a seat
///
/// Returns a short code with which a person takes the seat over to another browser: `POST …/players` with the same nickname
/// and this `seat_code`. The code works once, within two minutes, and replaces an earlier code of the seat. The person, the
/// host and the VIP can create it.
#[utoipa::path(
    post, path = "/api/sessions/{code}/players/{player_id}/seat-codes", tag = "players", operation_id = "create_seat_code",
    params(
        ("code" = String, Path, description = "The session's code."),
        ("player_id" = String, Path, description = "The id of the member."),
    ),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = SeatCodeCreated),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the member nor the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`, `not_found`: no member has this id", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the member is a bot", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    SeatKeeper { player_id, session, .. }: SeatKeeper,
) -> Result<(StatusCode, axum::Json<SeatCodeCreated>), ApiError> {
    let seat_code = app.entropy.session_code().to_string();
    let expires_at = app.sessions.clock().now().plus_ms(SEAT_CODE_MS);
    let command = Command::AddSeatCode { player_id, digest: link_digest(&seat_code), expires_at };
    app.sessions.step(session.code(), &[command]).await?.accepted()?;
    Ok((StatusCode::CREATED, axum::Json(SeatCodeCreated { seat_code, expires_at })))
}
