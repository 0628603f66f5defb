use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{ids::PlayerId, session::Session};
use wpp_library::tokens::{Caller, Role};

use super::{Code, bearer, belongs, hosts};
use crate::{app::App, error::ApiError};

/// Anybody who looks at a session; a player of it, or one of its audience, if their token says so.
#[derive(Debug)]
pub struct Viewer {
    /// Who looks, if they have joined.
    pub player_id: Option<PlayerId>,
    /// The session.
    pub session: Session,
}

impl FromRequestParts<App> for Viewer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let caller = bearer(app, &parts.headers)?;
        let session = app.sessions.load(&code).await?;
        let player_id = match caller {
            None => None,
            Some(Caller::Session(bearer)) if !belongs(&bearer, &session) => return Err(ApiError::not_allowed()),
            Some(Caller::Session(bearer)) => match bearer.role {
                Role::Host => None,
                Role::Player(id) if session.member(&id).is_some() => Some(id),
                Role::Player(_) => return Err(ApiError::not_allowed()),
            },
            Some(owner) => {
                if !hosts(app, owner, &session).await? {
                    return Err(ApiError::not_allowed());
                }
                None
            }
        };
        Ok(Self { player_id, session })
    }
}
