//! A client of a foreign protocol. It knows JSON and an address, and uses no type of this project.

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use super::{
    TIMEOUT,
    client::Api,
    test_socket::{End, next_text},
};

/// An open socket and the messages it received.
pub struct ForeignClient {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// All messages, oldest first.
    pub received: Vec<Value>,
    scanned: usize,
}

impl ForeignClient {
    /// Opens `path`, such as `/ws/guitar/KWXTRN/?token=…`.
    ///
    /// # Panics
    /// Panics if the connection fails.
    pub async fn open(api: &Api, path: &str) -> Self {
        let opening = connect_async(format!("ws://{}{path}", api.host));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self { stream, received: Vec::new(), scanned: 0 }
    }

    /// Returns the next message of any type.
    ///
    /// # Errors
    /// Returns how the socket ended.
    ///
    /// # Panics
    /// Panics if no message arrives in time, or if a message is not JSON.
    pub async fn read(&mut self) -> Result<Value, End> {
        // Pings of the server do not extend the time limit.
        let read = timeout(TIMEOUT, next_text(&mut self.stream)).await;
        let text = read.unwrap_or_else(|_| panic!("silence after {:?}", self.received.last()))?;
        let message: Value = serde_json::from_str(&text).expect("frames are JSON");
        self.received.push(message.clone());
        Ok(message)
    }

    /// Returns the data of the next message of this type that satisfies `fits`, and skips others.
    ///
    /// # Panics
    /// Panics if the socket ends first, or if no such message arrives in time.
    pub async fn next_where(&mut self, kind: &str, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            while self.scanned < self.received.len() {
                self.scanned += 1;
                let message = &self.received[self.scanned - 1];
                if message["type"] == kind && fits(&message["data"]) {
                    return message["data"].clone();
                }
            }
            if let Err(end) = self.read().await {
                panic!("{end:?} while waiting for {kind}; last came {:?}", self.received.last());
            }
        }
    }

    /// Returns the data of the next message of this type, and skips others.
    pub async fn next(&mut self, kind: &str) -> Value {
        self.next_where(kind, |_| true).await
    }

    /// Sends a message with this type and data.
    pub async fn send(&mut self, kind: &str, data: Value) {
        self.send_text(&json!({ "type": kind, "data": data }).to_string()).await;
    }

    /// Sends a text frame.
    ///
    /// # Panics
    /// Panics if the message cannot be sent.
    pub async fn send_text(&mut self, text: &str) {
        assert!(self.try_send_text(text).await.is_ok(), "the socket takes it");
    }

    /// Sends a text frame, unless the server has closed the socket.
    ///
    /// # Errors
    /// Returns how the socket ended.
    ///
    /// # Panics
    /// Panics if the message cannot be sent in time.
    pub async fn try_send_text(&mut self, text: &str) -> Result<(), End> {
        let sent = timeout(TIMEOUT, self.stream.send(Message::text(text))).await.expect("in time");
        sent.map_err(|_| End::Broken)
    }

    /// Waits until every message that the server sent earlier has arrived.
    pub async fn settle(&mut self) {
        let mark = self.received.len();
        self.send("ping", json!({ "timestamp": mark })).await;
        while self.read().await.expect("the socket is open")["type"] != "pong" {}
    }

    /// Reads until the server closes the socket.
    pub async fn ended(&mut self) -> End {
        loop {
            if let Err(end) = self.read().await {
                return end;
            }
        }
    }
}
