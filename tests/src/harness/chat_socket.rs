//! A client of the chat's own socket.

use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::{connect_async, tungstenite::Message};

use super::{
    TIMEOUT,
    client::Api,
    test_socket::{End, Stream, next_text, next_unread},
};

/// An open socket and all it has heard.
pub struct ChatSocket {
    stream: Stream,
    /// Every frame, in the order in which it came.
    pub received: Vec<Value>,
    scanned: usize,
}

impl ChatSocket {
    /// Opens a socket with this query. Whether it is let in shows when it is used.
    ///
    /// # Panics
    /// When nobody listens.
    pub async fn dial(api: &Api, code: &str, query: &str) -> Self {
        let opening = connect_async(format!("ws://{}/ws/sessions/{code}/{query}", api.host));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self { stream, received: Vec::new(), scanned: 0 }
    }

    /// Opens the socket of whoever has this token.
    pub async fn open(api: &Api, code: &str, token: &str) -> Self {
        Self::dial(api, code, &format!("?token={token}")).await
    }

    /// Sends this text as it is.
    ///
    /// # Panics
    /// When the socket is broken.
    pub async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::text(text)).await.expect("the socket is open");
    }

    /// Sends bytes, which is no message.
    ///
    /// # Panics
    /// When the socket is broken.
    pub async fn send_binary(&mut self, bytes: &[u8]) {
        self.stream.send(Message::binary(bytes.to_vec())).await.expect("the socket is open");
    }

    /// Says something, as the sample client does.
    pub async fn post(&mut self, content: &str) {
        self.send_text(&json!({"type": "message", "content": content}).to_string()).await;
    }

    /// Says something that may be said again: the same id is the same message.
    pub async fn post_with_id(&mut self, id: &str, content: &str) {
        self.send_text(&json!({"type": "message", "content": content, "id": id}).to_string()).await;
    }

    /// Says whether one types.
    pub async fn send_typing(&mut self, is_typing: bool) {
        self.send_text(&json!({"type": "typing", "is_typing": is_typing}).to_string()).await;
    }

    /// The next frame, whatever it is.
    ///
    /// # Errors
    /// How the socket ended.
    ///
    /// # Panics
    /// When nothing comes.
    pub async fn read(&mut self) -> Result<Value, End> {
        let Ok(read) = timeout(TIMEOUT, next_text(&mut self.stream)).await else {
            panic!("silence after {:?}", self.received.last());
        };
        let frame: Value = serde_json::from_str(&read?).expect("frames are JSON");
        self.received.push(frame.clone());
        Ok(frame)
    }

    /// The next frame of this type, skipping others.
    ///
    /// # Panics
    /// When the socket ends before, or nothing of the kind comes.
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

    /// The error that comes next; it has to have this code. Returns its sentence.
    ///
    /// # Panics
    /// When something else comes.
    pub async fn refused(&mut self, code: &str) -> String {
        let error = self.next("error").await;
        assert_eq!(error["code"], code, "{error}");
        error["message"].as_str().expect("a sentence").to_owned()
    }

    /// What all messages heard so far say, in the order in which they came.
    #[must_use]
    pub fn contents(&self) -> Vec<&str> {
        let messages = self.received.iter().filter(|frame| frame["type"] == "message");
        messages.filter_map(|message| message["content"].as_str()).collect()
    }

    /// Reads until the server has ended it.
    pub async fn ended(&mut self) -> End {
        loop {
            if let Err(end) = self.read().await {
                return end;
            }
        }
    }

    /// Waits until everything that was told this socket before now has come.
    pub async fn settle(&mut self) {
        self.send_text(r#"{"type":"ping","timestamp":"settle"}"#).await;
        self.next("pong").await;
    }
}
