//! The traits of the store, the queue, presence and the channels on a [`Connection`], with the mutants of their rules.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt, future::BoxFuture};
use redis::RedisResult;
use serde_json::Value;
use wpp_api::realtime::channels::Channels;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};
use wpp_runtime::{
    deadlines::{JobStore, QueueError, QueuedJob},
    presence::{PresenceFuture, PresenceStore},
    store::{
        ChatNotice, Commit, CommitOutcome, DeleteOutcome, Lifetime, SessionStore, StoreFuture, StoredEvent,
        StoredSession,
    },
};

use super::{
    connection::Connection,
    mutants::Mutant,
    world::{World, WorldState},
};

impl SessionStore for Connection {
    fn create<'a>(&'a self, code: &'a SessionCode, state: &'a str, lifetime: Lifetime) -> StoreFuture<'a, bool> {
        let replaces = self.world().breaks(Mutant::CreateReplaces);
        self.changing("create", move |state_of_world, now_us| {
            let store = &mut state_of_world.store;
            if replaces {
                store.data.sessions.remove(code);
            }
            store.create(now_us, code, state, lifetime)
        })
        .boxed()
    }

    fn id<'a>(&'a self, _: &'a SessionCode) -> StoreFuture<'a, String> {
        self.call("id", |store, _| store.id.clone()).boxed()
    }

    fn load<'a>(&'a self, code: &'a SessionCode) -> StoreFuture<'a, Option<StoredSession>> {
        async move {
            let trusts_replica = self.world().breaks(Mutant::LoadTrustsReplica);
            let loaded = self.call("load", |store, _| store.load(code)).await;
            match loaded {
                Err(_) if trusts_replica => Ok(None),
                Ok(Some(stored)) => Ok(Some(forgetful(self.world(), stored))),
                loaded => loaded,
            }
        }
        .boxed()
    }

    fn commit<'a>(&'a self, code: &'a SessionCode, commit: &'a Commit<'a>) -> StoreFuture<'a, CommitOutcome> {
        async move {
            let world = self.world().clone();
            let outcome = self
                .changing("commit", |state, now_us| {
                    let read = state.store.data.sessions.get(code).map(|game| game.version);
                    let outcome = commit_mutated(&world, state, now_us, (code, commit));
                    if outcome == CommitOutcome::Done {
                        let WorldState { store, monitor, .. } = state;
                        monitor.commit(now_us, &world.climate, store, read, (code, commit));
                    }
                    outcome
                })
                .await;
            match outcome {
                Ok(CommitOutcome::Conflict) if self.world().breaks(Mutant::ConflictCountsAsDone) => {
                    Ok(CommitOutcome::Done)
                }
                Err(_) if self.world().breaks(Mutant::ErrorCountsAsDone) => Ok(CommitOutcome::Done),
                outcome => outcome,
            }
        }
        .boxed()
    }

    fn events<'a>(&'a self, code: &'a SessionCode, after: u64, upto: u64) -> StoreFuture<'a, Vec<StoredEvent>> {
        self.call("events", move |store, _| store.events(code, after, upto)).boxed()
    }

    fn publish<'a>(&'a self, code: &'a SessionCode, message: &'a str) -> StoreFuture<'a, ()> {
        self.call("publish", move |store, _| store.broadcast(code, message)).boxed()
    }

    fn publish_chat<'a>(&'a self, code: &'a SessionCode, notice: &'a ChatNotice<'a>) -> StoreFuture<'a, bool> {
        self.changing("publish_chat", move |state, now_us| state.store.publish_chat(now_us, code, notice)).boxed()
    }

    fn delete<'a>(
        &'a self,
        code: &'a SessionCode,
        read_version: u64,
        last_event: &'a str,
    ) -> StoreFuture<'a, DeleteOutcome> {
        let skips_channel = self.world().breaks(Mutant::DeleteSkipsChannel);
        self.changing("delete", move |state, _| {
            let outcome = state.store.delete(code, read_version, last_event);
            if skips_channel {
                state.store.published.clear();
            }
            outcome
        })
        .boxed()
    }
}

impl JobStore for Connection {
    fn push(&self, mut jobs: Vec<QueuedJob>) -> BoxFuture<'_, Result<(), QueueError>> {
        async move {
            let world = self.world();
            let is_nudge = jobs.iter().any(|job| job.fetch_from_ms == 0);
            match world.mutant {
                Some(Mutant::NudgeForgotten) if is_nudge => return Ok(()),
                Some(Mutant::WakeUpForgotten) if !is_nudge => return Ok(()),
                Some(Mutant::WakeUpFetchedLate) if !is_nudge => {
                    jobs.iter_mut().for_each(|job| job.fetch_from_ms += 2_000)
                }
                Some(Mutant::WakeUpAfterCommit) if !is_nudge => {
                    let connection = self.clone();
                    tokio::spawn(async move {
                        connection.world().time.sleep(Duration::from_millis(50)).await;
                        // A wake-up that is lost here is part of the mutant.
                        let _ = connection.push_now(jobs).await;
                    });
                    return Ok(());
                }
                _ => {}
            }
            Ok(self.push_now(jobs).await?)
        }
        .boxed()
    }

    fn cancel(&self, id: String) -> BoxFuture<'_, Result<bool, QueueError>> {
        async move {
            if self.world().breaks(Mutant::CancelForgotten) {
                return Ok(false);
            }
            Ok(self.changing("cancel", |state, _| state.store.cancel(&id)).await?)
        }
        .boxed()
    }
}

impl Connection {
    async fn push_now(&self, jobs: Vec<QueuedJob>) -> RedisResult<()> {
        self.changing("push", |state, now_us| {
            state.monitor.queued(jobs.iter().map(|job| &job.id));
            state.store.push(now_us, &jobs);
        })
        .await
    }

    /// Executes an operation that changes the store, and records the result for a later failover.
    pub async fn changing<T>(&self, what: &str, operation: impl FnOnce(&mut WorldState, i64) -> T) -> RedisResult<T> {
        self.observed(what, |state, now_us| {
            let _ = state.store.execute(now_us, |_| ());
            let answer = operation(state, now_us);
            state.store.remember(now_us);
            (answer, std::mem::take(&mut state.store.published))
        })
        .await
    }
}

impl PresenceStore for Connection {
    fn renew<'a>(&'a self, instance: &'a str, now: Timestamp, until: Timestamp) -> PresenceFuture<'a, bool> {
        self.changing("renew", move |state, _| state.store.renew(instance, now, until)).boxed()
    }

    fn set<'a>(
        &'a self,
        instance: &'a str,
        code: &'a SessionCode,
        player: &'a PlayerId,
        sockets: usize,
    ) -> PresenceFuture<'a, u64> {
        self.changing("set", move |state, _| state.store.set_sockets(instance, code, player, sockets)).boxed()
    }

    fn hold<'a>(&'a self, instance: &'a str, code: &'a SessionCode, holding: bool) -> PresenceFuture<'a, ()> {
        self.changing("hold", move |state, _| state.store.hold(instance, code, holding)).boxed()
    }

    fn leave<'a>(&'a self, instance: &'a str) -> PresenceFuture<'a, ()> {
        self.changing("leave", move |state, _| state.store.leave(instance)).boxed()
    }

    fn instances(&self, by: Option<Timestamp>) -> PresenceFuture<'_, Vec<String>> {
        self.call("instances", move |store, _| store.instances(by)).boxed()
    }

    fn sessions<'a>(&'a self, instance: &'a str) -> PresenceFuture<'a, Vec<SessionCode>> {
        self.call("sessions", move |store, _| store.sessions_of(instance)).boxed()
    }

    fn sockets<'a>(&'a self, codes: &'a [SessionCode]) -> PresenceFuture<'a, Vec<Vec<String>>> {
        self.call("sockets", move |store, _| store.sockets(codes)).boxed()
    }

    fn remove_sockets<'a>(&'a self, instance: &'a str, code: &'a SessionCode) -> PresenceFuture<'a, ()> {
        self.changing("remove_sockets", move |state, _| state.store.remove_sockets(instance, code)).boxed()
    }

    fn remove_instance<'a>(&'a self, instance: &'a str, now: Timestamp) -> PresenceFuture<'a, ()> {
        self.changing("remove_instance", move |state, _| state.store.remove_instance(instance, now)).boxed()
    }
}

impl Channels for Connection {
    fn subscribe<'a>(&'a self, channels: &'a [String]) -> BoxFuture<'a, RedisResult<()>> {
        self.subscribe(channels).boxed()
    }

    fn unsubscribe<'a>(&'a self, channel: &'a str) -> BoxFuture<'a, RedisResult<()>> {
        self.unsubscribe(channel).boxed()
    }
}

/// Executes a commit, changed by the mutants of its script.
fn commit_mutated(
    world: &Arc<World>,
    state: &mut WorldState,
    now_us: i64,
    (code, commit): (&SessionCode, &Commit<'_>),
) -> CommitOutcome {
    let store = &mut state.store;
    let before = store.data.sessions.get(code).cloned();
    let stored_version = before.as_ref().map_or(commit.read_version, |game| game.version);
    let id = store.id.clone();
    let mut altered = Commit { ..*commit };
    match world.mutant {
        Some(Mutant::CommitIgnoresVersion) => altered.read_version = stored_version,
        Some(Mutant::CommitIgnoresStore) => altered.adopts = Some(&id),
        Some(Mutant::CommitRenewsNoLifetime) => altered.lifetime = None,
        _ => {}
    }
    let outcome = store.commit(now_us, code, &altered);
    if outcome == CommitOutcome::Done
        && let Some(game) = store.data.sessions.get_mut(code)
    {
        match world.mutant {
            Some(Mutant::CommitKeepsOldState) => {
                game.state = before.map_or_else(|| game.state.clone(), |game| game.state);
            }
            Some(Mutant::CommitKeepsOldWakeUp) => game.armed = before.and_then(|game| game.armed),
            Some(Mutant::CommitSkipsStream) if !commit.events.is_empty() => drop(game.events.pop_last()),
            Some(Mutant::CommitSkipsChannel) => store.published.clear(),
            _ => {}
        }
    }
    outcome
}

/// Removes what the mutants of a session's fields forget. Their names are those of `Session` in the store.
fn forgetful(world: &World, mut stored: StoredSession) -> StoredSession {
    let field = match world.mutant {
        Some(Mutant::UncertaintyForgotten) => "U",
        Some(Mutant::HoldForgotten) => "E",
        Some(Mutant::StepForgotten) => "S",
        _ => return stored,
    };
    if let Ok(Value::Object(mut session)) = serde_json::from_str(&stored.state)
        && session.remove(field).is_some()
    {
        stored.state = Value::Object(session).to_string();
    }
    stored
}
