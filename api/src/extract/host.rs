use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::session::Session;
use wpp_platform::tokens::Role;

use super::{Code, bearer, belongs};
use crate::{app::App, error::Problem};

/// The session's host, and the session as it stood when they called.
#[derive(Debug)]
pub struct Host(pub Session);

impl FromRequestParts<App> for Host {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let bearer = bearer(app, &parts.headers)?;
        let session = app.table.load(&code).await?;
        match bearer {
            None => Err(Problem::not_authenticated()),
            Some(bearer) if bearer.role == Role::Host && belongs(&bearer, &session) => Ok(Self(session)),
            Some(_) => Err(Problem::not_allowed()),
        }
    }
}
