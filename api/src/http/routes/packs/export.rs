use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use tokio::io::AsyncReadExt as _;
use wpp_library::packs::format::Format;
use wpp_runtime::telemetry::chain;

use super::PackPath;
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Query},
    },
};

/// Export a question pack
///
/// Returns the pack as a file: as a ZIP archive with its pictures and sounds, as JSON, which an import restores exactly apart from
/// files that the account lacks, or as a CSV table, without pictures and
/// sounds. A table of a pack with items of the kind `picture` is refused.
#[utoipa::path(
    get, path = "/api/packs/{pack_id}/export", tag = "packs", operation_id = "export_pack",
    params(
        ("pack_id" = String, Path, description = "The key of the pack."),
        ("format" = Option<String>, Query, description = "`json` (default), `zip`, `csv`, or `csv_semicolon` for spreadsheets that expect semicolons."),
    ),
    security(("account" = [])),
    responses(
        (status = 200, description = "The file.", content((Object = "application/json"), (Vec<u8> = "application/zip"), (String = "text/csv"))),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 409, description = "`needs_zip`: the pack has pictures, which a table cannot contain", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn export(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    query: Query,
) -> Result<Response, ApiError> {
    if query.get("format") == Some("zip") {
        return archive(&app, &path.pack_id, account.id.as_str()).await;
    }
    let (format, kind) = match query.get("format").unwrap_or("json") {
        "json" => (Format::Json, "application/json"),
        "csv" => (Format::Csv, "text/csv; charset=utf-8"),
        "csv_semicolon" => (Format::CsvSemicolon, "text/csv; charset=utf-8"),
        _ => return Err(ApiError::invalid("`format` must be json, zip, csv or csv_semicolon.").at("format")),
    };
    let export = app.packs.export(&path.pack_id, account.id.as_str(), format).await?;
    let name = format!("attachment; filename=\"{}\"", export.file_name());
    let chunks = stream::try_unfold(export, async |mut export| {
        export.next().await.map(|chunk| chunk.map(|chunk| (chunk, export))).inspect_err(|error| {
            tracing::error!(error = %chain(error), "export of a pack interrupted");
        })
    });
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, &name)], Body::from_stream(chunks))
        .into_response())
}

/// Size of the pieces in which an archive is sent.
const PIECE: usize = 64 * 1024;

/// Returns the pack with its pictures and sounds.
async fn archive(app: &App, key: &str, account: &str) -> Result<Response, ApiError> {
    let _permit = app.limits.export_permit()?;
    let (file, name) = app.packs.export_archive(key, account).await?;
    let pieces = stream::try_unfold(tokio::fs::File::from_std(file), async |mut file| {
        let mut piece = vec![0; PIECE];
        let read = file.read(&mut piece).await?;
        piece.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (Bytes::from(piece), file)))
    });
    let name = format!("attachment; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, "application/zip"), (header::CONTENT_DISPOSITION, &name)];
    Ok((headers, Body::from_stream(pieces)).into_response())
}
