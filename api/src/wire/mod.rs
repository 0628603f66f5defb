//! Everything that goes over one WebSocket: frame types, close codes, the outbox and the writer.
//!
//! # Invariants
//!
//! - A frame is encoded once and shared by all sockets that receive it.
//! - A write never blocks. Bytes that the kernel does not accept wait in the socket's `outbox`, which is bounded.
//! - A client that cannot keep up is closed with 4008 and resumes. Its backlog delays no other client.
//! - Reliable frames wait in order. Of replaceable frames only the newest of each key waits, behind the reliable
//!   frames, so a flood of replaceable frames cannot delay reliable ones.

pub mod close;
pub(crate) mod connection;
pub mod frames;
#[cfg(test)]
mod interleavings;
pub(crate) mod lock;
pub(crate) mod outbox;
#[cfg(test)]
pub(crate) mod test_socket;
pub(crate) mod writer;
