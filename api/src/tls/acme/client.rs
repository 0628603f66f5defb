//! HTTPS to the ACME server, one connection for each request.

use std::{io, pin::Pin, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    http::{HeaderValue, Request, Uri, header, uri::PathAndQuery},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, pki_types::ServerName},
};

use crate::tls::provider;

/// Time for a request with its connection.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Why a request to the ACME server failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConnectionError {
    /// The address has no host.
    #[error("the address {0} has no host")]
    NoHost(String),
    /// No connection, or no encrypted one.
    #[error(transparent)]
    Connection(#[from] io::Error),
    /// The host is no name for a certificate.
    #[error("{0} is no host name")]
    Name(String),
    /// The server broke the protocol.
    #[error(transparent)]
    Protocol(#[from] hyper::Error),
    /// No answer in time.
    #[error("no answer within {} s", REQUEST_TIMEOUT.as_secs())]
    Timeout,
}

/// A client that trusts the authorities of the system, as connections to Redis and PostgreSQL do.
#[derive(Clone)]
pub(super) struct AcmeClient(TlsConnector);

impl AcmeClient {
    /// Reads the authorities: those of the system, or of `SSL_CERT_FILE`.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    async fn send(self, mut request: Request<BodyWrapper<Bytes>>) -> Result<BytesResponse, ConnectionError> {
        let uri = std::mem::take(request.uri_mut());
        let no_host = || ConnectionError::NoHost(uri.to_string());
        let authority = uri.authority().ok_or_else(no_host)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned()).map_err(|_| ConnectionError::Name(host.to_owned()))?;
        let tcp = TcpStream::connect((host, authority.port_u16().unwrap_or(443))).await?;
        let stream = self.0.connect(name, tcp).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        // Ends with the answer, because its sender is dropped.
        tokio::spawn(connection);
        *request.uri_mut() = uri.path_and_query().cloned().map_or_else(Uri::default, |path: PathAndQuery| path.into());
        let host = HeaderValue::try_from(authority.as_str()).map_err(|_| no_host())?;
        request.headers_mut().insert(header::HOST, host);
        Ok(sender.send_request(request).await?.into())
    }
}

impl HttpClient for AcmeClient {
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
