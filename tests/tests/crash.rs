//! Behaviour of the whole system when a process or a connection is killed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod crash {
    mod clock_skew;
    mod cluster;
    mod cluster_load;
    mod party;
    mod postgres;
    mod readiness;
    mod redis;
    mod redis_connection;
    mod relay;
    mod sentinels;
    mod store_loss;
    mod worker;
}
