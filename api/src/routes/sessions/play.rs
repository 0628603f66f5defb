use axum::{Json, extract::State};
use wpp_game::{
    ids::AccountId,
    session::{Command, snapshot::Status},
};
use wpp_library::content::PackSelection;

use super::snapshot;
use crate::{
    app::App,
    contract::{AnySnapshot, ShownSnapshot},
    deal,
    error::{ApiError, ProblemDetails},
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
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`not_enough_players`, `not_enough_content`", body = ProblemDetails),
    )
)]
pub async fn play(State(app): State<App>, Host(session): Host) -> Result<Json<AnySnapshot>, ApiError> {
    let content = match session.status() {
        Status::Finished => Some(fresh_content(&app, &session).await?),
        _ => None,
    };
    let fresh = content.clone();
    let stepped = app.sessions.step(session.code(), &[Command::Play { content }]).await?;
    for answer in stepped.answers {
        answer?;
    }
    if let Some(fresh) = fresh {
        deal::note(&app, session.owner(), &fresh).await;
    }
    snapshot(&app, &stepped.session, None).await.map(Json)
}

async fn fresh_content(
    app: &App,
    session: &wpp_game::session::Session,
) -> Result<wpp_game::content::Content, ApiError> {
    let need = app.sessions.content_need(session.cartridge(), Some(session.config())).await?;
    let choice = PackSelection {
        packs: session.pack_ids(),
        account: session.owner().map(AccountId::as_str),
        exclude: session.question_history(),
        // A pack that is gone or private since must not end the evening, as long as others remain.
        skip_missing: true,
        ..PackSelection::default()
    };
    Ok(deal::draw(app, &need, choice).await?.content)
}
