use axum::{
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use wpp_game::contract::ErrorCode;
use wpp_library::media::MediaError;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, assets::IMMUTABLE},
};

/// The policy of a file that somebody opens as a page.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Get a picture or a sound of a question
///
/// The name is a digest of the content, so nobody finds an address before a game shows the question, and browsers may keep the
/// file forever.
#[utoipa::path(
    get, path = "/media/{file}", tag = "packs", operation_id = "get_media",
    params(("file" = String, Path, description = "The name of the file.")),
    responses(
        (status = 200, description = "The file.", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "audio/mpeg"))),
        (status = 404, description = "`not_found`", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, Path(file): Path<String>) -> Result<Response, ApiError> {
    let content = app.packs.media().read(&file).await.map_err(MediaError::Store)?;
    let Some(content) = content else {
        let detail = "This picture or sound does not exist, or its question was deleted.";
        return Err(ApiError::new(ErrorCode::NotFound, detail));
    };
    let content_type = match file.rsplit('.').next() {
        Some("png") => "image/png",
        Some("mp3") => "audio/mpeg",
        _ => "image/jpeg",
    };
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, IMMUTABLE), (CONTENT_SECURITY_POLICY, POLICY)];
    Ok((StatusCode::OK, headers, content).into_response())
}
