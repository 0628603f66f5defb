//! Chat over the game socket: `chat.send`, `chat.typing` and `chat.read`.
//!
//! A player's device needs one socket only. Messages of others arrive as the broadcasts `chat.message`, `chat.removed`
//! and `typing`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use wpp_game::contract::{ErrorCode, from_object};
use wpp_runtime::chat::{ChatMessage, MessageId};

use super::{
    reply::{Reply, missing_id},
    sender::Sender,
};
use crate::{
    app::App,
    chat::{NewMessage, Participant},
    error::ApiError,
    wire::frames::AckData,
};

#[derive(Deserialize)]
struct Send {
    content: String,
}

#[derive(Deserialize)]
struct SetTyping {
    is_typing: bool,
}

#[derive(Deserialize)]
struct MarkRead {
    message_id: MessageId,
}

/// Reports whether a message of this type belongs to the chat. The chat is the same in every game.
pub(super) fn is_chat(kind: &str) -> bool {
    kind.starts_with("chat.")
}

/// Executes a chat message. A message without an `id` (`chat.typing` and `chat.read` permit this) has no `ack`.
pub(super) async fn execute(
    app: &App,
    sender: &Sender,
    kind: &str,
    id: Option<String>,
    data: Option<&RawValue>,
) -> Reply {
    let Some(participant) = &sender.participant else {
        let detail = "Only participants can chat, and this is a screen. Join the game first.";
        return Reply::error(id, ApiError::new(ErrorCode::NotAllowed, detail));
    };
    match acknowledged(app, sender, participant, kind, id.as_deref(), data).await {
        Ok(ack) => id.map_or(Reply::None, |id| Reply::Ack(AckData { id, ..ack })),
        Err(error) => Reply::error(id, error),
    }
}

async fn acknowledged(
    app: &App,
    sender: &Sender,
    participant: &Participant,
    kind: &str,
    id: Option<&str>,
    data: Option<&RawValue>,
) -> Result<AckData, ApiError> {
    let session = &sender.session;
    match kind {
        "chat.send" => {
            let Send { content } = parse(data, "chat.send takes {content}, a string")?;
            let id = id.ok_or_else(missing_id)?;
            let new = NewMessage { content: &content, client_id: Some(id) };
            let posted = app.chat.post_message(session, participant, new).await?;
            Ok(ack(posted.seq, &Posted { message: &posted.message }))
        }
        "chat.typing" => {
            let SetTyping { is_typing } = parse(data, "chat.typing takes {is_typing}, true or false")?;
            app.chat.set_typing(session, participant, is_typing).await;
            Ok(ack(0, &Empty {}))
        }
        "chat.read" => {
            let MarkRead { message_id } = parse(data, "chat.read takes {message_id}, a string")?;
            Ok(ack(0, &app.chat.read_up_to(session, participant, Some(&message_id)).await?))
        }
        _ => Err(ApiError::invalid("The chat has no message of this type. See the event reference.")),
    }
}

#[derive(Serialize)]
struct Posted<'a> {
    message: &'a ChatMessage,
}

#[derive(Serialize)]
struct Empty {}

/// Creates an acknowledgement without an `id`, which the caller sets.
fn ack(seq: u64, fields: &impl Serialize) -> AckData {
    let reply = match serde_json::to_value(fields) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    AckData { id: String::new(), seq, reply }
}

fn parse<T: DeserializeOwned>(data: Option<&RawValue>, usage: &str) -> Result<T, ApiError> {
    let text = data.map_or("{}", RawValue::get);
    from_object(text).map_err(|_invalid| ApiError::invalid(format!("{usage}.")))
}
