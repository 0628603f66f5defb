//! Sockets and calls that record every byte.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};
use wpp_tests::harness::{TIMEOUT, client::Api};

/// Everything that one person received over one channel, oldest first.
#[derive(Debug, Clone)]
pub struct Recording {
    /// The role and the channel, for messages of failed tests.
    pub name: String,
    /// The id of the player who received it; empty for others.
    pub viewer: String,
    pub texts: Vec<String>,
}

impl Recording {
    pub fn new(name: &str, viewer: &str) -> Self {
        Self { name: name.to_owned(), viewer: viewer.to_owned(), texts: Vec::new() }
    }
}

/// A socket whose messages and close reason are recorded.
pub struct Wiretap {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub recording: Recording,
    sent: u32,
    scanned: usize,
}

impl Wiretap {
    pub async fn open(api: &Api, path: &str, name: &str, viewer: &str) -> Self {
        let opening = connect_async(format!("ws://{}{path}", api.host));
        let (stream, _) = timeout(TIMEOUT, opening).await.unwrap().unwrap();
        Self { stream, recording: Recording::new(name, viewer), sent: 0, scanned: 0 }
    }

    /// Reads the next text. Returns `None` when the socket has ended.
    async fn read(&mut self) -> Option<&str> {
        match timeout(TIMEOUT, self.record_text()).await {
            Ok(is_open) => self.recording.texts.last().map(String::as_str).filter(|_| is_open),
            // Pings keep the socket alive, but the test waits for a text.
            Err(_) => panic!("{}: no text after {:?}", self.recording.name, self.recording.texts.last()),
        }
    }

    /// Records what arrives until a text has arrived. Returns `false` when the socket has ended.
    async fn record_text(&mut self) -> bool {
        loop {
            let Some(message) = self.stream.next().await else { return false };
            match message {
                Ok(Message::Text(text)) => {
                    self.recording.texts.push(text.to_string());
                    return true;
                }
                Ok(Message::Close(Some(frame))) => self.recording.texts.push(frame.reason.to_string()),
                Ok(Message::Binary(bytes)) => self.recording.texts.push(String::from_utf8_lossy(&bytes).into_owned()),
                Ok(_) => {}
                Err(_) => return false,
            }
        }
    }

    /// Reads until an unscanned message of this type. Returns the message.
    pub async fn next(&mut self, kind: &str) -> Value {
        loop {
            while self.scanned < self.recording.texts.len() {
                self.scanned += 1;
                let message: Value = serde_json::from_str(&self.recording.texts[self.scanned - 1]).unwrap_or_default();
                if message["type"] == kind {
                    return message;
                }
            }
            assert!(self.read().await.is_some(), "{} ended before {kind}", self.recording.name);
        }
    }

    /// Sends an action and reads until its `ack` or `error`. Returns the answer.
    pub async fn ask(&mut self, kind: &str, data: Value) -> Value {
        self.sent += 1;
        let id = format!("w{}", self.sent);
        self.send(&json!({"type": kind, "id": id, "data": data}).to_string()).await;
        loop {
            let text = self.read().await.expect("the socket is open");
            let message: Value = serde_json::from_str(text).unwrap();
            if message["data"]["id"] == id.as_str() {
                return message;
            }
        }
    }

    pub async fn send(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.unwrap();
    }

    /// Reads until the server closes the socket. Returns the recording.
    pub async fn finish(mut self) -> Recording {
        while self.read().await.is_some() {}
        self.recording
    }

    /// Reads the first message, or the close reason, and hangs up. Returns the recording.
    pub async fn first(mut self) -> Recording {
        let _ = self.read().await;
        self.recording
    }
}
