use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::StatusCode,
};
use serde::de::DeserializeOwned;

use crate::{app::App, error::Problem};

/// A body of JSON. An empty one reads as `{}`, so that calls without a required field need none.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, app).await.map_err(|error| unreadable(&error))?;
        let bytes = if bytes.is_empty() { Bytes::from_static(b"{}") } else { bytes };
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::new("invalid_input", format!("The body does not fit: {error}.")))
    }
}

fn unreadable(error: &BytesRejection) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new("too_large", format!("The body is larger than {} bytes.", crate::limits::MAX_BODY))
    } else {
        Problem::new("invalid_input", "The body could not be read to its end.")
    }
}
