use axum::{Json, extract::State};
use wpp_game::{
    ids::AccountId,
    session::{Command, snapshot::Status},
};
use wpp_library::content::PackSelection;

use super::snapshot;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        content::{draw_content, record_content},
        extract::HostOrVip,
    },
    schema::{AnySnapshot, ShownSnapshot},
};

/// Play
///
/// Starts the game, resumes a paused game, or starts a new game with the same players after the last one is over. Repeating
/// the call has no effect.
#[utoipa::path(
    post, path = "/api/sessions/{code}/play", tag = "sessions",
    params(("code" = String, Path, description = "The session's code.")),
    security(("session" = []), ("account" = [])),
    responses(
        (status = 200, body = ShownSnapshot),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the caller is neither the host nor the VIP", body = ProblemDetails),
        (status = 404, description = "`unknown_session`", body = ProblemDetails),
        (status = 409, description = "`not_enough_players`, `not_enough_content`", body = ProblemDetails),
    )
)]
pub async fn play(
    State(app): State<App>,
    HostOrVip { session, vip }: HostOrVip,
) -> Result<Json<AnySnapshot>, ApiError> {
    let status = session.status();
    let content = match status {
        Status::Finished => Some(fresh_content(&app, &session).await?),
        _ => None,
    };
    let session = app.sessions.step(session.code(), &[Command::Play { content }]).await?.accepted()?;
    if matches!(status, Status::Lobby | Status::Finished) {
        record_content(&app, &session).await;
    }
    snapshot(&app, &session, vip.as_ref()).await.map(Json)
}

/// Draws content for another game of the session, without the questions that it has already shown.
async fn fresh_content(
    app: &App,
    session: &wpp_game::session::Session,
) -> Result<wpp_game::content::Content, ApiError> {
    let need = app.sessions.content_need(session.cartridge(), Some(session.config())).await?;
    let choice = PackSelection {
        packs: session.pack_ids(),
        account: session.owner().map(AccountId::as_str),
        exclude: session.question_history(),
        // Packs that were deleted or made private in the meantime are skipped, as long as others remain.
        skip_missing: true,
        ..PackSelection::default()
    };
    Ok(draw_content(app, &need, choice).await?.content)
}
