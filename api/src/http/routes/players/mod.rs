//! Members of a session.

pub mod admission;
pub mod extra_time;
pub mod join;
pub mod release;
pub mod remove;
pub mod remove_since;
pub mod rename;
pub mod seat_code;
pub mod team;
