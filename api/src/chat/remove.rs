//! Deletion of single messages.

use wpp_game::contract::ErrorCode;
use wpp_runtime::chat::{MessageId, SessionKey};

use super::{ChatService, Participant, broadcasts};
use crate::error::ApiError;

impl ChatService {
    /// Deletes a message for all participants. The host may delete every message, others only their own. Deleting a
    /// deleted message has no effect.
    ///
    /// # Errors
    /// `not_found`, `not_allowed`, or `unavailable`.
    pub async fn remove(
        &self,
        session: &SessionKey,
        participant: &Participant,
        message_id: &MessageId,
    ) -> Result<(), ApiError> {
        let not_found = || ApiError::new(ErrorCode::NotFound, "This message does not exist. Reload the chat.");
        let number = message_id.number(session).ok_or_else(not_found)?;
        let message = self.log.message(session, number).await?.ok_or_else(not_found)?;
        if *participant != Participant::Host && message.sender_id != participant.id() {
            return Err(ApiError::not_allowed());
        }
        if !message.removed {
            self.log.remove(session, number).await?;
        }
        let broadcast = broadcasts::removed(message.message_id, self.sessions.clock().now())
            .map_err(|error| ApiError::invalid(error.to_string()))?;
        Ok(self.sessions.broadcast(&session.code, &broadcast).await?)
    }
}
