//! Sessions: made, seen, steered and ended.

pub mod create;
pub mod exit;
pub mod get;
pub mod pause;
pub mod play;

use wpp_game::{ids::PlayerId, session::Session};

use crate::{app::App, contract::AnySnapshot, error::Problem};

/// The session as `viewer` may see it now.
pub(super) fn snapshot(app: &App, session: &Session, viewer: Option<&PlayerId>) -> Result<AnySnapshot, Problem> {
    session.snapshot(app.table.registry(), viewer, app.table.clock().now()).map_err(|error| {
        tracing::error!(code = %session.code(), %error, "a snapshot cannot be made");
        Problem::new("unavailable", "This game cannot be shown right now.").retry_after(1)
    })
}
