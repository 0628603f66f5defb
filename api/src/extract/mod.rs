//! What handlers are given: the session named in the path, and its caller, loaded *and*
//! authorised. A handler that holds a [`Host`] or a [`Player`] cannot have skipped the check.

mod account;
mod address;
mod body;
mod code;
mod departure;
mod host;
mod participant;
mod player;
mod query;
mod viewer;

pub use self::{
    account::Account, address::Address, body::Json, code::Code, departure::Departure, host::Host,
    participant::Participant, player::Player, query::Query, viewer::Viewer,
};

use axum::http::{HeaderMap, header};
use wpp_game::session::Session;
use wpp_library::tokens::{Bearer, Caller, Role};

use crate::{app::App, error::ApiError};

/// Whom the request's token speaks for; `None` without one.
fn bearer(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, ApiError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| ApiError::not_authenticated())?;
    let (scheme, token) = text.split_once(' ').ok_or_else(ApiError::not_authenticated)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(ApiError::not_authenticated());
    }
    Ok(Some(app.tokens.read_any(token.trim())?))
}

/// Whether `caller` steers the session: by its host's token, or as the account that owns it.
pub(crate) async fn hosts(app: &App, caller: Caller, session: &Session) -> Result<bool, ApiError> {
    match caller {
        Caller::Session(bearer) => Ok(bearer.role == Role::Host && belongs(&bearer, session)),
        Caller::Account(access) => {
            let account = Account::of(app, access).await?;
            Ok(session.owner() == Some(&account.id))
        }
    }
}

/// Whether the token was issued for this very session, not for another that had its code.
fn belongs(bearer: &Bearer, session: &Session) -> bool {
    bearer.session == *session.code() && bearer.born == session.created_at()
}
