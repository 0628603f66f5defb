use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::session::Command;
use wpp_library::tokens::{Bearer, Role, link_digest};

use super::super::sessions::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Address, Code, Json, look_up},
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// A link for the host's controls.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RedeemHostLink {
    /// The text after `#link=` in the address, or a code from `POST …/host-codes`.
    link: String,
}

/// The host's controls on a new device.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostLinkRedeemed {
    /// A token of the host.
    host_token: String,
    /// The session.
    #[schema(value_type = ShownSnapshot)]
    snapshot: AnySnapshot,
}

/// Use a link or code of the host
///
/// Exchanges the secret of a link, or a code, for a token of the host. Each works once, within two minutes. The page
/// `/host/{code}` makes this call.
#[utoipa::path(
    post, path = "/api/sessions/{code}/host-links/redeem", tag = "sessions", request_body = RedeemHostLink,
    params(("code" = String, Path, description = "The session's code.")),
    responses(
        (status = 200, body = HostLinkRedeemed),
        (status = 403, description = "`not_allowed`: the link was used before or has expired", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many wrong links or unknown codes from this address", body = ProblemDetails),
    )
)]
pub async fn redeem(
    State(app): State<App>,
    Code(code): Code,
    Address(address): Address,
    Json(RedeemHostLink { link }): Json<RedeemHostLink>,
) -> Result<axum::Json<HostLinkRedeemed>, ApiError> {
    // A token of the caller has no meaning here, so an expired one does not fail the call.
    let session = look_up(&app, address, &code, None).await?;
    // Wrong codes are limited like unknown sessions, because a code is short enough to be guessed.
    let guess = app.limits.unknown_codes.reserve(address)?;
    let command = Command::UseHostLink { digest: link_digest(&link) };
    let session = app.sessions.step(session.code(), &[command]).await?.accepted()?;
    guess.give_back();
    let bearer = Bearer { session: session.code().clone(), born: session.created_at(), role: Role::Host, holder: 0 };
    let host_token = app.tokens.issue(&bearer)?;
    let snapshot = snapshot(&app, &session, None).await?;
    Ok(axum::Json(HostLinkRedeemed { host_token, snapshot }))
}
