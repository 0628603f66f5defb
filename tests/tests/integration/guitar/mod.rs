//! Air guitar over the wire: the guitar client's own words, chords that are stored nowhere, screens that
//! come late, and everything that is too much.

mod client;
mod flood;
mod late;
mod refusals;
mod stage;
mod tallies;
