//! Read positions.

use serde::Serialize;
use utoipa::ToSchema;
use wpp_runtime::chat::{MessageId, SessionKey};

use super::{ChatService, Participant, message_number};
use crate::error::ApiError;

/// The read position of one participant.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReadUpTo {
    /// The last message that the participant has read; `null` before the first.
    pub read_up_to: Option<MessageId>,
    /// Number of later messages from other participants.
    pub unread: u64,
}

impl ChatService {
    /// Moves the participant's read position to `message_id`, if given, and returns the position.
    ///
    /// # Errors
    /// `invalid_input` for a message id of another session, or `unavailable`.
    pub async fn read_up_to(
        &self,
        session: &SessionKey,
        participant: &Participant,
        message_id: Option<&MessageId>,
    ) -> Result<ReadUpTo, ApiError> {
        let reading = match message_id {
            Some(id) => self.log.mark_read(session, participant.id(), message_number(session, id)?).await?,
            None => self.log.read_marker(session, participant.id()).await?,
        };
        let read_up_to = (reading.number > 0).then(|| MessageId::new(session, reading.number));
        Ok(ReadUpTo { read_up_to, unread: reading.unread })
    }
}
