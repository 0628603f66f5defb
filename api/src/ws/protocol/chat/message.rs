//! Client messages of the chat socket, and the answers to them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use wpp_game::{contract::from_object, time::Timestamp};
use wpp_runtime::chat::{MessageId, SessionKey};

use super::encoder::flatten;
use crate::{
    app::App,
    chat::{NewMessage, Participant, PostedMessage},
    error::ApiError,
};

/// A client message.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum ClientMessage {
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

/// The message was rejected and changed nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChatError {
    /// Always `error`.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub kind: &'static str,
    /// A stable `snake_case` error code.
    pub code: &'static str,
    /// A sentence for the participant: the problem, then the remedy.
    pub message: String,
    /// The `id` of the rejected message, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// The answer to a client message.
pub(super) enum Reply {
    /// No answer.
    None,
    /// A frame for the client.
    Frame(String),
    /// The client posted a message that was already stored under the same id.
    Repeat {
        /// The number of the stored message.
        number: u64,
        /// The stored message as a frame.
        frame: String,
    },
}

#[derive(Serialize)]
struct Pong {
    timestamp: Option<Value>,
    server_time: Timestamp,
}

/// Executes a client's text frame and returns the answer.
pub(super) async fn execute(app: &App, session: &SessionKey, participant: &Participant, text: &str) -> Reply {
    match try_execute(app, session, participant, text).await {
        Ok(reply) => reply,
        Err(error) => error_reply(error, message_id(text)),
    }
}

/// Creates the answer to a rejected message.
pub(super) fn error_reply(error: ApiError, id: Option<String>) -> Reply {
    let error = ChatError { kind: "error", code: error.code.as_str(), message: error.detail, id };
    serde_json::to_string(&error).map_or(Reply::None, Reply::Frame)
}

async fn try_execute(
    app: &App,
    session: &SessionKey,
    participant: &Participant,
    text: &str,
) -> Result<Reply, ApiError> {
    match parse(text)? {
        ClientMessage::Message { content, id } => {
            let new = NewMessage { content: &content, client_id: id.as_deref().filter(|id| !id.is_empty()) };
            let PostedMessage { message, is_new, .. } = app.chat.post_message(session, participant, new).await?;
            // The sender receives a new message through the channel, like all participants.
            Ok(match (is_new, tagged("message", &message), u64::try_from(message.number)) {
                (false, Some(frame), Ok(number)) => Reply::Repeat { number, frame },
                _ => Reply::None,
            })
        }
        ClientMessage::Typing { is_typing } => {
            app.chat.set_typing(session, participant, is_typing).await;
            Ok(Reply::None)
        }
        ClientMessage::Read { message_id } => {
            let read = app.chat.read_up_to(session, participant, Some(&message_id)).await?;
            Ok(tagged("read", &read).map_or(Reply::None, Reply::Frame))
        }
        ClientMessage::Ping { timestamp } => {
            let pong = Pong { timestamp, server_time: app.sessions.clock().now() };
            Ok(tagged("pong", &pong).map_or(Reply::None, Reply::Frame))
        }
    }
}

fn parse(text: &str) -> Result<ClientMessage, ApiError> {
    from_object(text).map_err(|error| {
        let usage = r#"Messages are {"type":"message","content"} or {"type":"typing","is_typing"}"#;
        ApiError::invalid(format!("{usage}: {error}."))
    })
}

/// Returns the `id` of a client message, even if the rest of the message is invalid.
pub(super) fn message_id(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct WithId {
        #[serde(alias = "client_id")]
        id: Option<String>,
    }
    from_object::<WithId>(text).ok().and_then(|message| message.id)
}

/// Serialises `value` as a flat message of this type.
pub(super) fn tagged(kind: &'static str, value: &impl Serialize) -> Option<String> {
    flatten(kind, &serde_json::to_string(value).ok()?)
}
