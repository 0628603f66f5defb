//! Extractors. They load the session named in the path and its caller, *and* authorise the caller: a handler with a
//! [`Host`] or a [`Player`] cannot skip the check.

mod account;
mod address;
mod body;
mod code;
mod departure;
mod found;
mod host;
mod named;
mod operator;
mod participant;
mod player;
mod query;
mod seat_keeper;
mod viewer;

pub use self::{
    account::Account,
    address::Address,
    body::Json,
    code::Code,
    departure::Departure,
    found::Found,
    host::{Host, HostOrVip, Moderator},
    named::Named,
    operator::Operator,
    participant::SessionParticipant,
    player::Player,
    query::Query,
    seat_keeper::SeatKeeper,
    viewer::Viewer,
};

pub(crate) use self::found::look_up;
pub(in crate::http) use self::named::nobody;

use axum::http::{HeaderMap, header};
use wpp_game::{contract::ErrorCode, ids::PlayerId, session::Session};
use wpp_library::tokens::{Bearer, Caller, Role};

use crate::{app::App, error::ApiError};

/// Returns the bearer of the request's token, or `None` without a token.
///
/// # Errors
/// `not_authenticated` for a malformed header or an invalid token.
fn bearer(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, ApiError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| ApiError::not_authenticated())?;
    let (scheme, token) = text.split_once(' ').ok_or_else(ApiError::not_authenticated)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(ApiError::not_authenticated());
    }
    Ok(Some(app.tokens.read_any(token.trim())?))
}

/// Reports whether `caller` is the session's host, by the host token or as the account that owns the session.
///
/// # Errors
/// `not_authenticated` if the account has logged out, or `unavailable`.
pub(crate) async fn is_host(app: &App, caller: Caller, session: &Session) -> Result<bool, ApiError> {
    match caller {
        Caller::Session(bearer) => Ok(bearer.role == Role::Host && is_for_session(&bearer, session)),
        Caller::Account(access) => {
            let account = Account::of(app, access).await?;
            Ok(session.owner() == Some(&account.id))
        }
    }
}

/// Returns the player or the member of the audience that the token identifies; `None` for the host.
///
/// # Errors
/// `not_allowed` if the token belongs to another session or its member was removed, `not_authenticated` if the seat was
/// released since the token was issued, `awaiting_approval` or `join_declined` for a person whom the host did not accept.
async fn member<'a>(app: &App, bearer: &'a Bearer, session: &Session) -> Result<Option<&'a PlayerId>, ApiError> {
    if !is_for_session(bearer, session) {
        return Err(ApiError::not_allowed());
    }
    let Role::Player(id) = &bearer.role else { return Ok(None) };
    match session.player(id) {
        Some(player) if player.holder != bearer.holder => Err(ApiError::not_authenticated()),
        Some(_) => Ok(Some(id)),
        None if app.audience.member(session, id).await?.is_some() => Ok(Some(id)),
        None => Err(not_a_member(id, session)),
    }
}

/// Returns the error for a token whose person is not in the session.
fn not_a_member(id: &PlayerId, session: &Session) -> ApiError {
    if session.is_waiting(id) {
        let message = "The host has not decided about your request yet. Wait until you are accepted.";
        return ApiError::new(ErrorCode::AwaitingApproval, message);
    }
    if session.was_declined(id) {
        let message = "The host declined your request to join. Ask the host in person.";
        return ApiError::new(ErrorCode::JoinDeclined, message);
    }
    ApiError::not_allowed()
}

/// Reports whether the token was issued for this session, and not for an earlier session with the same code.
fn is_for_session(bearer: &Bearer, session: &Session) -> bool {
    bearer.session == *session.code() && bearer.born == session.created_at()
}
