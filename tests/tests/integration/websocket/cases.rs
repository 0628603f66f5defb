//! Cases, and the sockets on which they run.

use serde_json::{Value, json};
use wpp_tests::harness::{client::Api, environment::TestEnvironment, processes::Process};

use super::connection::{CLOSE, ClientFrame, Connection, PONG, ServerFrame, TEXT};

/// What the client sends, and what the server must answer before it ends the connection.
pub struct Case {
    pub name: String,
    /// Each part is sent at once.
    pub parts: Vec<Vec<u8>>,
    pub answers: Vec<Answer>,
    /// The code of the server's close frame; `None` is a close frame without a code.
    pub close: Option<u16>,
}

/// An answer to a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The answer to a client message, with its timestamp.
    Echo(String),
    /// An `error` of the socket's protocol.
    Rejected,
    /// A pong with this payload.
    Pong(Vec<u8>),
}

/// The sockets with their way to write a ping of the application, whose answer repeats the timestamp.
#[derive(Clone, Copy, Debug)]
pub enum Socket {
    Game,
    Chat,
    Guitar,
}

impl Socket {
    const ALL: [Self; 3] = [Self::Game, Self::Chat, Self::Guitar];

    /// Returns a client message that the server answers with `text`. `text` contains nothing that JSON escapes.
    pub fn message(self, text: impl AsRef<[u8]>) -> Vec<u8> {
        let (before, after): (&str, &str) = match self {
            Self::Game | Self::Guitar => (r#"{"type":"ping","data":{"timestamp":""#, r#""}}"#),
            Self::Chat => (r#"{"type":"ping","timestamp":""#, r#""}"#),
        };
        [before.as_bytes(), text.as_ref(), after.as_bytes()].concat()
    }

    fn path(self) -> &'static str {
        match self {
            Self::Game => "game",
            Self::Chat => "sessions",
            Self::Guitar => "guitar",
        }
    }
}

impl Case {
    /// Creates a case that sends frames, each on its own.
    pub fn frames(name: impl Into<String>, frames: &[ClientFrame], answers: &[Answer], close: u16) -> Self {
        let parts = frames.iter().map(ClientFrame::encode).collect();
        Self { name: name.into(), parts, answers: answers.to_vec(), close: Some(close) }
    }

    /// Creates a case in which the client closes the socket with 1000 after the frames.
    pub fn accepted(name: impl Into<String>, frames: &[ClientFrame], answers: &[Answer]) -> Self {
        let mut frames = frames.to_vec();
        frames.push(ClientFrame::new(CLOSE, 1000_u16.to_be_bytes()));
        Self::frames(name, &frames, answers, 1000)
    }

    /// Sends all bytes of the case one by one, or all at once.
    pub fn split(mut self, into_bytes: bool) -> Self {
        let all = self.parts.concat();
        self.name = format!("{}, {}", self.name, if into_bytes { "byte by byte" } else { "at once" });
        self.parts = if into_bytes { all.iter().map(|byte| vec![*byte]).collect() } else { vec![all] };
        self
    }

    async fn run(&self, connection: &mut Connection, label: &str) {
        for part in &self.parts {
            connection.send(part).await;
        }
        let mut answers = Vec::new();
        let mut closed = Vec::new();
        while let Some(frame) = connection.read().await {
            assert!(closed.is_empty(), "{label}: a frame follows the close frame: {frame:?}");
            match frame.opcode {
                CLOSE => closed.push(close_code(&frame)),
                PONG => answers.push(Answer::Pong(frame.payload)),
                _ => answers.extend(answer(&frame)),
            }
        }
        assert_eq!(answers, self.answers, "{label}");
        assert_eq!(closed, [self.close], "{label}");
    }
}

/// Runs the cases on every socket, each over a new connection of the same player.
pub async fn run(cases: impl Fn(Socket) -> Vec<Case>) {
    let env = TestEnvironment::start().await;
    let web: Process = env.start_api_with(&[("ACTIONS_PER_SECOND", "10000")]).await;
    let api = Api::of(&web);
    let session = api.create_of("air_guitar", json!({})).await;
    let seat = api.join(&session.code, "Ana").await;
    for socket in Socket::ALL {
        let path = format!("/ws/{}/{}/?token={}", socket.path(), session.code, seat.token);
        for case in cases(socket) {
            let mut connection = Connection::open(&api.host, &path).await;
            case.run(&mut connection, &format!("{socket:?}: {}", case.name)).await;
        }
    }
}

/// Returns the code of a close frame and checks the reason.
pub fn close_code(frame: &ServerFrame) -> Option<u16> {
    let (code, reason) = frame.payload.split_first_chunk()?;
    assert!(std::str::from_utf8(reason).is_ok(), "the reason is UTF-8");
    Some(u16::from_be_bytes(*code))
}

/// Returns the answer in a text frame. Events, snapshots and broadcasts are no answers.
fn answer(frame: &ServerFrame) -> Option<Answer> {
    assert_eq!(frame.opcode, TEXT, "the server sends text");
    let message: Value = serde_json::from_slice(&frame.payload).unwrap();
    let data = message.get("data").unwrap_or(&message);
    match message["type"].as_str()? {
        "pong" => Some(Answer::Echo(data["timestamp"].as_str()?.to_owned())),
        "error" => Some(Answer::Rejected),
        _ => None,
    }
}
