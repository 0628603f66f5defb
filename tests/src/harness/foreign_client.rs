//! A client that knows JSON and an address, and nothing of ours: as another program's would.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

use super::{TIMEOUT, client::Api, test_socket::End};

/// An open socket and all it has heard.
pub struct ForeignClient {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Every message, in the order in which it came.
    pub received: Vec<Value>,
    scanned: usize,
}

impl ForeignClient {
    /// Opens `path`, such as `/ws/guitar/KWXTR/?token=…`.
    ///
    /// # Panics
    /// When nobody listens.
    pub async fn open(api: &Api, path: &str) -> Self {
        let opening = connect_async(format!("ws://{}{path}", api.host));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self { stream, received: Vec::new(), scanned: 0 }
    }

    /// The next message.
    ///
    /// # Errors
    /// How the socket ended.
    ///
    /// # Panics
    /// When nothing comes, or what comes is no JSON.
    pub async fn read(&mut self) -> Result<Value, End> {
        loop {
            let frame = timeout(TIMEOUT, self.stream.next()).await;
            let frame = frame.unwrap_or_else(|_| panic!("silence after {:?}", self.received.last()));
            match frame {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).expect("frames are JSON");
                    self.received.push(message.clone());
                    return Ok(message);
                }
                Some(Ok(Message::Close(Some(frame)))) => return Err(End::Closed(frame.code.into())),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(End::Broken),
                Some(Ok(_)) => {}
            }
        }
    }

    /// The data of the next message of this type that `fits`, skipping others.
    ///
    /// # Panics
    /// When the socket ends before, or nothing of the kind comes.
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

    /// The data of the next message of this type, skipping others.
    pub async fn next(&mut self, kind: &str) -> Value {
        self.next_where(kind, |_| true).await
    }

    /// Says `{"type", "data"}`.
    pub async fn send(&mut self, kind: &str, data: Value) {
        self.send_text(&json!({ "type": kind, "data": data }).to_string()).await;
    }

    /// Says text as it is.
    ///
    /// # Panics
    /// When it cannot be sent.
    pub async fn send_text(&mut self, text: &str) {
        assert!(self.try_send_text(text).await.is_ok(), "the socket takes it");
    }

    /// Says text, unless the server has closed the socket.
    ///
    /// # Errors
    /// When it has.
    ///
    /// # Panics
    /// When it cannot be sent for a long time.
    pub async fn try_send_text(&mut self, text: &str) -> Result<(), End> {
        let sent = timeout(TIMEOUT, self.stream.send(Message::text(text))).await.expect("in time");
        sent.map_err(|_| End::Broken)
    }

    /// Says that it is there, and hears all that was said to it before the answer.
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
