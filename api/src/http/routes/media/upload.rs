use std::{
    fs::File,
    io::{self, Read as _},
};

use axum::{Json, extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::{MEDIA_ADDRESS, MediaKind};
use wpp_library::media::{MAX_UPLOAD, MediaError, StoredMedia};

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, routes::packs::import::Upload},
};

/// A stored picture or sound.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadedMedia {
    /// The name of the file, for `media.file` of a question, and for `file` of a setting.
    file: String,
    /// Picture or sound.
    kind: MediaKind,
    /// The address of the file on this server.
    url: String,
    /// Size of the stored file in bytes.
    bytes: usize,
}

impl From<StoredMedia> for UploadedMedia {
    fn from(StoredMedia { file, kind, bytes }: StoredMedia) -> Self {
        Self { url: format!("{MEDIA_ADDRESS}{file}"), file, kind, bytes }
    }
}

/// Upload a picture or a sound for questions and settings
///
/// The body is the file, up to 2 MB: a JPEG, PNG or WebP picture, or an MP3 sound. Pictures are encoded again and sounds are
/// copied without tags, so that no metadata remains. The stored file has at most 200 KB. A file that no question and no preset uses
/// is deleted after an hour, and one that a room uses after a day.
#[utoipa::path(
    post, path = "/api/media", tag = "packs", operation_id = "upload_media",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("account" = [])),
    responses(
        (status = 201, body = UploadedMedia),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`: the account has no room for the file", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_file`: the file is no picture or sound that can be stored", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many uploads at once, or in the last minute", body = ProblemDetails),
    )
)]
pub async fn upload(State(app): State<App>, upload: Upload) -> Result<(StatusCode, Json<UploadedMedia>), ApiError> {
    let file = upload.file;
    let read = tokio::task::spawn_blocking(move || read(file)).await;
    let bytes = read.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(MediaError::Store)?;
    let stored = app.packs.media().upload(Some(upload.account.id.as_str()), bytes).await?;
    tracing::info!(bytes = stored.bytes, kind = ?stored.kind, "media stored");
    Ok((StatusCode::CREATED, Json(stored.into())))
}

/// Reads a file, and no more than shows that it is too large.
fn read(file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_UPLOAD as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
