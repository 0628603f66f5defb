//! The chat messages of sessions, stored in SQL until the session ends.
//!
//! # Order
//!
//! A session's messages are numbered from 1 without gaps, in the order of their commits: a transaction that
//! appends locks the chat's counter row, so the next one waits. A reader that has number *n* and receives
//! *n + 2* has missed one message and finds it here, because it was committed before. Messages are stored
//! first and published afterwards, so a lost publication loses no message.
//!
//! A sender may name a message with a `client_id`. Posting the same id again stores nothing.
//!
//! # Lifetime
//!
//! A chat belongs to one session, identified by its code *and* the time of its creation, because codes are
//! reused. The chat is deleted with the session; until then the latest [`MAX_MESSAGES`] are kept.

mod log;
mod message;
mod read;
mod remove;
mod session_key;

pub use self::{
    log::{Appended, ChatLog, MAX_MESSAGES, PostedMessage},
    message::{ChatMessage, MessageId},
    read::{History, Page, ReadMarker},
    session_key::SessionKey,
};
