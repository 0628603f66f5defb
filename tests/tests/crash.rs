//! Behaviour of the whole system when a process or a connection is killed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crash {
    mod clock_skew;
    mod party;
    mod readiness;
    mod redis;
    mod redis_connection;
    mod relay;
    mod store_loss;
    mod worker;
}
