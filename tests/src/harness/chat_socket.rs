//! A client of the chat socket, `/ws/sessions/{code}/`.

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::{connect_async, tungstenite::Message};

use super::{
    TIMEOUT,
    client::Api,
    test_socket::{End, Stream, next_text, next_unread},
};

/// An open chat socket and the frames it received.
pub struct ChatSocket {
    stream: Stream,
    /// All frames, oldest first.
    pub received: Vec<Value>,
    scanned: usize,
}

impl ChatSocket {
    /// Opens a socket with this query string. A refusal shows at the first read.
    ///
    /// # Panics
    /// Panics if the connection fails.
    pub async fn dial(api: &Api, code: &str, query: &str) -> Self {
        let opening = connect_async(format!("ws://{}/ws/sessions/{code}/{query}", api.host));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self { stream, received: Vec::new(), scanned: 0 }
    }

    /// Opens the socket of the participant with this token.
    pub async fn open(api: &Api, code: &str, token: &str) -> Self {
        Self::dial(api, code, &format!("?token={token}")).await
    }

    /// Sends a text frame.
    ///
    /// # Panics
    /// Panics if the connection is closed.
    pub async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.expect("the socket is open");
    }

    /// Posts a message, unless the server has closed the socket. Returns whether the message was sent.
    ///
    /// # Panics
    /// Panics if the message cannot be sent in time.
    pub async fn try_post(&mut self, content: &str) -> bool {
        let frame = json!({"type": "message", "content": content}).to_string();
        timeout(TIMEOUT, self.stream.send(Message::text(frame))).await.expect("in time").is_ok()
    }

    /// Sends a binary frame, which the protocol does not allow.
    ///
    /// # Panics
    /// Panics if the connection is closed.
    pub async fn send_binary(&mut self, bytes: &[u8]) {
        self.stream.send(Message::binary(bytes.to_vec())).await.expect("the socket is open");
    }

    /// Posts a message in the format of the sample client.
    pub async fn post(&mut self, content: &str) {
        self.send_text(&json!({"type": "message", "content": content}).to_string()).await;
    }

    /// Posts a message that can be repeated: the server stores a message id once.
    pub async fn post_with_id(&mut self, id: &str, content: &str) {
        self.send_text(&json!({"type": "message", "content": content, "id": id}).to_string()).await;
    }

    /// Sends a typing notice.
    pub async fn send_typing(&mut self, is_typing: bool) {
        self.send_text(&json!({"type": "typing", "is_typing": is_typing}).to_string()).await;
    }

    /// Returns the next frame of any type.
    ///
    /// # Errors
    /// Returns how the socket ended.
    ///
    /// # Panics
    /// Panics if no frame arrives in time.
    pub async fn read(&mut self) -> Result<Value, End> {
        let Ok(read) = timeout(TIMEOUT, next_text(&mut self.stream)).await else {
            panic!("silence after {:?}", self.received.last());
        };
        let frame: Value = serde_json::from_str(&read?).expect("frames are JSON");
        self.received.push(frame.clone());
        Ok(frame)
    }

    /// Returns the next frame of this type and skips others.
    ///
    /// # Panics
    /// Panics if the socket ends first, or if no such message arrives in time.
    pub async fn next(&mut self, kind: &str) -> Value {
        loop {
            if let Some(found) = next_unread(&self.received, &mut self.scanned, kind) {
                return found;
            }
            if let Err(end) = self.read().await {
                panic!("{end:?} while waiting for {kind}; last came {:?}", self.received.last());
            }
        }
    }

    /// Waits for an error with this code and returns its message.
    ///
    /// # Panics
    /// Panics if the error has a different code, or if none arrives in time.
    pub async fn refused(&mut self, code: &str) -> String {
        let error = self.next("error").await;
        assert_eq!(error["code"], code, "{error}");
        error["message"].as_str().expect("a sentence").to_owned()
    }

    /// Returns the texts of all messages received so far, oldest first.
    #[must_use]
    pub fn contents(&self) -> Vec<&str> {
        let messages = self.received.iter().filter(|frame| frame["type"] == "message");
        messages.filter_map(|message| message["content"].as_str()).collect()
    }

    /// Reads until the server closes the socket.
    pub async fn ended(&mut self) -> End {
        loop {
            if let Err(end) = self.read().await {
                return end;
            }
        }
    }

    /// Waits until every frame that the server sent earlier has arrived.
    pub async fn settle(&mut self) {
        self.send_text(r#"{"type":"ping","timestamp":"settle"}"#).await;
        self.next("pong").await;
    }
}
