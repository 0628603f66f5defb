//! Selection of content for a game.

use rand::SeedableRng;
use wpp_game::{content::ContentNeed, session::Session};
use wpp_library::content::{self, DrawnContent, PackSelection};
use wpp_runtime::telemetry::chain;

use crate::{app::App, error::ApiError};

/// Draws the content that a game needs.
///
/// # Errors
/// `invalid_input` for a pack that the caller may not use, `not_enough_content` if the packs hold too few questions.
pub(super) async fn draw_content(
    app: &App,
    need: &ContentNeed,
    choice: PackSelection<'_>,
) -> Result<DrawnContent, ApiError> {
    let mut rng = app.entropy.with(rand_chacha::ChaCha8Rng::from_rng);
    Ok(content::draw(&app.db, need, choice, &mut rng).await?)
}

/// Adds the questions of the game that has just started to the owner's question history, so that later games avoid them. An
/// error does not stop the game: the group may then see a question twice.
pub(super) async fn record_content(app: &App, session: &Session) {
    let Some(owner) = session.owner() else { return };
    let now = app.sessions.clock().now().millis();
    let played = session.played_questions().iter().map(String::as_str);
    if let Err(error) = content::record_history(&app.writer, owner.as_str(), played, now).await {
        tracing::warn!(error = %chain(&error), "question history not written");
    }
}
