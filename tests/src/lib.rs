//! The harness, the load client and the chaos suite.

pub mod chaos;
pub mod harness;
pub mod loadtest;
