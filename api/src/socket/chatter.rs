//! Chat over the game's own socket: `chat.send`, `chat.typing`, `chat.read`.
//!
//! A phone in a game has one socket, so chat needs no second one: one connection to keep open, one
//! back-off, one battery. What is said comes back as the asides `chat.message`, `chat.removed` and
//! `typing`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use wpp_game::contract::ErrorCode;
use wpp_runtime::chat::MessageId;

use super::{
    command::{Reply, Who},
    frames::AckData,
};
use crate::{
    app::App,
    chat::{Saying, Speaker, read_up_to, say, typing},
    error::ApiError,
};

#[derive(Deserialize)]
struct Send {
    content: String,
}

#[derive(Deserialize)]
struct Types {
    is_typing: bool,
}

#[derive(Deserialize)]
struct Read {
    message_id: MessageId,
}

/// Whether a message of this type is about the chat, whatever is played.
pub(super) fn is_chat(kind: &str) -> bool {
    kind.starts_with("chat.")
}

/// Does what a message about the chat says. Only `chat.typing` goes without an `id`, and then without
/// an answer.
pub(super) async fn obey(app: &App, who: &Who<'_>, kind: &str, id: Option<String>, data: Option<&RawValue>) -> Reply {
    let Some(speaker) = &who.speaker else {
        return Reply::refuse(id, "not_allowed", "Only who takes part can chat; this is a screen.");
    };
    match done(app, who, speaker, kind, id.as_deref(), data).await {
        Ok(answer) => id.map_or(Reply::None, |id| Reply::Ack(AckData { id, ..answer })),
        Err(problem) => Reply::from((id, problem)),
    }
}

async fn done(
    app: &App,
    who: &Who<'_>,
    speaker: &Speaker,
    kind: &str,
    id: Option<&str>,
    data: Option<&RawValue>,
) -> Result<AckData, ApiError> {
    match kind {
        "chat.send" => {
            let Send { content } = read(data, "chat.send takes {content}, a string")?;
            let id = id.ok_or_else(|| {
                ApiError::new(
                    ErrorCode::InvalidInput,
                    "A message needs an `id` of its own, so that sending it twice is harmless.",
                )
            })?;
            let said = say(app, &who.session, speaker, Saying { content: &content, client_id: Some(id) }).await?;
            answer(said.seq, &Message { message: &said.message })
        }
        "chat.typing" => {
            let Types { is_typing } = read(data, "chat.typing takes {is_typing}, true or false")?;
            typing::note(app, &who.session, speaker, is_typing).await;
            answer(0, &Nothing {})
        }
        "chat.read" => {
            let Read { message_id } = read(data, "chat.read takes {message_id}, a string")?;
            answer(0, &read_up_to(app, &who.session, speaker, Some(&message_id)).await?)
        }
        _ => Err(ApiError::new(ErrorCode::InvalidInput, "The chat has no message of that type.")),
    }
}

#[derive(Serialize)]
struct Message<'a> {
    message: &'a wpp_runtime::chat::ChatMessage,
}

#[derive(Serialize)]
struct Nothing {}

fn answer(seq: u64, fields: &impl Serialize) -> Result<AckData, ApiError> {
    let reply = match serde_json::to_value(fields) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    Ok(AckData { id: String::new(), seq, reply })
}

fn read<T: DeserializeOwned>(data: Option<&RawValue>, usage: &str) -> Result<T, ApiError> {
    let text = data.map_or("{}", RawValue::get);
    serde_json::from_str(text).map_err(|_malformed| ApiError::new(ErrorCode::InvalidInput, format!("{usage}.")))
}
