use std::fs::File;

use axum::{
    Json,
    extract::{FromRequest, FromRequestParts, Request, State},
    http::{StatusCode, header},
};
use futures_util::StreamExt;
use serde::Serialize;
use tokio::{io::AsyncWriteExt, sync::OwnedSemaphorePermit};
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_library::packs::{
    archive::{MAX_ARCHIVE, SIGNATURE},
    catalog::PackDetails,
    format::{FileError, Format, MAX_FILE},
    import::{Options, Target},
};

use super::{PackPath, PackView, Visibility};
use crate::{
    app::App,
    error::{ApiError, import_report::ImportReport},
    http::{
        ProblemDetails,
        extract::{Account, Address, Query},
    },
    limits::{MAX_DRAINED, OpenSocket},
};

/// The result of an import.
#[derive(Debug, Serialize, ToSchema)]
pub struct Imported {
    /// The pack after the import.
    pack: PackView,
    /// The result for the rows of the file.
    report: ImportReport,
}

/// Import a file as a new question pack
///
/// The body is the file: a workbook or UTF-8 text of up to 20 MB, not compressed, or an exported ZIP archive of up to 64 MB. The title and the other properties of the pack come from
/// the query, or from the file if it is JSON.
#[utoipa::path(
    post, path = "/api/packs/import", tag = "packs",
    params(
        ("title" = Option<String>, Query, description = "The title of the pack. Takes precedence over the file."),
        ("language" = Option<String>, Query, description = "The language of the pack. Takes precedence over the file."),
        ("description" = Option<String>, Query, description = "The description of the pack. Takes precedence over the file."),
        ("visibility" = Option<Visibility>, Query, description = "The default is `private`."),
        ("format" = Option<String>, Query, description = "`json`, `csv`, `opentdb`, `xlsx`, `ods`, `xls`, `kahoot`, `quizizz`, `quizlet`, `anki`, `gift`, `aiken`, `word_lists` or `pairs`. The default is detected from the file."),
        ("rows" = Option<String>, Query, description = "`all` (default): import all rows or none. `good`: skip refused rows."),
        ("family_friendly" = Option<bool>, Query, description = "The value for questions that do not specify it. The default is `false`."),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("account" = [])),
    responses(
        (status = 201, body = Imported),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_file`, `import_refused` with a `report`, `invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many imports at once, or in the last minute", body = ProblemDetails),
    )
)]
pub async fn import_new(
    State(app): State<App>,
    query: Query,
    upload: Upload,
) -> Result<(StatusCode, Json<Imported>), ApiError> {
    let given = |name: &str| query.get(name).map(str::to_owned);
    let details = PackDetails {
        title: given("title"),
        language: given("language"),
        description: given("description"),
        visibility: query.variant::<Visibility>("visibility")?.map(Visibility::into),
    };
    let target = Target::New { owner: Some(upload.account.id.as_str().to_owned()), details };
    imported(&app, &query, upload, target).await.map(|imported| (StatusCode::CREATED, Json(imported)))
}

/// Import a file into a question pack
///
/// The body is the file: a workbook or UTF-8 text of up to 20 MB, not compressed, or an exported ZIP archive of up to 64 MB. Questions that the pack already contains are skipped, so a
/// second import of the same file adds nothing.
#[utoipa::path(
    post, path = "/api/packs/{pack_id}/import", tag = "packs",
    params(
        ("pack_id" = String, Path, description = "The key of the pack."),
        ("format" = Option<String>, Query, description = "`json`, `csv`, `opentdb`, `xlsx`, `ods`, `xls`, `kahoot`, `quizizz`, `quizlet`, `anki`, `gift`, `aiken`, `word_lists` or `pairs`. The default is detected from the file."),
        ("rows" = Option<String>, Query, description = "`all` (default): import all rows or none. `good`: skip refused rows."),
        ("family_friendly" = Option<bool>, Query, description = "The value for questions that do not specify it. The default is `false`."),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("account" = [])),
    responses(
        (status = 200, body = Imported),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the pack belongs to another account", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`; `pack_busy`: another import into this pack is running", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_file`, `import_refused` with a `report`, `invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many imports at once, or in the last minute", body = ProblemDetails),
    )
)]
pub async fn import_into(
    State(app): State<App>,
    path: PackPath,
    query: Query,
    upload: Upload,
) -> Result<Json<Imported>, ApiError> {
    let target = Target::Pack { key: path.pack_id, owner: Some(upload.account.id.as_str().to_owned()) };
    imported(&app, &query, upload, target).await.map(Json)
}

/// Imports an uploaded file into `target`, with the options of the query.
async fn imported(app: &App, query: &Query, upload: Upload, target: Target) -> Result<Imported, ApiError> {
    let (pack, report) = app.packs.import(upload.file, target, options(query)?).await?;
    tracing::info!(added = report.added, refused = report.refused, "questions imported");
    Ok(Imported { pack: PackView::of(app, pack, Some(upload.account.id.as_str())), report: report.into() })
}

/// Parses the options of the query.
///
/// # Errors
/// `invalid_input` naming the parameter.
pub(super) fn options(query: &Query) -> Result<Options, ApiError> {
    let invalid =
        |field: &'static str, values: &str| ApiError::invalid(format!("`{field}` must be {values}.")).at(field);
    let format = query
        .get("format")
        .map(|name| Format::parse(name).ok_or_else(|| invalid("format", &Format::names().join(", "))));
    Ok(Options {
        format: format.transpose()?,
        skip_refused: match query.get("rows").unwrap_or("all") {
            "all" => false,
            "good" => true,
            _ => return Err(invalid("rows", "all or good")),
        },
        family_friendly: match query.get("family_friendly").unwrap_or("false") {
            "true" => true,
            "false" => false,
            _ => return Err(invalid("family_friendly", "true or false")),
        },
    })
}

/// Creates the error for an upload that gives no complete file.
fn refused(code: &'static str, why: &str) -> ApiError {
    FileError::new(code, why).into()
}

/// A completely uploaded file. It is an unnamed temporary file, so it uses no memory and the system deletes it in every
/// case. Dropping the upload releases the slots of the account and of the process.
pub struct Upload {
    /// The account that uploaded the file.
    pub account: Account,
    /// The file, at its beginning.
    pub file: File,
    _slots: (OpenSocket, OwnedSemaphorePermit),
}

impl FromRequest<App> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let account = <Account as FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let Address(address) = Address::from_request_parts(&mut parts, app).await?;
        let coded = parts.headers.get(header::CONTENT_ENCODING).is_some_and(|value| value != "identity");
        if coded {
            return Err(refused("upload_encoded", "it is encoded; send it without a `Content-Encoding`"));
        }
        let slots = (app.limits.pack_change(&account.id, address)?, app.limits.upload_permit()?);
        let write_failed = |error: std::io::Error| {
            tracing::error!(%error, "upload not written to a temporary file");
            ApiError::unavailable()
        };
        let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(write_failed)?);
        let receiving = async {
            let (mut chunks, mut size, mut most) = (body.into_data_stream(), 0_usize, MAX_FILE);
            while let Some(chunk) = chunks.next().await {
                let chunk =
                    chunk.map_err(|_| refused("upload_ended", "the upload ended early; send the file again"))?;
                // Archives contain pictures.
                if size == 0 && chunk.starts_with(&SIGNATURE) {
                    most = MAX_ARCHIVE;
                }
                size = size.saturating_add(chunk.len());
                if size <= most {
                    file.write_all(&chunk).await.map_err(write_failed)?;
                } else if size > most + MAX_DRAINED {
                    break;
                }
            }
            if size > most {
                let max = most / (1024 * 1024);
                return Err(ApiError::new(ErrorCode::TooLarge, format!("The file is larger than {max} MB. Split it.")));
            }
            tokio::io::AsyncSeekExt::rewind(&mut file).await.map_err(write_failed)
        };
        let timed_out =
            |_| refused("upload_slow", "the upload took too long; send the file again, over a faster connection");
        tokio::time::timeout(app.settings.upload_timeout, receiving).await.map_err(timed_out)??;
        Ok(Self { account, file: file.into_std().await, _slots: slots })
    }
}
