//! What becomes of messages later: they are read, or taken away.

use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_runtime::chat::{MessageId, SessionKey};

use super::{Speaker, asides};
use crate::{app::App, error::ApiError};

/// How far somebody has read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadUpTo {
    /// The last message they have read; `null` before the first.
    pub read_up_to: Option<MessageId>,
    /// Messages of others behind it.
    pub unread: u64,
}

/// How far `speaker` has read, after they have read up to `message_id` if one is given.
///
/// # Errors
/// `invalid_input` for what is no message of this session, or `unavailable`.
pub async fn read_up_to(
    app: &App,
    session: &SessionKey,
    speaker: &Speaker,
    message_id: Option<&MessageId>,
) -> Result<ReadUpTo, ApiError> {
    let reading = match message_id {
        Some(id) => app.chat.log.mark_read(session, speaker.id(), number(session, id)?).await?,
        None => app.chat.log.read_marker(session, speaker.id()).await?,
    };
    let read_up_to = (reading.number > 0).then(|| MessageId::new(session, reading.number));
    Ok(ReadUpTo { read_up_to, unread: reading.unread })
}

/// Takes a message away, for good and for everybody: the host may with each, everybody with their
/// own. Repeating it is harmless.
///
/// # Errors
/// `not_found`, `not_allowed`, or `unavailable`.
pub async fn remove(
    app: &App,
    session: &SessionKey,
    speaker: &Speaker,
    message_id: &MessageId,
) -> Result<(), ApiError> {
    let not_found = || ApiError::new(ErrorCode::NotFound, "There is no such message.");
    let number = message_id.number(session).ok_or_else(not_found)?;
    let message = app.chat.log.message(session, number).await?.ok_or_else(not_found)?;
    if *speaker != Speaker::Host && message.sender_id != speaker.id() {
        return Err(ApiError::not_allowed());
    }
    if !message.removed {
        app.chat.log.remove(session, number).await?;
    }
    let aside = asides::removed(message.message_id, app.sessions.clock().now())
        .map_err(|error| ApiError::new(ErrorCode::InvalidInput, error.to_string()))?;
    Ok(app.sessions.broadcast(&session.code, &aside).await?)
}

/// The number of a message a client named.
pub(crate) fn number(session: &SessionKey, id: &MessageId) -> Result<i64, ApiError> {
    id.number(session)
        .ok_or_else(|| ApiError::new(ErrorCode::InvalidInput, "That is no message of this session.").at("message_id"))
}
