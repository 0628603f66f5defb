//! HTTP responses for errors: `application/problem+json` (RFC 9457).

use std::num::NonZeroU64;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::content::rules::DraftError;

use crate::error::{
    ApiError,
    import_report::{FileProblem, ImportReport},
};

/// The body of an error response (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDetails {
    /// `urn:wpp:problem:` followed by the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The problem and its remedy, in a sentence or two.
    pub detail: String,
    /// A stable `snake_case` error code.
    pub code: &'static str,
    /// The field of the request body that is invalid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds after which a retry makes sense; also sent as the `Retry-After` header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// All faults of a rejected question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<DraftError>,
    /// The rejected rows of an import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<ImportReport>>,
    /// Why an imported file cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Box<FileProblem>>,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after.map(NonZeroU64::get);
        let body = ProblemDetails {
            kind: format!("urn:wpp:problem:{}", self.code),
            title: self.code.as_str().replace('_', " "),
            status: status.as_u16(),
            detail: self.detail,
            code: self.code.as_str(),
            field: self.field,
            retry_after,
            faults: self.faults.into_vec(),
            report: self.report,
            file: self.file,
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
