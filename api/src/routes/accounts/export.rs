use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use tokio::sync::mpsc;
use wpp_library::accounts::export::{self, ExportError, HostedSession};

use super::sessions::hosted;
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::Account,
};

/// Pieces that wait to be sent, at most.
const PIECES: usize = 2;

/// Export
///
/// All that is kept about the account, as JSON: every row that belongs to it, table by table, and the
/// sessions it hosts. Secrets (the password's hash, those of refresh tokens) are left out. It is sent as
/// it is read; one that does not end with `}` was cut off.
#[utoipa::path(
    get, path = "/api/account/export", tag = "accounts", security(("account" = [])),
    responses(
        (status = 200, body = Object),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a token of a session", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: others are being written", body = ProblemDetails),
    )
)]
pub async fn export(State(app): State<App>, account: Account) -> Result<Response, ApiError> {
    let place = app.limits.export()?;
    let shown = |session: &wpp_game::session::Session| HostedSession {
        code: session.code().clone(),
        created_at: session.created_at(),
    };
    let sessions: Vec<_> = hosted(&app, &account.id).await?.iter().map(shown).collect();
    let (sink, pieces) = mpsc::channel(PIECES);
    let writing = tokio::spawn(async move {
        let _place = place;
        let now = app.sessions.clock().now();
        let written = export::write(&app.db, app.sessions.registry(), &account.id, &sessions, now, &sink).await;
        if let Err(error) = &written {
            tracing::warn!(error = error as &dyn std::error::Error, "an export was cut off");
        }
        written
    });
    let body = Body::from_stream(stream::unfold(Some((pieces, writing)), async |state| {
        let (mut pieces, writing) = state?;
        if let Some(piece) = pieces.recv().await {
            return Some((Ok(Bytes::from(piece)), Some((pieces, writing))));
        }
        // An error here breaks the connection, so that a part is not taken for the whole.
        match writing.await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some((Err(error), None)),
            Err(_) => Some((Err(ExportError::Abandoned), None)),
        }
    }));
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"weirsoe-account.json\""),
    ];
    Ok((headers, body).into_response())
}
