use axum::{
    extract::{FromRequestParts, Path, path::ErrorKind, rejection::PathRejection},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::contract::ErrorCode;
use wpp_game::ids::SessionCode;

use crate::{app::App, error::ApiError};

/// The session named in the path. It may be written in any case; what cannot be a code is an
/// unknown session.
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
            Path::<Named>::from_request_parts(parts, app).await.map_err(|refused| unreadable(&refused))?;
        SessionCode::parse(&named.code).map(Self).ok_or_else(ApiError::unknown_session)
    }
}

/// All of a path is decoded before any of it is read, so that this is where bytes that are no text are
/// met, wherever they stand.
fn unreadable(refused: &PathRejection) -> ApiError {
    match refused {
        PathRejection::FailedToDeserializePathParams(failed) if matches!(failed.kind(), ErrorKind::InvalidUtf8InPathParam { key } if key != "code") => {
            ApiError::new(ErrorCode::NotFound, "Nothing here has that id.")
        }
        _ => ApiError::unknown_session(),
    }
}
