//! Behaviour of the whole system when a process or a connection is killed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crash {
    mod redis;
    mod relay;
    mod worker;
}
