//! Sessions: made, seen, steered and ended.

pub mod create;
pub mod exit;
pub mod get;
pub mod pause;
pub mod play;

use wpp_game::{ids::PlayerId, session::Session};

use crate::{app::App, contract::AnySnapshot, error::ApiError};

/// The session as `viewer` may see it now.
pub(super) async fn snapshot(app: &App, session: &Session, viewer: Option<&PlayerId>) -> Result<AnySnapshot, ApiError> {
    Ok(app.sessions.snapshot(session, viewer).await?)
}
