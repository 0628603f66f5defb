//! The WebSockets: upgrade, authentication, and the life of one connection.
//!
//! | address | protocol |
//! |---|---|
//! | `/ws/game/{code}/` | `protocol::game`: numbered envelopes, actions and chat |
//! | `/ws/sessions/{code}/` | [`protocol::chat`]: flat chat messages |
//! | `/ws/<path>/{code}/` | `protocol::foreign`: a protocol that one cartridge defines |
//!
//! `lifecycle` is the life of every connection; a `protocol::Protocol` supplies its messages. [`local_socket`] serves
//! clients in the same process.
//!
//! # Invariants
//!
//! - The server accepts a socket before it checks the token, because browsers report the close code only of an accepted
//!   socket.
//! - A panic in a connection's task ends only that connection. Its room membership and its presence are released.

mod auth;
mod client_socket;
mod ephemeral;
mod errors;
mod lifecycle;
pub mod local_socket;
mod panics;
pub mod protocol;
mod rate_limiter;
pub mod routes;
pub(crate) mod subprotocol;
mod upgrade;
