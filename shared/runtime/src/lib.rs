//! The seams to the world, shared by the API and the worker.
//!
//! What is decided lies in `wpp-game`; what happens because of it lies here: the clock and the
//! source of randomness, settings, tokens, the live store on Redis, the deadline queue, the
//! content in SQL, and [`session_service::SessionService`], the one way to change a session (load, step, wake, commit).
//!
//! | module | holds |
//! |---|---|
//! | [`clock`], [`entropy`], [`config`] | time, randomness and the environment, each behind one seam |
//! | [`store`] | a session's keys in Redis and the scripts that change them |
//! | [`queue`] | delayed wake-ups on the apalis Redis queue |
//! | [`session_service`] | one step of a session, from either process |
//! | [`broadcast`] | what is said beside the numbered events |
//! | [`presence`] | who is connected, across processes and their crashes |
//! | [`accounts`] | who may log in, and what is kept about them |
//! | [`tokens`] | signed tokens, scoped to one session and one role |
//! | [`content`], [`chat`], [`presets`], [`db`] | question packs, chat and presets in SQL |
//! | [`telemetry`] | logs and metrics |
//! | [`shutdown`] | the signals that end a process |

pub mod broadcast;
pub mod chat;
pub mod clock;
pub mod config;
pub mod db;
pub mod presence;
pub mod queue;
pub mod redis_connection;
pub mod secure_rng;
pub mod session_service;
pub mod shutdown;
pub mod store;
pub mod telemetry;
pub mod token_secret;
