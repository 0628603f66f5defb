use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use wpp_game::contract::ErrorCode;
use wpp_library::media::MediaError;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// Delete a picture or a sound
///
/// Deletes one of the caller's files. Settings of presets that name the file are empty then. A room that shows it goes on
/// without it. A file that questions use is deleted with them.
#[utoipa::path(
    delete, path = "/api/media/{file}", tag = "packs", operation_id = "delete_media",
    params(("file" = String, Path, description = "The name of the file.")),
    security(("account" = [])),
    responses(
        (status = 204),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`not_found`", body = ProblemDetails),
        (status = 409, description = "`media_in_use`: questions use the file", body = ProblemDetails),
    )
)]
pub async fn remove(
    State(app): State<App>,
    account: Account,
    Path(file): Path<String>,
) -> Result<StatusCode, ApiError> {
    app.packs.media().remove(account.id.as_str(), &file).await.map_err(|error| match error {
        MediaError::Missing => {
            ApiError::new(ErrorCode::NotFound, "You have no picture or sound with this name. Reload the list.")
        }
        error => error.into(),
    })?;
    Ok(StatusCode::NO_CONTENT)
}
