use axum::{Json, extract::State};
use rand::SeedableRng;
use wpp_game::session::{Command, snapshot::Status};
use wpp_platform::content;

use super::snapshot;
use crate::{
    app::App,
    contract::{AnySnapshot, ShownSnapshot},
    error::{Problem, ProblemBody},
    extract::Host,
};

/// Play
///
/// Starts the game, resumes it after a pause, or begins a new one with the same people when it is
/// over. Repeating it is harmless.
#[utoipa::path(
    post, path = "/api/sessions/{code}/play", tag = "sessions",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemBody),
        (status = 403, description = "`not_allowed`", body = ProblemBody),
        (status = 404, description = "`unknown_session`", body = ProblemBody),
        (status = 409, description = "`not_enough_players`", body = ProblemBody),
    )
)]
pub async fn play(State(app): State<App>, Host(session): Host) -> Result<Json<AnySnapshot>, Problem> {
    let content = match session.status() {
        Status::Finished => Some(fresh_content(&app, &session).await?),
        _ => None,
    };
    let stepped = app.table.step(session.code(), &[Command::Play { content }]).await?;
    for answer in stepped.answers {
        answer?;
    }
    snapshot(&app, &stepped.session, None).map(Json)
}

async fn fresh_content(app: &App, session: &wpp_game::session::Session) -> Result<wpp_game::content::Content, Problem> {
    let Some(cartridge) = app.table.registry().get(session.cartridge()) else { return Err(Problem::unknown_session()) };
    let need = cartridge.content_need(Some(session.config()))?;
    let mut rng = app.entropy.with(rand_chacha::ChaCha8Rng::from_rng);
    Ok(content::draw(&app.db, &need, session.pack_ids(), &mut rng).await?)
}
