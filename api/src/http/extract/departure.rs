use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_game::{
    ids::PlayerId,
    session::{Command, Session},
};
use wpp_library::tokens::{Bearer, Caller, Role};

use super::{Found, Named, is_for_session, is_host};
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

impl FromRequestParts<App> for Departure {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Named { player_id } = Named::from_request_parts(parts, app).await?;
        let (session, caller) = Found::by_bearer(parts, app).await?;
        let holds_seat =
            |bearer: &Bearer| session.player(&player_id).is_none_or(|member| member.holder == bearer.holder);
        let leaves = matches!(&caller, Caller::Session(bearer) if is_for_session(bearer, &session)
            && bearer.role == Role::Player(player_id.clone()) && holds_seat(bearer));
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
