use std::{fs::File, time::Duration};
use wpp_game::contract::ErrorCode;

use axum::{
    Json,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
};
use futures_util::StreamExt;
use serde::Serialize;
use tokio::io::AsyncWriteExt;
use utoipa::ToSchema;
use wpp_library::packs::{
    catalog::PackDetails,
    format::{Format, MAX_FILE},
    import::{Options, Target},
};

use super::{Named, PackView, Visibility};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Query},
    limits::MAX_DRAINED,
    report::ImportReport,
};

/// Time for a file to arrive.
const UPLOAD: Duration = Duration::from_secs(120);

/// What an import made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Imported {
    /// The pack as it is now.
    pack: PackView,
    /// What became of the file.
    report: ImportReport,
}

/// Import a file as a new question pack
///
/// The body is the file itself, up to 20 MB of UTF-8, not compressed. JSON files may name their pack;
/// for the others the query does.
#[utoipa::path(
    post, path = "/api/packs/import", tag = "packs",
    params(
        ("title" = Option<String>, Query, description = "The pack's title, where the file has none or another is wanted"),
        ("language" = Option<String>, Query, description = "The pack's language, likewise"),
        ("description" = Option<String>, Query, description = "The pack's description, likewise"),
        ("visibility" = Option<Visibility>, Query, description = "`private` by default"),
        ("format" = Option<String>, Query, description = "`json`, `csv` or `opentdb`; by default as the file looks"),
        ("rows" = Option<String>, Query, description = "`all` (default): all or nothing; `good`: leave out what is refused"),
        ("family_friendly" = Option<bool>, Query, description = "What holds for questions that do not say; `false` by default"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("account" = [])),
    responses(
        (status = 201, body = Imported),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_file`, `import_refused` with a `report`, `invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many files at once", body = ProblemDetails),
    )
)]
pub async fn import_new(
    State(app): State<App>,
    account: Account,
    query: Query,
    Upload(file): Upload,
) -> Result<(StatusCode, Json<Imported>), ApiError> {
    let given = |name: &str| query.get(name).map(str::to_owned);
    let details = PackDetails {
        title: given("title"),
        language: given("language"),
        description: given("description"),
        visibility: visibility(query.get("visibility"))?,
    };
    let target = Target::New { owner: Some(account.id.as_str().to_owned()), details };
    imported(&app, &account, &query, file, target).await.map(|made| (StatusCode::CREATED, Json(made)))
}

/// Import a file into a question pack
///
/// The body is the file itself, up to 20 MB of UTF-8, not compressed. Questions that the pack has
/// already are passed over, so importing the same file twice adds nothing.
#[utoipa::path(
    post, path = "/api/packs/{pack_id}/import", tag = "packs",
    params(
        ("pack_id" = String, Path, description = "The pack's key."),
        ("format" = Option<String>, Query, description = "`json`, `csv` or `opentdb`; by default as the file looks"),
        ("rows" = Option<String>, Query, description = "`all` (default): all or nothing; `good`: leave out what is refused"),
        ("family_friendly" = Option<bool>, Query, description = "What holds for questions that do not say; `false` by default"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("account" = [])),
    responses(
        (status = 200, body = Imported),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: it is somebody else's", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_file`, `import_refused` with a `report`, `invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many files at once", body = ProblemDetails),
    )
)]
pub async fn import_into(
    State(app): State<App>,
    named: Named,
    account: Account,
    query: Query,
    Upload(file): Upload,
) -> Result<Json<Imported>, ApiError> {
    let target = Target::Pack { key: named.pack_id, owner: Some(account.id.as_str().to_owned()) };
    imported(&app, &account, &query, file, target).await.map(Json)
}

async fn imported(
    app: &App,
    account: &Account,
    query: &Query,
    file: File,
    target: Target,
) -> Result<Imported, ApiError> {
    let wrong =
        |field: &'static str, may: &str| ApiError::new(ErrorCode::InvalidInput, format!("{field} is {may}.")).at(field);
    let format =
        query.get("format").map(|word| Format::parse(word).ok_or_else(|| wrong("format", "json, csv or opentdb")));
    let options = Options {
        format: format.transpose()?,
        skip_refused: match query.get("rows").unwrap_or("all") {
            "all" => false,
            "good" => true,
            _ => return Err(wrong("rows", "all or good")),
        },
        family_friendly: match query.get("family_friendly").unwrap_or("false") {
            "true" => true,
            "false" => false,
            _ => return Err(wrong("family_friendly", "true or false")),
        },
    };
    let (pack, report) = app.packs.import(file, target, options).await?;
    tracing::info!(added = report.added, refused = report.refused, "a file of questions was imported");
    Ok(Imported { pack: PackView::of(app, pack, Some(account.id.as_str())), report: report.into() })
}

fn visibility(word: Option<&str>) -> Result<Option<wpp_entity::pack::Visibility>, ApiError> {
    let read = |word: &str| match word {
        "private" => Ok(Visibility::Private.into()),
        "unlisted" => Ok(Visibility::Unlisted.into()),
        "public" => Ok(Visibility::Public.into()),
        _ => Err(ApiError::new(ErrorCode::InvalidInput, "visibility is private, unlisted or public.").at("visibility")),
    };
    word.map(read).transpose()
}

/// A file that has arrived whole. While it arrives it lies on the disk and not in memory, without a
/// name, so that nothing of it remains whatever happens.
pub struct Upload(File);

impl FromRequest<App> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let coded = request.headers().get(header::CONTENT_ENCODING).is_some_and(|value| value != "identity");
        if coded {
            return Err(ApiError::new(ErrorCode::InvalidFile, "Send the file as it is, without a Content-Encoding."));
        }
        let _place = app.limits.upload()?;
        let unkept = |error: std::io::Error| {
            tracing::error!(%error, "a file cannot be kept while it arrives");
            ApiError::unavailable()
        };
        let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(unkept)?);
        let arriving = async {
            let (mut chunks, mut size) = (request.into_body().into_data_stream(), 0_usize);
            while let Some(chunk) = chunks.next().await {
                let chunk =
                    chunk.map_err(|_| ApiError::new(ErrorCode::InvalidFile, "The file did not arrive to its end."))?;
                size = size.saturating_add(chunk.len());
                if size <= MAX_FILE {
                    file.write_all(&chunk).await.map_err(unkept)?;
                } else if size > MAX_FILE + MAX_DRAINED {
                    break;
                }
            }
            if size > MAX_FILE {
                let most = MAX_FILE / (1024 * 1024);
                return Err(ApiError::new(ErrorCode::TooLarge, format!("The file is larger than {most} MB.")));
            }
            tokio::io::AsyncSeekExt::rewind(&mut file).await.map_err(unkept)
        };
        let late = |_| ApiError::new(ErrorCode::InvalidFile, "The file took too long to arrive.");
        tokio::time::timeout(UPLOAD, arriving).await.map_err(late)??;
        Ok(Self(file.into_std().await))
    }
}
