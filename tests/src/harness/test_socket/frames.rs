//! The frames of a socket: reading them, and how they end.

use futures_util::StreamExt;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, tungstenite::Message};

/// How a socket ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With a close frame that carries this code.
    Closed(u16),
    /// Without a close code.
    Broken,
}

/// The connection below a client's socket.
pub(in crate::harness) type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Returns the next text frame. The library answers pings meanwhile.
pub(in crate::harness) async fn next_text(stream: &mut Stream) -> Result<String, End> {
    loop {
        match stream.next().await {
            Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
            Some(Ok(Message::Close(Some(frame)))) => return Err(End::Closed(frame.code.into())),
            Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(End::Broken),
            Some(Ok(_)) => {}
        }
    }
}

/// Returns the first unscanned frame of this type.
pub(in crate::harness) fn next_unread(received: &[Value], scanned: &mut usize, kind: &str) -> Option<Value> {
    while *scanned < received.len() {
        *scanned += 1;
        if received[*scanned - 1]["type"] == kind {
            return Some(received[*scanned - 1].clone());
        }
    }
    None
}

/// Returns the part of an envelope that every socket receives.
#[must_use]
pub fn shared_part(envelope: &Value) -> Value {
    let mut shared = envelope.clone();
    if let Some(fields) = shared.as_object_mut() {
        fields.remove("you_patch");
    }
    shared
}
