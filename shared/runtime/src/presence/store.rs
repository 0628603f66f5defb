//! The storage of presence, as API processes and sweepers use it.

use futures_util::future::BoxFuture;
use redis::RedisError;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

/// The answer of a presence store.
pub type PresenceFuture<'a, T> = BoxFuture<'a, Result<T, RedisError>>;

/// Stores which instance holds sockets of which participants. Redis in play, and a model of Redis in the simulation.
/// Repeating an operation is harmless.
pub trait PresenceStore: Send + Sync + 'static {
    /// Sets the end of an instance's lease. Returns whether the previous lease ends after `now`.
    fn renew<'a>(&'a self, instance: &'a str, now: Timestamp, until: Timestamp) -> PresenceFuture<'a, bool>;

    /// Sets the number of a participant's sockets in an instance. Returns the number in all instances. Does nothing for a
    /// session that does not exist.
    fn set<'a>(
        &'a self,
        instance: &'a str,
        code: &'a SessionCode,
        participant: &'a PlayerId,
        sockets: usize,
    ) -> PresenceFuture<'a, u64>;

    /// Adds `code` to the sessions of an instance, or removes it.
    fn hold<'a>(&'a self, instance: &'a str, code: &'a SessionCode, holding: bool) -> PresenceFuture<'a, ()>;

    /// Deletes the lease and the sessions of an instance.
    fn leave<'a>(&'a self, instance: &'a str) -> PresenceFuture<'a, ()>;

    /// Returns the instances whose lease ended at `by` or before; all instances for `None`.
    fn instances(&self, by: Option<Timestamp>) -> PresenceFuture<'_, Vec<String>>;

    /// Returns the sessions of an instance.
    fn sessions<'a>(&'a self, instance: &'a str) -> PresenceFuture<'a, Vec<SessionCode>>;

    /// Returns the fields `<participant>|<instance>` of each session.
    fn sockets<'a>(&'a self, codes: &'a [SessionCode]) -> PresenceFuture<'a, Vec<Vec<String>>>;

    /// Removes the sockets of an instance from a session, and the session from the instance.
    fn remove_sockets<'a>(&'a self, instance: &'a str, code: &'a SessionCode) -> PresenceFuture<'a, ()>;

    /// Deletes the lease of an instance if it ended at `now` or before.
    fn remove_instance<'a>(&'a self, instance: &'a str, now: Timestamp) -> PresenceFuture<'a, ()>;
}
