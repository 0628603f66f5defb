//! From the Redis channels to this process's sockets: one [`hub`] per process, one room per session.
//!
//! ```text
//! Redis channel game_CODE ──► relay ──► hub ──► room ──► writer of each socket
//!                 (lossy)                        │  seq contiguous?
//! Redis stream {CODE}:events ◄── hub ◄───────────┘  no: fetch the gap
//! ```
//!
//! All sessions share one Redis connection. A session's channel is subscribed while this process holds a socket of it.
//!
//! # Invariants
//!
//! - A room delivers events in order and without a gap. Events that the channel lost are read from the stream. If the
//!   stream no longer has them, every client starts over from a snapshot.
//! - A socket enters the room *before* its task reads the snapshot. Events wait in its outbox until the first frame is
//!   sent, and events that the snapshot contains are skipped.
//! - The hub writes to the sockets itself and never waits for a client.
//! - Of positioned broadcasts (ephemeral messages) only newer ones are relayed, and the newest of each kind and sender is
//!   cached for clients that connect later. A process that subscribes to a session asks the other processes for theirs.

pub mod audience_counter;
pub mod channels;
pub(crate) mod encoder;
mod event_head;
pub(crate) mod event_subscription;
pub mod hub;
pub(crate) mod latest_cache;
mod overdue_monitor;
pub mod presence;
mod relay;
pub(crate) mod room;
mod subscriptions;
