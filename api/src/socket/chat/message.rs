//! What a client of the chat's own socket says, and what it is told in return.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_runtime::chat::{MessageId, SessionKey};

use super::dialect::flat;
use crate::{
    app::App,
    chat::{Saying, Speaker, Taken, read_up_to, say, typing},
    error::ApiError,
};

/// A client's message.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Heard {
    Message {
        content: String,
        #[serde(default, alias = "client_id")]
        id: Option<String>,
    },
    Typing {
        is_typing: bool,
    },
    Read {
        message_id: MessageId,
    },
    Ping {
        #[serde(default)]
        timestamp: Option<Value>,
    },
}

/// A message was refused, and changed nothing.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChatError)]
pub struct Error {
    /// Always `error`.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// A stable `snake_case` word.
    pub code: &'static str,
    /// One sentence that says what to do.
    pub message: String,
    /// What the client called its message, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl Error {
    /// What a refused message is told.
    pub(super) fn of(problem: ApiError, id: Option<String>) -> Self {
        Self { kind: "error", code: problem.code.as_str(), message: problem.detail, id }
    }
}

/// What the client is told in return: nothing, a frame, or a message it may have been told already.
pub(super) enum Reply {
    /// Nothing.
    None,
    /// This, as it is.
    Frame(String),
    /// That it had said this before.
    Again {
        /// The message's place.
        number: u64,
        /// The message, as it is told.
        frame: String,
    },
}

/// Does what a client's text frame says.
pub(super) async fn obey(app: &App, session: &SessionKey, speaker: &Speaker, text: &str) -> Reply {
    match done(app, session, speaker, text).await {
        Ok(reply) => reply,
        Err(problem) => refusal(problem, id_of(text)),
    }
}

/// The frame that tells a refusal.
pub(super) fn refusal(problem: ApiError, id: Option<String>) -> Reply {
    written(&Error::of(problem, id))
}

async fn done(app: &App, session: &SessionKey, speaker: &Speaker, text: &str) -> Result<Reply, ApiError> {
    match read(text)? {
        Heard::Message { content, id } => {
            let saying = Saying { content: &content, client_id: id.as_deref().filter(|id| !id.is_empty()) };
            let Taken { message, is_new, .. } = say(app, session, speaker, saying).await?;
            // A new one comes by the channel, as it does for everybody.
            Ok(match (is_new, tagged("message", &message), u64::try_from(message.number)) {
                (false, Some(frame), Ok(number)) => Reply::Again { number, frame },
                _ => Reply::None,
            })
        }
        Heard::Typing { is_typing } => {
            typing::note(app, session, speaker, is_typing).await;
            Ok(Reply::None)
        }
        Heard::Read { message_id } => {
            let read = read_up_to(app, session, speaker, Some(&message_id)).await?;
            Ok(tagged("read", &read).map_or(Reply::None, Reply::Frame))
        }
        Heard::Ping { timestamp } => {
            #[derive(Serialize)]
            struct Pong {
                timestamp: Option<Value>,
                server_time: wpp_game::time::Timestamp,
            }
            let pong = Pong { timestamp, server_time: app.sessions.clock().now() };
            Ok(tagged("pong", &pong).map_or(Reply::None, Reply::Frame))
        }
    }
}

fn read(text: &str) -> Result<Heard, ApiError> {
    serde_json::from_str(text).map_err(|error| {
        let usage = r#"Messages are {"type":"message","content"} or {"type":"typing","is_typing"}"#;
        ApiError::new(ErrorCode::InvalidInput, format!("{usage}: {error}."))
    })
}

/// A value as a flat message of this type.
pub(super) fn tagged(kind: &'static str, value: &impl Serialize) -> Option<String> {
    flat(kind, &serde_json::to_string(value).ok()?)
}

fn written(value: &impl Serialize) -> Reply {
    serde_json::to_string(value).map_or(Reply::None, Reply::Frame)
}

/// What a message that is not taken calls itself.
pub(super) fn id_of(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(alias = "client_id")]
        id: Option<String>,
    }
    serde_json::from_str::<Named>(text).ok().and_then(|named| named.id)
}
