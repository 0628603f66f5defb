//! The live store: running sessions in Redis.
//!
//! # Keys
//!
//! All keys of a session share the hash tag `{CODE}`, and so a slot.
//!
//! | key | type | content |
//! |---|---|---|
//! | `{CODE}:state` | hash | `v` version · `s` the session as JSON · `w` the armed wake-up as `version:due_ms`, or empty · `x` expiry by the writer's clock, in ms since 1970 · `m` time of the last chat message, in ms since 1970, if any · `r` id of the Redis that took the last commit · `a` sums of the audience, if any |
//! | `{CODE}:events` | stream | the latest events; id `<seq>-0`, field `e` the envelope, field `p` the private patches by player id, if any |
//! | `{CODE}:presence` | hash | `<player>\|<instance>` → number of that player's sockets in that API process |
//!
//! The keys of the audience are in [`crowd`](crate::crowd).
//!
//! Events are also published on the channel `game_CODE`; on a cluster, on the sharded channel `game_{CODE}`.
//!
//! # Invariants
//!
//! - Only [`LiveStore::commit`] changes the state, and only if the version is the one read. One script writes
//!   the state, appends the events, publishes them and renews the lifetimes, or does none of it.
//! - A commit to another Redis than the last one is refused until a step [adopts](Commit::adopts) it. Such a Redis
//!   may lack acknowledged steps (`docs/decisions/0010`).
//! - An event is in the stream before it is on the channel. A subscriber that misses the event on the channel
//!   finds it in the stream.
//! - All keys have the same lifetime, so a session expires as a whole.

mod chat_notice;
mod keys;
mod live;
mod scripts;
mod session_store;
mod values;

pub use self::{
    chat_notice::ChatNotice,
    keys::{Keys, channel, code_of_channel, sharded_channel},
    live::LiveStore,
    session_store::{SessionStore, StoreFuture},
    values::{ArmedWakeUp, Commit, CommitOutcome, DeleteOutcome, Lifetime, StoredEvent, StoredSession, TAIL_LENGTH},
};
