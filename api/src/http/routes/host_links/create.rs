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
    http::{ProblemDetails, extract::Host},
};

/// Length of a link's secret: 190 bits.
const SECRET_LETTERS: usize = 32;

/// A link for the host's controls.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostLinkCreated {
    /// The address to open on the other device. Its fragment is the secret; browsers send no fragment to a server.
    url: String,
    /// When the link expires.
    expires_at: Timestamp,
}

/// Create a link for another device
///
/// Returns an address that opens the host's controls on another device. The address works once, within two minutes. The
/// host's token remains valid on this device. Show the address only to the person who takes over the controls.
#[utoipa::path(
    post, path = "/api/sessions/{code}/host-links", tag = "sessions", operation_id = "create_host_link",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 201, body = HostLinkCreated),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is not the host", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    Host(session): Host,
) -> Result<(StatusCode, axum::Json<HostLinkCreated>), ApiError> {
    let secret = app.entropy.word(SECRET_LETTERS);
    let expires_at = app.sessions.clock().now().plus_ms(HOST_LINK_MS);
    let command = Command::AddHostLink { digest: link_digest(&secret), expires_at };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    let url = format!("{}/host/{}#link={secret}", app.link_base(), session.code());
    Ok((StatusCode::CREATED, axum::Json(HostLinkCreated { url, expires_at })))
}
