//! HTTP and HTTPS to other servers: ACME servers and the store of media.
//!
//! Each request has a separate connection. Requests are rare, so a pool of connections would save little.

use std::{error::Error, io, sync::Arc};

use hyper::{
    Request, Response,
    body::{Body, Incoming},
    client::conn::http1,
    header::{HOST, HeaderValue},
    http::uri::{PathAndQuery, Scheme},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// The address has no host.
    #[error("the address has no host")]
    NoHost,
    /// The host is no name for a certificate.
    #[error("{0} is no host name")]
    Name(String),
    /// No connection, or no encrypted one.
    #[error(transparent)]
    Connection(#[from] io::Error),
    /// The server broke the protocol.
    #[error(transparent)]
    Protocol(#[from] hyper::Error),
}

/// A client that trusts the authorities of the system, as connections to Redis and PostgreSQL do. Cheap to clone.
#[derive(Clone)]
pub struct HttpClient(TlsConnector);

impl HttpClient {
    /// Reads the authorities: those of the system, or of `SSL_CERT_FILE`. Blocks for some milliseconds.
    ///
    /// # Errors
    /// When TLS cannot be used.
    pub fn new() -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// Sends a request to the absolute address in it. Returns the answer when its head has arrived. Has no time limit.
    ///
    /// # Errors
    /// [`RequestError`]; an answer with any status is none.
    pub async fn send<B>(&self, mut request: Request<B>) -> Result<Response<Incoming>, RequestError>
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let uri = std::mem::take(request.uri_mut());
        let authority = uri.authority().ok_or(RequestError::NoHost)?;
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let is_encrypted = uri.scheme() != Some(&Scheme::HTTP);
        let port = authority.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 });
        *request.uri_mut() =
            uri.path_and_query().cloned().map_or_else(Default::default, |path: PathAndQuery| path.into());
        let value = HeaderValue::try_from(authority.as_str()).map_err(|_| RequestError::NoHost)?;
        request.headers_mut().insert(HOST, value);
        let stream = TcpStream::connect((host, port)).await?;
        if !is_encrypted {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|_| RequestError::Name(host.to_owned()))?;
        exchange(self.0.connect(name, stream).await?, request).await
    }
}

async fn exchange<S, B>(stream: S, request: Request<B>) -> Result<Response<Incoming>, RequestError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends with the answer, because its sender is dropped.
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?)
}
