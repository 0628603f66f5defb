use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::{
    contract::ErrorCode,
    ids::PlayerId,
    session::{Command, Session},
};
use wpp_library::tokens::{Caller, Role};

use super::{Code, Found, is_for_session, is_host};
use crate::{app::App, error::ApiError};

/// An authorised request to remove a member from a session. The host can remove every member, and every member can leave;
/// a member's token authorises this even after the member has left.
#[derive(Debug)]
pub struct Departure {
    /// The member to remove.
    pub player_id: PlayerId,
    /// `true` if the member leaves, `false` if the host removes the member.
    pub leaves: bool,
    /// The session when the call arrived.
    pub session: Session,
}

/// The second parameter of the path.
#[derive(Deserialize)]
struct Named {
    player_id: PlayerId,
}

impl FromRequestParts<App> for Departure {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        // A malformed code is reported before a malformed id.
        let _ = Code::from_request_parts(parts, app).await?;
        let named = Path::<Named>::from_request_parts(parts, app).await;
        let Path(Named { player_id }) =
            named.map_err(|_unreadable| ApiError::new(ErrorCode::NotFound, "Nobody in this session has this id."))?;
        let (session, caller) = Found::by_bearer(parts, app).await?;
        let leaves = matches!(&caller, Caller::Session(bearer)
            if is_for_session(bearer, &session) && bearer.role == Role::Player(player_id.clone()));
        if !leaves && !is_host(app, caller, &session).await? {
            return Err(ApiError::not_allowed());
        }
        Ok(Self { player_id, leaves, session })
    }
}

impl Departure {
    /// Returns the command that removes the member.
    #[must_use]
    pub fn command(&self) -> Command {
        let player_id = self.player_id.clone();
        if self.leaves { Command::Leave { player_id } } else { Command::Remove { player_id } }
    }
}
