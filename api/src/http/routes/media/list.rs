use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::{content::MediaKind, time::Timestamp};
use wpp_library::media::{MAX_LISTED, OwnMedia};

use super::upload::UploadedMedia;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Query},
    },
};

/// The files of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct MediaList {
    /// The newest 100 files, the latest first.
    media: Vec<ListedMedia>,
}

/// A file of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedMedia {
    #[serde(flatten)]
    file: UploadedMedia,
    /// The description with which a question uses the file; empty if none does.
    alt: String,
    /// Time of the upload.
    created_at: Timestamp,
}

impl From<OwnMedia> for ListedMedia {
    fn from(OwnMedia { stored, alt, created_at }: OwnMedia) -> Self {
        Self { file: stored.into(), alt, created_at }
    }
}

/// List the account's pictures and sounds
///
/// Returns the files that the caller has uploaded, so that a setting can name one again.
#[utoipa::path(
    get, path = "/api/media", tag = "packs", operation_id = "list_media",
    params(("kind" = Option<MediaKind>, Query, description = "Returns only files of this kind.")),
    security(("account" = [])),
    responses(
        (status = 200, body = MediaList),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn list(State(app): State<App>, account: Account, query: Query) -> Result<axum::Json<MediaList>, ApiError> {
    debug_assert_eq!(MAX_LISTED, 100, "the description names the number");
    let kind = query.variant("kind")?;
    let media = app.packs.media().list(account.id.as_str(), kind).await?;
    Ok(axum::Json(MediaList { media: media.into_iter().map(ListedMedia::from).collect() }))
}
