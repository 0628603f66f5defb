use axum::{
    body::Body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use wpp_game::contract::ErrorCode;
use wpp_library::packs::format::Format;

use super::Named;
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Query},
};

/// Export a question pack
///
/// As a file of the platform's own JSON, which comes back exactly as it was, or as a table.
#[utoipa::path(
    get, path = "/api/packs/{pack_id}/export", tag = "packs",
    params(
        ("pack_id" = String, Path, description = "The pack's key."),
        ("format" = Option<String>, Query, description = "`json` (default) or `csv`"),
    ),
    security(("account" = [])),
    responses(
        (status = 200, description = "The file", content_type = "application/json"),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 404, description = "`unknown_pack`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn export(
    State(app): State<App>,
    named: Named,
    account: Account,
    query: Query,
) -> Result<Response, ApiError> {
    let (format, kind) = match query.get("format").unwrap_or("json") {
        "json" => (Format::Json, "application/json"),
        "csv" => (Format::Csv, "text/csv; charset=utf-8"),
        "csv_semicolon" => (Format::CsvSemicolon, "text/csv; charset=utf-8"),
        _ => return Err(ApiError::new(ErrorCode::InvalidInput, "format is json, csv or csv_semicolon.").at("format")),
    };
    let export = app.packs.export(&named.pack_id, account.id.as_str(), format).await?;
    let name = format!("attachment; filename=\"{}\"", export.file_name());
    let pieces = stream::try_unfold(export, async |mut export| {
        export.next().await.map(|piece| piece.map(|piece| (piece, export))).inspect_err(|error| {
            tracing::error!(error = error as &dyn std::error::Error, "an export broke off");
        })
    });
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, &name)], Body::from_stream(pieces))
        .into_response())
}
