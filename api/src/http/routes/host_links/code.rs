use axum::{extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::{
    session::{Command, HOST_LINK_MS},
    time::Timestamp,
};
use wpp_library::tokens::link_digest;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::HostOrVip},
};

/// A code for the host's controls.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostCodeCreated {
    /// Six letters, to be typed at `/host/{code}` on the new screen.
    host_code: String,
    /// When the code expires.
    expires_at: Timestamp,
}

/// Create a code for another screen
///
/// Returns a short code that opens the host's controls on another screen: the page `/host/{code}` asks for it. The code works
/// once, within two minutes, at `POST …/host-links/redeem`. With it the VIP moves a room whose screen is lost.
#[utoipa::path(
    post, path = "/api/sessions/{code}/host-codes", tag = "sessions", operation_id = "create_host_code",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = HostCodeCreated),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    HostOrVip { session, .. }: HostOrVip,
) -> Result<(StatusCode, axum::Json<HostCodeCreated>), ApiError> {
    let host_code = app.entropy.session_code().to_string();
    let expires_at = app.sessions.clock().now().plus_ms(HOST_LINK_MS);
    let command = Command::AddHostLink { digest: link_digest(&host_code), expires_at };
    app.sessions.step(session.code(), &[command]).await?.accepted()?;
    Ok((StatusCode::CREATED, axum::Json(HostCodeCreated { host_code, expires_at })))
}
