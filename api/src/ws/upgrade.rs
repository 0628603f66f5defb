//! The upgrade of an HTTP request to its connection.
//!
//! axum's WebSocket extractor owns the connection and wakes a task for every frame. The hub writes to thousands of sockets
//! within a few milliseconds, so it needs the TCP connection, and the TLS session over it.

use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderValue, Request, header::SEC_WEBSOCKET_PROTOCOL, request::Parts},
    response::Response,
};
use hyper::upgrade::OnUpgrade;
use hyper_util::{rt::TokioIo, server::conn::auto::upgrade::downcast};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response;
use wpp_game::contract::ErrorCode;

use super::subprotocol;
use crate::{
    app::App,
    error::ApiError,
    wire::connection::{BufferedTls, Connection, TlsConnection},
};

/// A valid WebSocket handshake. The session and the token are not checked yet.
pub struct Upgrade {
    connection: OnUpgrade,
    answer: Response,
}

impl Upgrade {
    /// Accepts the handshake and spawns `serve` with the connection and the bytes that the HTTP server already read.
    /// `serve` does not run if the client disconnects before it has the response. It should not run for as long as the socket
    /// is open: its task is as large as the handshake and all that follows.
    pub(super) fn accept<Served>(self, serve: impl FnOnce(Connection, Vec<u8>) -> Served + Send + 'static) -> Response
    where
        Served: Future<Output = ()> + Send,
    {
        let Self { connection, answer } = self;
        tokio::spawn(async move {
            let Some((stream, read)) = into_connection(connection).await else { return };
            serve(stream, read).await;
        });
        answer
    }
}

/// Takes the connection out of the HTTP connection, with the bytes that were read from it.
async fn into_connection(connection: OnUpgrade) -> Option<(Connection, Vec<u8>)> {
    let upgraded = match downcast::<TokioIo<TcpStream>>(connection.await.ok()?) {
        // Copied: the buffer of 16 KiB is nearly always empty and would live as long as the socket.
        Ok(parts) => return Some((Connection::Tcp(parts.io.into_inner()), parts.read_buf.to_vec())),
        Err(upgraded) => upgraded,
    };
    match downcast::<TokioIo<BufferedTls>>(upgraded) {
        Ok(parts) => {
            let stream = parts.io.into_inner();
            let read = [&parts.read_buf, stream.buffer()].concat();
            Some((Connection::Tls(Box::new(TlsConnection::new(stream.into_inner()))), read))
        }
        Err(_) => {
            tracing::error!("upgraded connection is neither TCP nor TLS; dropped");
            None
        }
    }
}

impl FromRequestParts<App> for Upgrade {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let no_upgrade = || {
            ApiError::new(
                ErrorCode::InvalidInput,
                "This address accepts only WebSocket connections. Send a WebSocket handshake.",
            )
        };
        app.settings.allowed_hosts.check_origin(&parts.headers)?;
        let mut request = Request::new(());
        *request.method_mut() = parts.method.clone();
        *request.version_mut() = parts.version;
        *request.headers_mut() = parts.headers.clone();
        let mut answer = create_response(&request).map_err(|_| no_upgrade())?.map(|()| Body::empty());
        if subprotocol::is_offered(&parts.headers) {
            answer.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(subprotocol::NAME));
        }
        let connection = parts.extensions.remove::<OnUpgrade>().ok_or_else(no_upgrade)?;
        Ok(Self { connection, answer })
    }
}
