//! Code shared by the web process and the worker: access to Redis and SQL, the clock, randomness, settings,
//! logs and metrics.
//!
//! `wpp-game` decides what happens in a session; this crate stores and publishes the result.
//! [`session_service::SessionService`] is the only way to change a session: load, step, schedule, commit.
//!
//! | module | content |
//! |---|---|
//! | [`session_service`] | one step of a session, from either process |
//! | [`store`] | a session's keys in Redis and the scripts that change them |
//! | [`deadlines`] | producer of the queue of wake-ups; the worker is the consumer |
//! | [`broadcast`] | messages without a sequence number, sent over a session's channel |
//! | [`presence`] | connected players, across API processes and their crashes |
//! | [`process_reports`] | what each process reports about itself, for the operator's page |
//! | [`crowd`] | the audience of a session: members, votes and their sums |
//! | [`chat`] | chat messages of sessions in SQL |
//! | [`client_address`] | the key by which limits count a client |
//! | [`db`], [`redis_connection`] | connections to the SQL database and to Redis |
//! | [`redis_address`] | the address of Redis: a server, the Sentinels that know the primary, or a cluster |
//! | [`health`] | readiness: whether a process can serve games now |
//! | [`clock`], [`secure_rng`], [`config`] | time, randomness and the environment |
//! | [`store_clock`] | the system's clock, corrected by the clock of Redis |
//! | [`token_secret`] | the key that signs tokens |
//! | [`open_files`] | the limit of open files |
//! | [`telemetry`] | logs and metrics |
//! | [`network`] | the address of this machine in the local network |
//! | [`metrics_address`] | the address of a process for metrics |
//! | [`shutdown`] | the signals that end a process |

pub mod broadcast;
pub mod chat;
pub mod client_address;
pub mod clock;
pub mod config;
pub mod crowd;
pub mod db;
pub mod deadlines;
pub mod health;
mod lock;
pub mod metrics_address;
pub mod network;
pub mod open_files;
pub mod presence;
pub mod process_reports;
pub mod redis_address;
pub mod redis_connection;
pub mod secure_rng;
pub mod session_service;
pub mod shutdown;
pub mod store;
pub mod store_clock;
pub mod telemetry;
pub mod token_secret;
