//! Content for a game, drawn in one way whether the game is the session's first or another one.

use rand::SeedableRng;
use wpp_game::{
    content::{Content, ContentNeed},
    ids::AccountId,
};
use wpp_library::content::{self, DrawnContent, PackSelection};

use crate::{app::App, error::ApiError};

/// Draws what a game needs.
///
/// # Errors
/// `invalid_input` for a pack that the caller may not use, `not_enough_content` for too few questions.
pub async fn draw(app: &App, need: &ContentNeed, choice: PackSelection<'_>) -> Result<DrawnContent, ApiError> {
    let mut rng = app.entropy.with(rand_chacha::ChaCha8Rng::from_rng);
    Ok(content::draw(&app.db, need, choice, &mut rng).await?)
}

/// Notes what the owner's group was dealt, so that it is not dealt again soon. The game begins all the
/// same when that fails: the group may then meet a question again.
pub async fn note(app: &App, owner: Option<&AccountId>, content: &Content) {
    let Some(owner) = owner else { return };
    let now = app.sessions.clock().now().millis();
    if let Err(error) = content::record_history(&app.writer, owner.as_str(), content, now).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "what was dealt could not be noted");
    }
}
