//! The socket: one hub a process, one room a session, one connection a phone.
//!
//! # From Redis to the phones
//!
//! ```text
//! Redis channel game_CODE ──► hub ──► room ──► outlet of each phone ──► its connection
//!              (lossy)         │  seq contiguous?     (what it does not take waits, bounded)
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
//! - A connection enters the room *before* it reads the snapshot; events wait in its outbox until it
//!   is greeted, and those that the snapshot holds are skipped: nothing falls between.
//! - The hub writes to connections itself, and never waits. What the kernel does not take waits in the
//!   phone's outbox, which is bounded: who cannot keep up is closed with 4008 and resumes; nobody
//!   waits for them, and nobody is fed holes.
//! - Events and messages that must arrive wait in order; of what is only of the moment (a chord,
//!   "Ana is typing") the newest waits, behind them. So no flood of the one delays the other.
//! - Of an aside that has a place in an order only news is passed on, and the newest of each kind and
//!   sender is remembered: a screen that comes late hears it, in whichever process. A process that begins
//!   to hear a session asks the others for what they remember.
//! - The socket is accepted, then judged, so that browsers see the close code.
//! - A panic while a socket is served ends that socket alone, like any other end: its place is given
//!   up and its player is noted as gone.

mod admission;
mod beside;
pub mod chat;
mod chatter;
pub mod close;
mod command;
mod connection;
mod dialect;
mod ear;
pub mod frames;
mod guarded;
pub mod guest;
#[cfg(test)]
mod hearing;
pub mod hub;
mod line;
mod link;
mod newest;
mod outbox;
mod outlet;
mod pace;
mod presence;
mod relay;
mod room;
mod upgrade;
mod watch;

pub use self::{connection::open, presence::restore as restore_presence, upgrade::Upgrade};
