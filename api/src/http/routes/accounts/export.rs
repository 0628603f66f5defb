use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use tokio::sync::mpsc;
use wpp_library::accounts::export::{self, ExportError, HostedSession};
use wpp_runtime::telemetry::chain;

use super::sessions::hosted;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// Maximum number of chunks that wait for the client.
const MAX_WAITING: usize = 2;

/// Export
///
/// Returns everything that the server stores about the account, as JSON: every row by table, and the sessions that the
/// account hosts. Secrets (the hashes of the password and of refresh tokens) are left out. The response is streamed; a
/// response that does not end with `}` is incomplete.
#[utoipa::path(
    get, path = "/api/account/export", tag = "accounts", operation_id = "export_account", security(("account" = [])),
    responses(
        (status = 200, body = Object),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the token belongs to a session, not to an account", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many concurrent exports", body = ProblemDetails),
    )
)]
pub async fn export(State(app): State<App>, account: Account) -> Result<Response, ApiError> {
    let permit = app.limits.export_permit()?;
    let hosted_session = |session: &wpp_game::session::Session| HostedSession {
        code: session.code().clone(),
        created_at: session.created_at(),
    };
    let sessions: Vec<_> = hosted(&app, &account.id).await?.iter().map(hosted_session).collect();
    let (sink, chunks) = mpsc::channel(MAX_WAITING);
    let writing = tokio::spawn(async move {
        let _permit = permit;
        let now = app.sessions.clock().now();
        let written = export::write(&app.db, app.presets.registry(), &account.id, &sessions, now, &sink).await;
        if let Err(error) = &written {
            tracing::warn!(error = %chain(error), "export of an account interrupted");
        }
        written
    });
    let body = Body::from_stream(stream::unfold(Some((chunks, writing)), async |state| {
        let (mut chunks, writing) = state?;
        if let Some(chunk) = chunks.recv().await {
            return Some((Ok(Bytes::from(chunk)), Some((chunks, writing))));
        }
        // An error breaks the connection, so that the client does not mistake a part for the whole.
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
