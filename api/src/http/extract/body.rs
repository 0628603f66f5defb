use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use wpp_game::contract::{ErrorCode, from_object};

use crate::{
    app::App,
    error::ApiError,
    limits::{MAX_BODY, MAX_DRAINED},
};

/// Time for a whole body.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// A JSON body, marked as `application/json`. An empty body means `{}`, so calls whose fields are all optional need no body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let is_json = has_json_type(request.headers());
        let bytes = timeout(BODY_TIMEOUT, read(request)).await.map_err(|_elapsed| {
            ApiError::new(ErrorCode::InvalidInput, "The body did not arrive in time. Send the request again.")
        })??;
        if !bytes.is_empty() && !is_json {
            let detail = "The body is not marked as JSON. Send the header `Content-Type: application/json`.";
            return Err(ApiError::new(ErrorCode::InvalidInput, detail));
        }
        let bytes = if bytes.is_empty() { Bytes::from_static(b"{}") } else { bytes };
        from_object(&bytes).map(Self).map_err(|error| {
            ApiError::new(ErrorCode::InvalidInput, format!("The body is not valid for this call: {error}."))
        })
    }
}

/// Reports whether the body is marked as JSON. A page of another site cannot send this type without permission.
fn has_json_type(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Reads the whole body. Bytes beyond [`MAX_BODY`] are read and discarded, up to [`MAX_DRAINED`]: a client that is cut off
/// while it sends reports a broken connection instead of the error response.
async fn read(request: Request) -> Result<Bytes, ApiError> {
    let mut chunks = request.into_body().into_data_stream();
    let (mut body, mut size) = (Vec::new(), 0_usize);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk
            .map_err(|_| ApiError::new(ErrorCode::InvalidInput, "The body ended early. Send the request again."))?;
        size = size.saturating_add(chunk.len());
        if size <= MAX_BODY {
            body.extend_from_slice(&chunk);
        } else if size > MAX_DRAINED {
            break;
        }
    }
    if size > MAX_BODY {
        return Err(ApiError::new(
            ErrorCode::TooLarge,
            format!("The body is larger than {MAX_BODY} bytes. Send a smaller one."),
        ));
    }
    Ok(body.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_bodies_are_marked_as_json() {
        let is_json =
            |value: &str| has_json_type(&HeaderMap::from_iter([(header::CONTENT_TYPE, value.parse().unwrap())]));
        for json in ["application/json", "Application/JSON; charset=utf-8", "application/merge-patch+json"] {
            assert!(is_json(json), "{json}");
        }
        for other in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=application/json", ""]
        {
            assert!(!is_json(other), "{other}");
        }
        assert!(!has_json_type(&HeaderMap::new()));
    }
}
