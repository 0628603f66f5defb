//! A phone's socket: it checks what everybody relies on while it reads.
//!
//! Every numbered event must follow the one before it without a hole, and folding it onto the
//! snapshot must work; [`TestSocket::agree`] compares the outcome with the server's own snapshot.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async, tungstenite::Message};
use wpp_fib::{Fib, View};
use wpp_game::session::{
    Envelope,
    fold::{Folded, fold},
    snapshot::Snapshot,
};

use super::{
    TIMEOUT,
    client::{Api, HostedSession, Seat, text},
};

/// The connection below a client's socket.
pub(super) type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// An open socket and all it has heard.
pub struct TestSocket {
    stream: Stream,
    /// Every envelope, in the order in which it came.
    pub received: Vec<Value>,
    /// How far [`next`](Self::next) has scanned into it.
    scanned: usize,
    /// The snapshot it started from, with all events folded onto it.
    pub mirror: Option<Snapshot<View>>,
    /// The last event's number.
    pub seq: u64,
    epoch: String,
    sent: u64,
}

/// The place in the stream to which a socket has read, and what it knew there.
#[derive(Debug, Clone)]
pub struct StreamPosition {
    /// The numbering.
    pub epoch: String,
    /// The last event.
    pub seq: u64,
    /// The snapshot with all events up to there.
    pub mirror: Option<Snapshot<View>>,
}

/// How a socket ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// With a close frame.
    Closed(u16),
    /// Without one.
    Broken,
}

impl TestSocket {
    /// Opens a socket with this query and hears its first frame.
    ///
    /// # Errors
    /// How the server closed it instead.
    ///
    /// # Panics
    /// When nobody listens, or the first frame is neither a snapshot nor a tail.
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

    /// Opens a socket without waiting for its first frame.
    ///
    /// # Panics
    /// When nobody listens.
    pub async fn dial(api: &Api, code: &str, query: &str) -> Self {
        let opening = connect_async(address(api, code, query));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self::on(stream)
    }

    /// Opens a socket whose machine takes in only a few kilobytes before somebody reads them.
    ///
    /// # Panics
    /// When nobody listens.
    pub async fn narrow(api: &Api, code: &str, query: &str) -> Self {
        let phone = TcpSocket::new_v4().expect("a socket");
        phone.set_recv_buffer_size(4096).expect("a small buffer");
        let stream = phone.connect(api.host.parse().expect("an address")).await.expect("somebody listens");
        let opening = client_async(address(api, code, query), MaybeTlsStream::Plain(stream));
        let (stream, _) = timeout(TIMEOUT, opening).await.expect("in time").expect("a socket opens");
        Self::on(stream)
    }

    fn on(stream: Stream) -> Self {
        Self { stream, received: Vec::new(), scanned: 0, mirror: None, seq: 0, epoch: String::new(), sent: 0 }
    }

    /// A player's socket.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn player(api: &Api, code: &str, seat: &Seat) -> Self {
        Self::open(api, code, &format!("session_token={}", seat.token)).await.expect("a player is let in")
    }

    /// The public screen.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn screen(api: &Api, session: &HostedSession) -> Self {
        Self::open(api, &session.code, "role=host").await.expect("a screen is let in")
    }

    /// Where it stands, to resume from.
    #[must_use]
    pub fn place(&self) -> StreamPosition {
        StreamPosition { epoch: self.epoch.clone(), seq: self.seq, mirror: self.mirror.clone() }
    }

    /// Opens a socket that resumes at `place`.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn resume(api: &Api, code: &str, query: &str, place: StreamPosition) -> Self {
        let StreamPosition { epoch, seq, mirror } = place;
        let mut socket = Self::dial(api, code, &format!("{query}&epoch={epoch}&since={seq}")).await;
        (socket.epoch, socket.seq, socket.mirror) = (epoch, seq, mirror);
        socket.read().await.expect("it is let in again");
        socket
    }

    /// Lets the connection drop, and resumes on `api`.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn resumed(self, api: &Api, code: &str, query: &str) -> Self {
        let place = self.place();
        drop(self);
        Self::resume(api, code, query, place).await
    }

    /// The numbering it follows.
    #[must_use]
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// The next envelope, whatever it is.
    ///
    /// # Errors
    /// How the socket ended.
    ///
    /// # Panics
    /// When nothing comes, or what comes breaks the stream's rules.
    pub async fn read(&mut self) -> Result<Value, End> {
        let Ok(read) = timeout(TIMEOUT, next_text(&mut self.stream)).await else {
            panic!("silence after {:?}", self.received.last());
        };
        let text = read?;
        let envelope: Value = serde_json::from_str(&text).expect("frames are JSON");
        self.take(&envelope, &text);
        self.received.push(envelope.clone());
        Ok(envelope)
    }

    /// The next event of this type, skipping others.
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

    /// Reads until the game is in this phase, and returns what everybody sees of it.
    ///
    /// # Panics
    /// When the socket ends before, or the phase does not come.
    pub async fn reach(&mut self, phase: &str) -> View {
        loop {
            let mirror = self.mirror.as_ref().expect("it began with a snapshot");
            if let (Some(there), Some(view)) = (&mirror.phase, &mirror.view)
                && there.name == phase
            {
                return view.clone();
            }
            self.read().await.expect("the socket is open");
        }
    }

    /// Reads until the event `seq` is in.
    ///
    /// # Panics
    /// When the socket ends before.
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
    /// When there is no answer.
    pub async fn ask(&mut self, kind: &str, data: Value) -> Value {
        self.sent += 1;
        let id = format!("m{}", self.sent);
        self.ask_as(&id, kind, data).await
    }

    /// The same with an id of one's own.
    ///
    /// # Panics
    /// When there is no answer.
    pub async fn ask_as(&mut self, id: &str, kind: &str, data: Value) -> Value {
        self.send_text(&json!({"type": kind, "id": id, "data": data}).to_string()).await;
        self.answer(id).await
    }

    /// Waits for the `ack` or `error` of the message `id`.
    ///
    /// # Panics
    /// When there is none.
    pub async fn answer(&mut self, id: &str) -> Value {
        loop {
            let envelope = self.read().await.unwrap_or_else(|end| panic!("{end:?} instead of an answer to {id}"));
            let answers = envelope["type"] == "ack" || envelope["type"] == "error";
            if answers && envelope["data"]["id"] == id {
                return envelope;
            }
        }
    }

    /// Sends a message that must be accepted. Returns the answer's data.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn accepted(&mut self, kind: &str, data: Value) -> Value {
        let answer = self.ask(kind, data).await;
        assert_eq!(answer["type"], "ack", "{answer}");
        answer["data"].clone()
    }

    /// Sends a message that must be refused with `code`.
    ///
    /// # Panics
    /// When it is accepted, or refused for another reason.
    pub async fn refused(&mut self, kind: &str, data: Value, code: &str) {
        let answer = self.ask(kind, data).await;
        assert_eq!((&answer["type"], &answer["data"]["code"]), (&json!("error"), &json!(code)), "{answer}");
    }

    /// Sends text as it is.
    ///
    /// # Panics
    /// When it cannot be sent.
    pub async fn send_text(&mut self, text: &str) {
        self.send(Message::text(text)).await;
    }

    /// Sends a frame as it is.
    ///
    /// # Panics
    /// When it cannot be sent.
    pub async fn send(&mut self, frame: Message) {
        timeout(TIMEOUT, self.stream.send(frame)).await.expect("in time").expect("the socket takes it");
    }

    /// Sends text, unless the server has closed the socket.
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

    /// Closes the socket as a phone does, and waits until the server has agreed.
    pub async fn leave(mut self) {
        let _ = self.stream.close(None).await;
        while let Ok(Some(Ok(_))) = timeout(Duration::from_secs(5), self.stream.next()).await {}
    }

    /// Checks that what was folded is what the server shows. Only where the game stands still.
    ///
    /// # Panics
    /// When it is not.
    pub async fn assert_matches_server(&mut self, api: &Api, code: &str) {
        let shown: Snapshot<View> = serde_json::from_value(api.snapshot(code, None).await).expect("a snapshot of Fib");
        self.read_until_seq(shown.seq).await;
        let mirror = self.mirror.clone().expect("it began with a snapshot");
        assert_eq!(at_rest(mirror), at_rest(shown));
    }

    /// The rules of the stream.
    fn take(&mut self, envelope: &Value, text: &str) {
        match envelope["type"].as_str() {
            Some("session.snapshot") => {
                assert_eq!(envelope["data"]["recovered"], false);
                self.start_from(&envelope["data"]["snapshot"]);
            }
            Some("session.resumed") => {
                assert_eq!(envelope["data"]["recovered"], true);
                for missed in envelope["data"]["events"].as_array().expect("a tail") {
                    self.follow(missed, &missed.to_string());
                }
            }
            _ if envelope.get("seq").is_some() => self.follow(envelope, text),
            _ => {}
        }
        for field in ["session", "epoch", "sent_at", "due_at", "data"] {
            assert!(envelope.get(field).is_some(), "{field} is missing: {envelope}");
        }
    }

    fn start_from(&mut self, snapshot: &Value) {
        let snapshot: Snapshot<View> = serde_json::from_value(snapshot.clone()).expect("a snapshot of Fib");
        (self.seq, self.epoch) = (snapshot.seq, snapshot.epoch.0.clone());
        self.mirror = Some(snapshot);
    }

    fn follow(&mut self, envelope: &Value, text: &str) {
        assert_eq!(envelope["epoch"], self.epoch.as_str(), "another numbering without a snapshot: {envelope}");
        assert_eq!(envelope["seq"], self.seq + 1, "a hole or a double: {envelope}");
        self.seq += 1;
        if let Some(mirror) = &mut self.mirror {
            let envelope: Envelope = serde_json::from_str(text).expect("an envelope");
            assert_eq!(fold::<Fib>(mirror, &envelope), Folded::Applied, "{text}");
        }
    }
}

/// The next text frame; heartbeats are answered on the way.
pub(super) async fn next_text(stream: &mut Stream) -> Result<String, End> {
    loop {
        match stream.next().await {
            Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
            Some(Ok(Message::Close(Some(frame)))) => return Err(End::Closed(frame.code.into())),
            Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(End::Broken),
            Some(Ok(_)) => {}
        }
    }
}

/// The first frame of this type among those not `scanned` at yet.
pub(super) fn next_unread(heard: &[Value], scanned: &mut usize, kind: &str) -> Option<Value> {
    while *scanned < heard.len() {
        *scanned += 1;
        if heard[*scanned - 1]["type"] == kind {
            return Some(heard[*scanned - 1].clone());
        }
    }
    None
}

fn address(api: &Api, code: &str, query: &str) -> String {
    format!("ws://{}/ws/game/{code}/?{query}", api.host)
}

/// What does not depend on the moment of looking, nor on who looks.
fn at_rest(mut snapshot: Snapshot<View>) -> Snapshot<View> {
    snapshot.server_time = wpp_game::time::Timestamp::from_millis(0);
    snapshot.you = None;
    if let Some(phase) = &mut snapshot.phase
        && phase.countdown.deadline_at.is_some()
    {
        phase.countdown.remaining_ms = None;
    }
    snapshot
}
