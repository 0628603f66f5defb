//! Somebody says something.

use wpp_game::contract::ErrorCode;
use wpp_game::{
    session::{Session, snapshot::Status},
    text::{Profane, clean_lines},
};
use wpp_runtime::{
    chat::{Appended, ChatMessage, PostedMessage, SessionKey},
    store::ChatNotice,
};

use super::{Speaker, asides};
use crate::{app::App, error::ApiError};

/// Characters (grapheme clusters) of a message at most.
pub const MAX_CHARACTERS: usize = 2000;

/// A message on its way in.
#[derive(Debug, Clone, Copy)]
pub struct Saying<'a> {
    /// What is said, as it was typed.
    pub content: &'a str,
    /// What its sender calls it, if anything: the same twice is one message, with the same answer.
    pub client_id: Option<&'a str>,
}

/// A message that was taken.
#[derive(Debug, Clone)]
pub struct Taken {
    /// As everybody is told it.
    pub message: ChatMessage,
    /// Whether it was taken just now; else its sender had said it before, and is answered the same.
    pub is_new: bool,
    /// The session's last event when it was taken.
    pub seq: u64,
}

/// Takes a message: stores it, tells everybody, and returns it as it is told.
///
/// # Errors
/// `invalid_input` naming what is wrong, `profanity` where the session's game refuses such words,
/// `too_many_requests`, `not_allowed` for who is not (any
/// more) of the session, `unknown_session`, or `unavailable`: then it may be stored, and sending it
/// again under the same id is harmless.
pub async fn say(app: &App, session: &SessionKey, speaker: &Speaker, saying: Saying<'_>) -> Result<Taken, ApiError> {
    app.limits.chat(&session.code, speaker.id())?;
    let client_id = saying.client_id.map(checked).transpose()?;
    let content = clean_lines(saying.content, MAX_CHARACTERS)
        .map_err(|bad| ApiError::new(ErrorCode::InvalidInput, format!("{bad}.")).at("content"))?;
    let loaded = app.sessions.load(&session.code).await?;
    if SessionKey::of(&loaded) != *session {
        return Err(ApiError::unknown_session());
    }
    // As for names: a word the room does not read is no better for being said by the host.
    loaded
        .profanity()
        .check(&content)
        .map_err(|profane| ApiError::new(Profane::CODE, format!("{profane}.")).at("content"))?;
    let said = PostedMessage {
        sender_id: speaker.id(),
        sender_name: speaker.name(&loaded).ok_or_else(ApiError::not_allowed)?,
        content: &content,
        client_id,
        at: app.sessions.clock().now(),
    };
    let Appended { message, is_new } = app.chat.log.append(session, said).await?;
    app.chat.typists().has_spoken(session, speaker);
    if !message.removed {
        tell(app, session, &loaded, &message).await?;
    }
    Ok(Taken { message, is_new, seq: loaded.seq() })
}

/// Tells a message that is stored. What was stored for a session that ended meanwhile goes too.
async fn tell(app: &App, key: &SessionKey, session: &Session, message: &ChatMessage) -> Result<(), ApiError> {
    let aside = asides::message(message).map_err(|error| ApiError::new(ErrorCode::InvalidInput, error.to_string()))?;
    // A finished session is kept for the phones to read, not for as long as somebody talks.
    let lifetime_ms = (session.status() != Status::Finished).then(|| session.lifetime_ms());
    let spoken = ChatNotice { broadcast: &aside, at: message.created_at, version: session.version(), lifetime_ms };
    if app.sessions.store().publish_chat(&key.code, &spoken).await? {
        return Ok(());
    }
    app.chat.log.delete(key).await?;
    Err(ApiError::unknown_session())
}

/// An id as the contract wants it, like that of every action.
fn checked(id: &str) -> Result<&str, ApiError> {
    if (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(id);
    }
    Err(ApiError::new(ErrorCode::InvalidInput, "An id is 1 to 64 visible ASCII characters.").at("id"))
}
