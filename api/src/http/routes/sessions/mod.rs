//! Sessions: create, read, control, end.

pub mod approval;
pub mod create;
pub mod exit;
pub mod get;
pub mod lock;
pub mod moderation;
pub mod next;
pub mod pause;
pub mod play;
pub mod teams;
pub mod vip;

use wpp_game::{ids::PlayerId, session::Session};

use crate::{app::App, error::ApiError, schema::AnySnapshot};

/// Returns the session as `viewer` may see it now. `None` is the public view.
pub(super) async fn snapshot(app: &App, session: &Session, viewer: Option<&PlayerId>) -> Result<AnySnapshot, ApiError> {
    let mut snapshot = app.sessions.snapshot(session, viewer).await?;
    if let Some(viewer) = viewer {
        app.audience.complete_you(viewer, &mut snapshot).await?;
    }
    Ok(snapshot)
}
