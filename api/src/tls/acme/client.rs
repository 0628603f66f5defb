//! HTTPS to the ACME server.

use std::{pin::Pin, time::Duration};

use axum::{
    body::Bytes,
    http::{Request, uri::Scheme},
};
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient as AcmeHttpClient};
use tokio::time::timeout;
use tokio_rustls::rustls;
use wpp_library::http_client::{HttpClient, RequestError};

/// Time for a request with its connection.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Why a request to the ACME server failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConnectionError {
    /// The address is not one of HTTPS.
    #[error("the address {0} does not begin with https://")]
    Unencrypted(String),
    /// The server has not answered.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// No answer in time.
    #[error("no answer within {} s", REQUEST_TIMEOUT.as_secs())]
    Timeout,
}

/// A client that encrypts every connection.
#[derive(Clone)]
pub(super) struct AcmeClient(HttpClient);

impl AcmeClient {
    pub(super) fn new() -> Result<Self, rustls::Error> {
        HttpClient::new().map(Self)
    }

    async fn send(self, request: Request<BodyWrapper<Bytes>>) -> Result<BytesResponse, ConnectionError> {
        if request.uri().scheme() != Some(&Scheme::HTTPS) {
            return Err(ConnectionError::Unencrypted(request.uri().to_string()));
        }
        Ok(self.0.send(request).await?.into())
    }
}

impl AcmeHttpClient for AcmeClient {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let client = self.clone();
        Box::pin(async move {
            let answer = timeout(REQUEST_TIMEOUT, client.send(request)).await.unwrap_or(Err(ConnectionError::Timeout));
            answer.map_err(|error| Error::Other(Box::new(error)))
        })
    }
}
