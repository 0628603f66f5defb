use axum::{
    extract::{FromRequestParts, Path, path::ErrorKind, rejection::PathRejection},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::{contract::ErrorCode, ids::SessionCode};

use crate::{app::App, error::ApiError};

/// The session code in the path, in upper or lower case. A malformed code is reported as an unknown session.
#[derive(Debug)]
pub struct Code(pub SessionCode);

#[derive(Deserialize)]
struct Named {
    code: String,
}

impl FromRequestParts<App> for Code {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Path(named) =
            Path::<Named>::from_request_parts(parts, app).await.map_err(|rejected| rejection(&rejected))?;
        SessionCode::parse(&named.code).map(Self).ok_or_else(ApiError::unknown_session)
    }
}

/// Maps the rejection of a path. axum decodes all parameters of the path at once, so invalid UTF-8 in another parameter
/// is reported here as well.
fn rejection(rejected: &PathRejection) -> ApiError {
    match rejected {
        PathRejection::FailedToDeserializePathParams(failed) if matches!(failed.kind(), ErrorKind::InvalidUtf8InPathParam { key } if key != "code") => {
            ApiError::new(ErrorCode::NotFound, "Nothing has this id. Check the address.")
        }
        _ => ApiError::unknown_session(),
    }
}
