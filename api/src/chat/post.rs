//! Posting of messages.

use wpp_game::{
    ids::is_client_id,
    session::{Session, snapshot::Status},
    text::{Profane, clean_lines},
};
use wpp_runtime::{
    chat::{self, Appended, ChatMessage, SessionKey},
    store::ChatNotice,
};

use super::{ChatService, Participant, broadcasts};
use crate::error::ApiError;

/// Maximum length of a message in characters (grapheme clusters).
pub const MAX_CHARACTERS: usize = 2000;

/// A message as the client sent it.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'a> {
    /// The text, before cleaning.
    pub content: &'a str,
    /// The client's id of the message: 1 to 64 visible ASCII characters. A repeated id returns the stored message.
    pub client_id: Option<&'a str>,
}

/// A message that is stored and published.
#[derive(Debug, Clone)]
pub struct PostedMessage {
    /// The message as participants receive it.
    pub message: ChatMessage,
    /// `false` if the sender had posted a message with the same client id before.
    pub is_new: bool,
    /// `seq` of the session's last event when the message was stored.
    pub seq: u64,
}

impl ChatService {
    /// Loads the session, stores a message and publishes it to all participants.
    ///
    /// # Errors
    /// As [`post_message_in`](Self::post_message_in), or `unknown_session` if the session has ended.
    pub async fn post_message(
        &self,
        session: &SessionKey,
        participant: &Participant,
        new: NewMessage<'_>,
    ) -> Result<PostedMessage, ApiError> {
        self.limits.check_chat(&session.code, participant.id())?;
        let loaded = self.sessions.load(&session.code).await?;
        if SessionKey::of(&loaded) != *session {
            return Err(ApiError::unknown_session());
        }
        self.store_and_publish(&loaded, participant, new).await
    }

    /// Stores a message and publishes it to all participants. `loaded` is the session as of a moment ago.
    ///
    /// # Errors
    /// `invalid_input` with the invalid field, `profanity` if the session's game filters such words,
    /// `too_many_requests`, `not_allowed` if the sender left the session, `unknown_session`, or `unavailable`. After
    /// `unavailable` the message may be stored; the client can repeat it with the same id.
    pub async fn post_message_in(
        &self,
        loaded: &Session,
        participant: &Participant,
        new: NewMessage<'_>,
    ) -> Result<PostedMessage, ApiError> {
        self.limits.check_chat(loaded.code(), participant.id())?;
        self.store_and_publish(loaded, participant, new).await
    }

    async fn store_and_publish(
        &self,
        loaded: &Session,
        participant: &Participant,
        new: NewMessage<'_>,
    ) -> Result<PostedMessage, ApiError> {
        let session = &SessionKey::of(loaded);
        let client_id = new.client_id.map(check_client_id).transpose()?;
        let content = clean_lines(new.content, MAX_CHARACTERS)
            .map_err(|invalid| ApiError::invalid(format!("{invalid}.")).at("content"))?;
        // The filter applies to the host as well, because the whole room reads the message.
        loaded
            .profanity()
            .check(&content)
            .map_err(|profane| ApiError::new(Profane::CODE, format!("{profane}.")).at("content"))?;
        let sender_name = self.sender_name(participant, loaded).await?;
        let record = chat::PostedMessage {
            sender_id: participant.id(),
            sender_name: &sender_name,
            content: &content,
            client_id,
            at: self.sessions.clock().now(),
        };
        let Appended { message, is_new } = self.log.append(session, record).await?;
        self.typists().on_message(session, participant);
        if !message.removed {
            self.publish(session, loaded, &message).await?;
        }
        Ok(PostedMessage { message, is_new, seq: loaded.seq() })
    }

    /// Returns the current display name of a participant.
    ///
    /// # Errors
    /// `not_allowed` if the participant left the session, or `unavailable`.
    async fn sender_name(&self, participant: &Participant, session: &Session) -> Result<String, ApiError> {
        if let Some(name) = participant.name(session) {
            return Ok(name.to_owned());
        }
        let id = participant.player().ok_or_else(ApiError::not_allowed)?;
        let member = self.audience.member(session, id).await?;
        member.map(|member| member.nickname).ok_or_else(ApiError::not_allowed)
    }

    /// Publishes a stored message. If the session ended in the meantime, deletes its messages again.
    async fn publish(&self, key: &SessionKey, session: &Session, message: &ChatMessage) -> Result<(), ApiError> {
        let broadcast = broadcasts::message(message).map_err(|error| ApiError::invalid(error.to_string()))?;
        // A message extends the session's lifetime, except for a finished session, which is kept only for its results.
        let lifetime_ms = (session.status() != Status::Finished).then(|| session.lifetime_ms());
        let record =
            ChatNotice { broadcast: &broadcast, at: message.created_at, version: session.version(), lifetime_ms };
        if self.sessions.store().publish_chat(&key.code, &record).await? {
            return Ok(());
        }
        self.log.delete(key).await?;
        Err(ApiError::unknown_session())
    }
}

/// Checks a client id. The bounds are those of action ids.
fn check_client_id(id: &str) -> Result<&str, ApiError> {
    if is_client_id(id) {
        return Ok(id);
    }
    Err(ApiError::invalid("This id is not valid. Use 1 to 64 visible ASCII characters.").at("id"))
}
