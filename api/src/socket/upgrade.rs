//! From an HTTP request to the bare connection behind it.
//!
//! axum's own extractor keeps the connection to itself and wakes a task for every frame. The hub
//! writes to thousands of phones within the same milliseconds, so it needs the connection itself.

use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{Request, request::Parts},
    response::Response,
};
use hyper::upgrade::OnUpgrade;
use hyper_util::{rt::TokioIo, server::conn::auto::upgrade::downcast};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::server::create_response;
use wpp_game::contract::ErrorCode;

use crate::error::ApiError;

/// A request that asks for a WebSocket, and may have one.
pub struct Upgrade {
    connection: OnUpgrade,
    answer: Response,
}

impl Upgrade {
    /// Agrees, and hands the connection to `serve` with what the client may have said already.
    /// Nothing is served if the client goes away before it hears the answer.
    pub(super) fn open<Served>(self, serve: impl FnOnce(TcpStream, Vec<u8>) -> Served + Send + 'static) -> Response
    where
        Served: Future<Output = ()> + Send,
    {
        let Self { connection, answer } = self;
        tokio::spawn(async move {
            let Some((stream, read)) = bare(connection).await else { return };
            // In a box of its own, or this task would be as large as both its halves together.
            Box::pin(serve(stream, read)).await;
        });
        answer
    }
}

/// The connection without what HTTP needed of it.
async fn bare(connection: OnUpgrade) -> Option<(TcpStream, Vec<u8>)> {
    let upgraded = connection.await.ok()?;
    match downcast::<TokioIo<TcpStream>>(upgraded) {
        // Copied: nearly always nothing, in a buffer of 16 KiB that would stay as long as the socket.
        Ok(parts) => Some((parts.io.into_inner(), parts.read_buf.to_vec())),
        Err(_) => {
            tracing::error!("a connection is no TCP stream; it is dropped");
            None
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let no_upgrade = || ApiError::new(ErrorCode::InvalidInput, "At this address a WebSocket has to be opened.");
        let mut request = Request::new(());
        *request.method_mut() = parts.method.clone();
        *request.version_mut() = parts.version;
        *request.headers_mut() = parts.headers.clone();
        let answer = create_response(&request).map_err(|_| no_upgrade())?.map(|()| Body::empty());
        let connection = parts.extensions.remove::<OnUpgrade>().ok_or_else(no_upgrade)?;
        Ok(Self { connection, answer })
    }
}
