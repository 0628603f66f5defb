//! What handlers are given: the session named in the path, and its caller, loaded *and*
//! authorised. A handler that holds a [`Host`] or a [`Player`] cannot have skipped the check.

mod address;
mod body;
mod code;
mod host;
mod player;
mod query;
mod viewer;

pub use self::{address::Address, body::Json, code::Code, host::Host, player::Player, query::Query, viewer::Viewer};

use axum::http::{HeaderMap, header};
use wpp_game::session::Session;
use wpp_platform::tokens::Bearer;

use crate::{app::App, error::Problem};

/// The bearer of the request's token; `None` without one.
fn bearer(app: &App, headers: &HeaderMap) -> Result<Option<Bearer>, Problem> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Problem::not_authenticated())?;
    let (scheme, token) = text.split_once(' ').ok_or_else(Problem::not_authenticated)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::not_authenticated());
    }
    Ok(Some(app.tokens.read(token.trim())?))
}

/// Whether the token was issued for this very session, not for another that had its code.
fn belongs(bearer: &Bearer, session: &Session) -> bool {
    bearer.session == *session.code() && bearer.born == session.created_at()
}
