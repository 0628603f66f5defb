//! Air guitar over sockets: the protocol of the guitar client, chords without storage, late screens, and rate
//! limits.

mod client;
mod flood;
mod late;
mod refusals;
mod stage;
mod tallies;
