//! The storage of sessions, as the session service uses it.

use futures_util::{FutureExt, future::BoxFuture};
use redis::RedisError;
use wpp_game::ids::SessionCode;

use super::{
    chat_notice::ChatNotice,
    live::LiveStore,
    values::{Commit, CommitOutcome, DeleteOutcome, Lifetime, StoredEvent, StoredSession},
};

/// The answer of a store.
pub type StoreFuture<'a, T> = BoxFuture<'a, Result<T, RedisError>>;

/// Stores sessions. [`LiveStore`] in play, and a model of Redis in the simulation. `LiveStore` documents each operation.
pub trait SessionStore: Send + Sync + 'static {
    /// Stores a new session. Returns `false` when its code is taken.
    fn create<'a>(&'a self, code: &'a SessionCode, state: &'a str, lifetime: Lifetime) -> StoreFuture<'a, bool>;

    /// Returns the id of the server that stores a session.
    fn id<'a>(&'a self, code: &'a SessionCode) -> StoreFuture<'a, String>;

    /// Reads a session. `None` when it does not exist.
    fn load<'a>(&'a self, code: &'a SessionCode) -> StoreFuture<'a, Option<StoredSession>>;

    /// Writes a step if the session still has the version that the step read.
    fn commit<'a>(&'a self, code: &'a SessionCode, commit: &'a Commit<'a>) -> StoreFuture<'a, CommitOutcome>;

    /// Returns the events with `after < seq ≤ upto` that the stream still has.
    fn events<'a>(&'a self, code: &'a SessionCode, after: u64, upto: u64) -> StoreFuture<'a, Vec<StoredEvent>>;

    /// Publishes a message without a sequence number on the session's channel.
    fn publish<'a>(&'a self, code: &'a SessionCode, message: &'a str) -> StoreFuture<'a, ()>;

    /// Publishes a chat message and records its time. Returns `false` when the session does not exist.
    fn publish_chat<'a>(&'a self, code: &'a SessionCode, notice: &'a ChatNotice<'a>) -> StoreFuture<'a, bool>;

    /// Deletes a session if it still has the version read. Publishes `last_event` as its last event.
    fn delete<'a>(
        &'a self,
        code: &'a SessionCode,
        read_version: u64,
        last_event: &'a str,
    ) -> StoreFuture<'a, DeleteOutcome>;
}

impl SessionStore for LiveStore {
    fn create<'a>(&'a self, code: &'a SessionCode, state: &'a str, lifetime: Lifetime) -> StoreFuture<'a, bool> {
        self.create(code, state, lifetime).boxed()
    }

    fn id<'a>(&'a self, code: &'a SessionCode) -> StoreFuture<'a, String> {
        self.id(code).boxed()
    }

    fn load<'a>(&'a self, code: &'a SessionCode) -> StoreFuture<'a, Option<StoredSession>> {
        self.load(code).boxed()
    }

    fn commit<'a>(&'a self, code: &'a SessionCode, commit: &'a Commit<'a>) -> StoreFuture<'a, CommitOutcome> {
        self.commit(code, commit).boxed()
    }

    fn events<'a>(&'a self, code: &'a SessionCode, after: u64, upto: u64) -> StoreFuture<'a, Vec<StoredEvent>> {
        self.events(code, after, upto).boxed()
    }

    fn publish<'a>(&'a self, code: &'a SessionCode, message: &'a str) -> StoreFuture<'a, ()> {
        self.publish(code, message).boxed()
    }

    fn publish_chat<'a>(&'a self, code: &'a SessionCode, notice: &'a ChatNotice<'a>) -> StoreFuture<'a, bool> {
        self.publish_chat(code, notice).boxed()
    }

    fn delete<'a>(
        &'a self,
        code: &'a SessionCode,
        read_version: u64,
        last_event: &'a str,
    ) -> StoreFuture<'a, DeleteOutcome> {
        self.delete(code, read_version, last_event).boxed()
    }
}
