//! Session chat: what people say to each other, whichever way it comes in (the chat's own socket, the
//! game's socket, REST) and goes out.
//!
//! # From one phone to the others
//!
//! 1. [`say`] cleans a message, stores it (`wpp_runtime::chat`), and only then tells it on the
//!    session's channel. Should this process die in between, the sender sends it again under the same
//!    id, which finds what is stored and tells it anew.
//! 2. Every process that hears the channel hands it to its sockets, in the order of the messages'
//!    numbers; what a channel lost is taken from the database, what came twice is dropped.
//! 3. Who was away reads the history.
//!
//! That somebody is typing is stored nowhere: see [`typing`].

pub mod asides;
mod edit;
mod say;
mod speaker;
pub mod typing;

use std::sync::{Mutex, MutexGuard, PoisonError};

use wpp_runtime::chat::ChatLog;

pub(crate) use self::edit::number;
use self::typing::Typists;
pub use self::{
    edit::{ReadUpTo, read_up_to, remove},
    say::{MAX_CHARACTERS, Saying, Taken, say},
    speaker::{HOST, Speaker},
};

/// What a process needs for chat.
pub struct Chat {
    /// The messages.
    pub log: ChatLog,
    typists: Mutex<Typists>,
}

impl Chat {
    /// The chat of a process.
    #[must_use]
    pub fn new(log: ChatLog) -> Self {
        Self { log, typists: Mutex::default() }
    }

    /// Who types here. Nothing may be awaited while it is held.
    fn typists(&self) -> MutexGuard<'_, Typists> {
        self.typists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
