use axum::{Json, extract::State, http::StatusCode};

use crate::{
    admin::BackupView,
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Operator},
};

/// Start a backup
///
/// Starts `wpp backup` into a new folder of the server, below `BACKUP_FOLDER`, while the server runs. Only one backup runs at a
/// time: while one does, the call returns it. The events of the page show its end.
#[utoipa::path(
    post, path = "/api/admin/backups", tag = "administration", operation_id = "start_backup",
    security(("operator" = [])),
    responses(
        (status = 202, description = "The backup runs.", body = BackupView),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn back_up(State(app): State<App>, operator: Operator) -> Result<(StatusCode, Json<BackupView>), ApiError> {
    let backup = app.backups.start(&operator.login.name.to_string()).await?;
    tracing::info!(operator = %operator.login.name, folder = backup.folder, "backup asked for by an operator");
    Ok((StatusCode::ACCEPTED, Json(backup)))
}
