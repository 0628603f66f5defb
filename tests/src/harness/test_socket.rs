//! A game socket that checks the rules of the stream while it reads.
//!
//! Every numbered event must follow its predecessor without a gap. Its patches are applied to the snapshot of the start.
//! [`TestSocket::assert_matches_server`] compares the result with the server's snapshot.

mod frames;

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpSocket, time::timeout};
use tokio_tungstenite::{MaybeTlsStream, client_async, connect_async, tungstenite::Message};
use wpp_fib::View;
use wpp_game::contract::{compact_event, merge_patch};

pub use self::frames::{End, shared_part};
pub(super) use self::frames::{Stream, next_text, next_unread};
use super::{
    TIMEOUT,
    client::{Api, HostedSession, Seat, text},
};

/// The part of a query that asks for compact events.
pub const COMPACT: &str = "&events=compact";

/// An open game socket and the envelopes it received.
pub struct TestSocket {
    stream: Stream,
    /// All envelopes, oldest first.
    pub received: Vec<Value>,
    /// Number of envelopes that [`next`](Self::next) has scanned.
    scanned: usize,
    /// The snapshot at the start with all later patches, including `you`. `None` before the first snapshot.
    pub mirror: Option<Value>,
    /// Number of the last event.
    pub seq: u64,
    epoch: String,
    sent: u64,
    /// Whether the socket asked for compact events.
    is_compact: bool,
}

/// A position in the stream with the snapshot at that position.
#[derive(Debug, Clone)]
pub struct StreamPosition {
    /// The epoch.
    pub epoch: String,
    /// Number of the last event.
    pub seq: u64,
    /// The snapshot with all patches up to the position.
    pub mirror: Option<Value>,
}

impl TestSocket {
    /// Opens a socket with this query string and reads the first frame.
    ///
    /// # Errors
    /// Returns how the server closed the socket.
    ///
    /// # Panics
    /// Panics if the connection fails, or if the first frame is neither a snapshot nor a list of missed events.
    pub async fn open(api: &Api, code: &str, query: &str) -> Result<Self, End> {
        let mut socket = Self::dial(api, code, query).await;
        match socket.read().await {
            Ok(first) => {
                let kind = text(&first["type"]);
                assert!(kind == "session.snapshot" || kind == "session.resumed", "first came {first}");
                Ok(socket)
            }
            Err(end) => Err(end),
        }
    }

    /// Opens a socket without reading the first frame.
    ///
    /// # Panics
    /// Panics if the connection fails.
    pub async fn dial(api: &Api, code: &str, query: &str) -> Self {
        let opening = connect_async(address(api, code, query));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self { is_compact: query.contains(COMPACT), ..Self::on(stream) }
    }

    /// Opens a socket with a receive buffer of a few kilobytes.
    ///
    /// # Panics
    /// Panics if the connection fails.
    pub async fn narrow(api: &Api, code: &str, query: &str) -> Self {
        let phone = TcpSocket::new_v4().expect("a socket");
        phone.set_recv_buffer_size(4096).expect("a small buffer");
        let stream = phone.connect(api.host.parse().expect("an address")).await.expect("somebody listens");
        let opening = client_async(address(api, code, query), MaybeTlsStream::Plain(stream));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self::on(stream)
    }

    fn on(stream: Stream) -> Self {
        let (received, epoch) = (Vec::new(), String::new());
        Self { stream, received, scanned: 0, mirror: None, seq: 0, epoch, sent: 0, is_compact: false }
    }

    /// Opens the socket of a player.
    ///
    /// # Panics
    /// Panics if the server refuses.
    pub async fn player(api: &Api, code: &str, seat: &Seat) -> Self {
        Self::open(api, code, &format!("session_token={}", seat.token)).await.expect("a player is let in")
    }

    /// Opens the public screen.
    ///
    /// # Panics
    /// Panics if the server refuses.
    pub async fn screen(api: &Api, session: &HostedSession) -> Self {
        Self::open(api, &session.code, "role=host").await.expect("a screen is let in")
    }

    /// Returns the position from which a later socket can resume.
    #[must_use]
    pub fn place(&self) -> StreamPosition {
        StreamPosition { epoch: self.epoch.clone(), seq: self.seq, mirror: self.mirror.clone() }
    }

    /// Opens a socket that resumes at `place`.
    ///
    /// # Panics
    /// Panics if the server refuses.
    pub async fn resume(api: &Api, code: &str, query: &str, place: StreamPosition) -> Self {
        let StreamPosition { epoch, seq, mirror } = place;
        let mut socket = Self::dial(api, code, &format!("{query}&epoch={epoch}&since={seq}")).await;
        (socket.epoch, socket.seq, socket.mirror) = (epoch, seq, mirror);
        socket.read().await.expect("it is let in again");
        socket
    }

    /// Drops the connection without a close frame and resumes on `api`.
    ///
    /// # Panics
    /// Panics if the server refuses.
    pub async fn resumed(self, api: &Api, code: &str, query: &str) -> Self {
        let place = self.place();
        drop(self);
        Self::resume(api, code, query, place).await
    }

    /// Returns the epoch of the stream.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Returns the next envelope of any type.
    ///
    /// # Errors
    /// Returns how the socket ended.
    ///
    /// # Panics
    /// Panics if no frame arrives in time, or if a frame breaks the rules of the stream.
    pub async fn read(&mut self) -> Result<Value, End> {
        let Ok(read) = timeout(TIMEOUT, next_text(&mut self.stream)).await else {
            panic!("silence after {:?}", self.received.last());
        };
        let text = read?;
        let envelope: Value = serde_json::from_str(&text).expect("frames are JSON");
        self.apply(&envelope);
        self.received.push(envelope.clone());
        Ok(envelope)
    }

    /// Returns the next event of this type and skips others.
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

    /// Reads until the game is in this phase. Returns the public view of the phase.
    ///
    /// # Panics
    /// Panics if the socket ends before the phase.
    pub async fn reach(&mut self, phase: &str) -> View {
        loop {
            let mirror = self.mirror.as_ref().expect("it began with a snapshot");
            if mirror["phase"]["name"] == phase {
                return serde_json::from_value(mirror["view"].clone()).expect("a view of Fib");
            }
            self.read().await.expect("the socket is open");
        }
    }

    /// Reads until the event with this number has arrived.
    ///
    /// # Panics
    /// Panics if the socket ends before the event.
    pub async fn read_until_seq(&mut self, seq: u64) {
        while self.seq < seq {
            self.read().await.expect("the socket is open");
        }
    }

    /// Reads until the server closes the socket.
    pub async fn ended(&mut self) -> End {
        loop {
            if let Err(end) = self.read().await {
                return end;
            }
        }
    }

    /// Sends a message and waits for its `ack` or `error`.
    ///
    /// # Panics
    /// Panics if no answer arrives in time.
    pub async fn ask(&mut self, kind: &str, data: Value) -> Value {
        self.sent += 1;
        let id = format!("m{}", self.sent);
        self.ask_as(&id, kind, data).await
    }

    /// Sends a message with this id and waits for its `ack` or `error`.
    ///
    /// # Panics
    /// Panics if no answer arrives in time.
    pub async fn ask_as(&mut self, id: &str, kind: &str, data: Value) -> Value {
        self.send_text(&json!({"type": kind, "id": id, "data": data}).to_string()).await;
        self.answer(id).await
    }

    /// Waits for the `ack` or `error` of the message with this id.
    ///
    /// # Panics
    /// Panics if there is none.
    pub async fn answer(&mut self, id: &str) -> Value {
        loop {
            let envelope = self.read().await.unwrap_or_else(|end| panic!("{end:?} instead of an answer to {id}"));
            let answers = envelope["type"] == "ack" || envelope["type"] == "error";
            if answers && envelope["data"]["id"] == id {
                return envelope;
            }
        }
    }

    /// Sends a message that the server must accept. Returns the data of the `ack`.
    ///
    /// # Panics
    /// Panics if the server refuses.
    pub async fn accepted(&mut self, kind: &str, data: Value) -> Value {
        let answer = self.ask(kind, data).await;
        assert_eq!(answer["type"], "ack", "{answer}");
        answer["data"].clone()
    }

    /// Sends a message that the server must refuse with `code`.
    ///
    /// # Panics
    /// Panics if the server accepts the message, or refuses it with another code.
    pub async fn refused(&mut self, kind: &str, data: Value, code: &str) {
        let answer = self.ask(kind, data).await;
        assert_eq!((&answer["type"], &answer["data"]["code"]), (&json!("error"), &json!(code)), "{answer}");
    }

    /// Sends a text frame.
    ///
    /// # Panics
    /// Panics if the message cannot be sent.
    pub async fn send_text(&mut self, text: &str) {
        self.send(Message::text(text)).await;
    }

    /// Sends a frame.
    ///
    /// # Panics
    /// Panics if the message cannot be sent.
    pub async fn send(&mut self, frame: Message) {
        timeout(TIMEOUT, self.stream.send(frame)).await.expect("in time").expect("the socket takes it");
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

    /// Closes the socket with a close frame and waits for the server's.
    pub async fn leave(mut self) {
        let _ = self.stream.close(None).await;
        while let Ok(Some(Ok(_))) = timeout(Duration::from_secs(5), self.stream.next()).await {}
    }

    /// Checks that the public snapshot with all patches equals the server's. The game must not advance meanwhile.
    ///
    /// # Panics
    /// Panics if it is not.
    pub async fn assert_matches_server(&mut self, api: &Api, code: &str) {
        self.assert_matches(api.snapshot(code, None).await).await;
    }

    /// Checks that the snapshot with all patches equals the one that the holder of `seat` gets, including `you`. The game
    /// must not advance meanwhile.
    ///
    /// # Panics
    /// Panics if it is not.
    pub async fn assert_own_matches_server(&mut self, api: &Api, code: &str, seat: &Seat) {
        self.assert_matches(api.snapshot(code, Some(&seat.token)).await).await;
    }

    async fn assert_matches(&mut self, mut shown: Value) {
        self.read_until_seq(shown["seq"].as_u64().expect("a number")).await;
        let mut mirror = self.mirror.clone().expect("it began with a snapshot");
        if shown.get("you").is_none() {
            mirror["you"] = Value::Null;
        }
        keep_comparable(&mut shown);
        keep_comparable(&mut mirror);
        assert_eq!(mirror, shown);
    }

    /// Applies an envelope and checks the rules of the stream.
    fn apply(&mut self, envelope: &Value) {
        match envelope["type"].as_str() {
            Some("session.snapshot") => {
                assert_eq!(envelope["data"]["recovered"], false);
                self.start_from(&envelope["data"]["snapshot"]);
            }
            Some("session.resumed") => {
                assert_eq!(envelope["data"]["recovered"], true);
                for missed in envelope["data"]["events"].as_array().expect("a tail") {
                    self.follow(missed);
                }
            }
            _ if envelope.get("seq").is_some() => self.follow(envelope),
            _ => {}
        }
        for field in ["session", "epoch", "sent_at", "due_at", "data"] {
            assert!(envelope.get(field).is_some(), "{field} is missing: {envelope}");
        }
    }

    fn start_from(&mut self, snapshot: &Value) {
        (self.seq, self.epoch) = (snapshot["seq"].as_u64().expect("a number"), text(&snapshot["epoch"]));
        self.mirror = Some(snapshot.clone());
    }

    fn follow(&mut self, envelope: &Value) {
        assert_eq!(envelope["epoch"], self.epoch.as_str(), "another numbering without a snapshot: {envelope}");
        assert_eq!(envelope["seq"], self.seq + 1, "a hole or a double: {envelope}");
        self.seq += 1;
        let Some(mirror) = &mut self.mirror else { return };
        if self.is_compact {
            compact_event::receive(mirror, &mut envelope.clone());
            return;
        }
        mirror["seq"] = self.seq.into();
        if let Some(patch) = envelope.get("patch") {
            merge_patch::apply(mirror, patch);
        }
        if let Some(patch) = envelope.get("you_patch") {
            merge_patch::apply(&mut mirror["you"], patch);
        }
    }
}

fn address(api: &Api, code: &str, query: &str) -> String {
    format!("ws://{}/ws/game/{code}/?{query}", api.host)
}

/// Removes what depends on the time of the request or on messages, and fields that are `null`, which mean the same as absent
/// ones.
fn keep_comparable(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let is_running = fields.get("deadline_at").is_some_and(|deadline| !deadline.is_null());
            let depends = |name: &str| {
                ["server_time", "last_message_at"].contains(&name) || (is_running && name == "remaining_ms")
            };
            fields.retain(|name, field| !field.is_null() && !depends(name));
            fields.values_mut().for_each(keep_comparable);
        }
        Value::Array(items) => items.iter_mut().for_each(keep_comparable),
        _ => {}
    }
}
