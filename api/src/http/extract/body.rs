use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use wpp_game::contract::ErrorCode;

use crate::{
    app::App,
    error::ApiError,
    limits::{MAX_BODY, MAX_DRAINED},
};

/// A JSON body. An empty body means `{}`, so calls whose fields are all optional need no body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let bytes = read(request).await?;
        let bytes = if bytes.is_empty() { Bytes::from_static(b"{}") } else { bytes };
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            ApiError::new(ErrorCode::InvalidInput, format!("The body is not valid for this call: {error}."))
        })
    }
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
