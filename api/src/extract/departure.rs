use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::contract::ErrorCode;
use wpp_game::{
    ids::PlayerId,
    session::{Command, Session},
};
use wpp_library::tokens::{Caller, Role};

use super::{Code, bearer, belongs, hosts};
use crate::{app::App, error::ApiError};

/// Somebody's leave of a session, by whoever may ask for it: the host for anybody, and everybody for
/// themselves, their token being the proof even after they are gone.
#[derive(Debug)]
pub struct Departure {
    /// Who goes.
    pub player_id: PlayerId,
    /// Whether they go by themselves, and are not shown the door.
    pub own: bool,
    /// The session as it stood when the call came.
    pub session: Session,
}

/// The path's second part.
#[derive(Deserialize)]
struct Named {
    player_id: PlayerId,
}

impl FromRequestParts<App> for Departure {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Code(code) = Code::from_request_parts(parts, app).await?;
        let named = Path::<Named>::from_request_parts(parts, app).await;
        let Path(Named { player_id }) =
            named.map_err(|_unreadable| ApiError::new(ErrorCode::NotFound, "Nobody here has that id."))?;
        let caller = bearer(app, &parts.headers)?;
        let session = app.sessions.load(&code).await?;
        let caller = caller.ok_or_else(ApiError::not_authenticated)?;
        let own = matches!(&caller, Caller::Session(bearer)
            if belongs(bearer, &session) && bearer.role == Role::Player(player_id.clone()));
        if !own && !hosts(app, caller, &session).await? {
            return Err(ApiError::not_allowed());
        }
        Ok(Self { player_id, own, session })
    }
}

impl Departure {
    /// What it asks of the session.
    #[must_use]
    pub fn command(&self) -> Command {
        let player_id = self.player_id.clone();
        if self.own { Command::Leave { player_id } } else { Command::Remove { player_id } }
    }
}
