//! The chat's own socket, `/ws/sessions/{code}/?token=…`: flat messages, for clients that want nothing
//! but the chat.
//!
//! ```text
//! ─► {"type":"message","content","id"?}      ◄─ {"type":"message","message_id","content","sender_id",
//!                                                 "sender_name","created_at","number","client_id"?}
//! ─► {"type":"typing","is_typing"}           ◄─ {"type":"typing","sender_id","is_typing"}
//! ─► {"type":"read","message_id"}            ◄─ {"type":"read","read_up_to","unread"}
//! ─► {"type":"ping","timestamp"?}            ◄─ {"type":"pong","timestamp","server_time"}
//!                                            ◄─ {"type":"message_removed","message_id"}
//!                                            ◄─ {"type":"error","code","message","id"?}
//! ```
//!
//! # Invariants
//!
//! - Who is let in hears every message said after the handshake, once and in the order of its number.
//!   There is no greeting to wait for: where the chat stood is looked up *before* the handshake is
//!   answered, and what is said until the room is entered is read from the database.
//! - What the channel loses, or a process that died did not tell, the next message's number betrays;
//!   it is read from the database, too.
//! - Who takes part may come in: players, the audience and the host, by token. The socket is accepted,
//!   then judged, so that browsers see the close code.

mod connection;
mod dialect;
mod message;

pub use self::{connection::open, message::Error as ChatError};
