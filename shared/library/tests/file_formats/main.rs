//! Files of other programs: each is read right, or refused with a stable code and its position.
//!
//! The files are in `tests/cases`. Further inputs of the same kinds are written out in the tests.
#![expect(clippy::panic, reason = "a test fails by panicking")]

mod items;
mod other_programs;
mod reports;
mod support;
mod tables;
