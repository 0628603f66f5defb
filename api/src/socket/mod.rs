//! The socket: one hub a process, one room a session, one connection a phone.
//!
//! # From Redis to the phones
//!
//! ```text
//! Redis channel game_CODE ──► hub ──► room ──► inbox of each connection ──► phone
//!              (lossy)         │  seq contiguous?      (bounded)
//! Redis stream {CODE}:events ◄─┘  no: fill the gap
//! ```
//!
//! All sessions share one Redis connection, subscribed to one channel a session while sockets of
//! it are held.
//!
//! # Invariants
//!
//! - A room hands on events in order and without a hole. What the channel lost it takes from the
//!   stream; what the stream no longer has makes every connection start over from a snapshot.
//! - A connection enters the room *before* it reads the snapshot, and then skips what the snapshot
//!   holds already: nothing falls between.
//! - An inbox is bounded. Who cannot keep up is closed with 4008 and resumes; nobody waits for
//!   them, and nobody is fed holes.
//! - The socket is accepted, then judged, so that browsers see the close code.

mod admission;
pub mod close;
mod command;
mod connection;
pub mod frames;
pub mod hub;
mod link;
mod presence;
mod room;
mod watch;

pub use self::{connection::open, presence::restore as restore_presence};
