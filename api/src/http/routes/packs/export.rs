use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
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
/// Returns the pack as a file: as JSON, which an import restores exactly, or as a CSV table.
#[utoipa::path(
    get, path = "/api/packs/{pack_id}/export", tag = "packs", operation_id = "export_pack",
    params(
        ("pack_id" = String, Path, description = "The key of the pack."),
        ("format" = Option<String>, Query, description = "`json` (default), `csv`, or `csv_semicolon` for spreadsheets that expect semicolons."),
    ),
    security(("account" = [])),
    responses(
        (status = 200, description = "The file.", content((Object = "application/json"), (String = "text/csv"))),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn export(
    State(app): State<App>,
    path: PackPath,
    account: Account,
    query: Query,
) -> Result<Response, ApiError> {
    let (format, kind) = match query.get("format").unwrap_or("json") {
        "json" => (Format::Json, "application/json"),
        "csv" => (Format::Csv, "text/csv; charset=utf-8"),
        "csv_semicolon" => (Format::CsvSemicolon, "text/csv; charset=utf-8"),
        _ => return Err(ApiError::invalid("`format` must be json, csv or csv_semicolon.").at("format")),
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
