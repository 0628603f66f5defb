//! Types of the contract with clients. Every other module may use them; they use none of the others.
//!
//! | module | holds |
//! |---|---|
//! | [`ids`] | player ids, account ids, session codes, epochs |
//! | [`time`] | timestamps and countdowns, in whole milliseconds |
//! | [`snapshot`] | a session as a client may see it |
//! | [`teams`] | how a game divides the players into teams |
//! | [`event`] | the events of every session, and the envelope around all events |
//! | [`merge_patch`] | the difference between two snapshots, as events carry it |
//! | [`compact_patch`], [`compact_event`] | the shorter form of events that clients can ask for |
//! | `json_text` | the parts of JSON texts, for both |
//! | [`from_object`] | reading of JSON objects from clients |
//! | [`ErrorCode`], [`Rejected`], [`OutOfBounds`] | errors that reach a client |

mod code_words;
pub mod compact_event;
pub mod compact_patch;
mod error_code;
pub mod event;
pub mod ids;
pub(crate) mod json_text;
pub mod merge_patch;
mod object;
mod rejected;
pub mod snapshot;
pub mod teams;
pub mod time;

pub use self::{
    error_code::{ErrorCode, GameCode},
    object::from_object,
    rejected::{OutOfBounds, Rejected},
};
