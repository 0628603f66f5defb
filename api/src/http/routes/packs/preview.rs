use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::rules::{Draft, DraftError};
use wpp_library::packs::{format::Row, import::ImportError, preview::Preview};

use super::import::{Upload, options};
use crate::{
    app::App,
    error::{ApiError, import_report::RefusedRow},
    http::{ProblemDetails, extract::Query},
};

/// The content of a file, as an import would read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilePreview {
    /// The recognized format, such as `csv` or `kahoot`; with `format=`, the format in which the file was read.
    format: &'static str,
    /// All formats in which this file can be read, as values for `format=`.
    formats: Vec<&'static str>,
    /// The title in the file. Only `json` files can have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The language in the file. Only `json` files can have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The description in the file. Only `json` files can have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// The first 20 headings of a table; empty for other files.
    headings: Vec<String>,
    /// The first 20 headings that have no meaning here. An import ignores their columns.
    ignored_columns: Vec<String>,
    /// Number of questions that an import accepts.
    questions: usize,
    /// Number of rows that an import refuses.
    refused: usize,
    /// The first five rows of the file.
    first_rows: Vec<PreviewRow>,
    /// The first 100 refused rows.
    refused_rows: Vec<RefusedRow>,
}

/// A row of a file, before the import.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewRow {
    /// Number of the question within the file, starting at 1.
    row: usize,
    /// Line on which the question starts, starting at 1.
    line: usize,
    /// The start of the row's text.
    excerpt: String,
    /// The question as an import stores it. Missing for a refused row.
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<Draft>,
    /// All faults of a refused row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<DraftError>,
}

/// Preview a file
///
/// Reads a file and changes nothing. Pictures are decoded. The body is the file, as for an import. The answer states the format, which `format`
/// overrides here and in the import, the first five rows, and the rows that an import would refuse.
#[utoipa::path(
    post, path = "/api/packs/preview", tag = "packs",
    params(
        ("format" = Option<String>, Query, description = "`json`, `csv`, `opentdb`, `xlsx`, `ods`, `xls`, `kahoot`, `quizizz`, `quizlet`, `anki`, `gift`, `aiken`, `word_lists` or `pairs`. The default is detected from the file."),
        ("family_friendly" = Option<bool>, Query, description = "The value for questions that do not specify it. The default is `false`."),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("account" = [])),
    responses(
        (status = 200, body = FilePreview),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 413, description = "`too_large`", body = ProblemDetails),
        (status = 422, description = "`invalid_file`, `invalid_input`", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many concurrent uploads", body = ProblemDetails),
    )
)]
pub async fn preview(State(app): State<App>, query: Query, upload: Upload) -> Result<Json<FilePreview>, ApiError> {
    let preview = app.packs.preview(upload.file, Some(upload.account.id.as_str()), &options(&query)?).await;
    let preview = preview.map_err(|error| match error {
        // Nothing was to be imported.
        ImportError::File(error) => error.into(),
        other => ApiError::from(other),
    });
    Ok(Json(preview?.into()))
}

impl From<Preview> for FilePreview {
    fn from(preview: Preview) -> Self {
        Self {
            format: preview.format.as_str(),
            formats: preview.formats.into_iter().map(|format| format.as_str()).collect(),
            title: preview.header.title,
            language: preview.header.language,
            description: preview.header.description,
            headings: preview.header.headings,
            ignored_columns: preview.header.ignored,
            questions: preview.questions,
            refused: preview.refused,
            first_rows: preview.first_rows.into_iter().map(PreviewRow::from).collect(),
            refused_rows: preview.refused_rows.into_iter().map(RefusedRow::from).collect(),
        }
    }
}

impl From<Row> for PreviewRow {
    fn from(Row { number, line, excerpt, question, .. }: Row) -> Self {
        let (question, faults) = match question {
            Ok(valid) => (Some(valid.draft), Vec::new()),
            Err(faults) => (None, faults),
        };
        Self { row: number, line, excerpt, question, faults }
    }
}
