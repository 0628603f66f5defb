//! Session chat: the use cases behind the chat socket, the game socket and REST.
//!
//! # The path of a message
//!
//! 1. [`ChatService::post_message`] cleans the message, stores it in the [`ChatLog`], and then publishes it on the
//!    session's channel. If the process stops between the two steps, the sender repeats the message with the same id; the
//!    service finds the stored message and publishes it again.
//! 2. Every process that subscribes to the channel sends the message to its sockets, in the order of the message numbers.
//!    Sockets read a missing number from the database and skip a duplicate.
//! 3. Clients that were disconnected read the history.
//!
//! Typing indicators are never stored; see [`typing`].

pub mod broadcasts;
mod participant;
mod post;
mod read;
mod remove;
pub mod typing;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wpp_runtime::{
    chat::{ChatLog, MessageId, SessionKey},
    session_service::SessionService,
};

use self::typing::Typists;
pub use self::{
    participant::{HOST, Participant},
    post::{MAX_CHARACTERS, NewMessage, PostedMessage},
    read::ReadUpTo,
};
use crate::{audience::Audience, error::ApiError, limits::Limits};

/// The chat of all sessions, as this process serves it.
pub struct ChatService {
    log: ChatLog,
    sessions: SessionService,
    audience: Audience,
    limits: Arc<Limits>,
    typists: Mutex<Typists>,
}

impl ChatService {
    /// Creates the service of a process.
    #[must_use]
    pub fn new(log: ChatLog, sessions: SessionService, audience: Audience, limits: Arc<Limits>) -> Self {
        Self { log, sessions, audience, limits, typists: Mutex::default() }
    }

    /// Returns the stored messages.
    #[must_use]
    pub fn log(&self) -> &ChatLog {
        &self.log
    }

    /// Locks the typing state of this process. The guard must not be held across an `await`.
    fn typists(&self) -> MutexGuard<'_, Typists> {
        self.typists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the number of the message `id` within its session.
///
/// # Errors
/// `invalid_input` if the id belongs to another session or is malformed.
pub(crate) fn message_number(session: &SessionKey, id: &MessageId) -> Result<i64, ApiError> {
    id.number(session)
        .ok_or_else(|| ApiError::invalid("This session has no message with this id. Reload the chat.").at("message_id"))
}
