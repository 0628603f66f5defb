//! Sessions: the operations of [`SessionStore`](wpp_runtime::store::SessionStore).

use std::{collections::BTreeMap, sync::Arc};

use wpp_game::{ids::SessionCode, time::Timestamp};
use wpp_runtime::store::{
    ArmedWakeUp, ChatNotice, Commit, CommitOutcome, DeleteOutcome, Lifetime, StoredEvent, StoredSession, TAIL_LENGTH,
};

use super::Store;

/// The keys of one session.
#[derive(Debug, Clone)]
pub struct StoredGame {
    /// The version.
    pub version: u64,
    /// The session as JSON.
    pub state: Arc<str>,
    /// The armed wake-up.
    pub armed: Option<ArmedWakeUp>,
    /// The expiry by the writer's clock.
    pub expires_at: Timestamp,
    /// Time of the last chat message.
    pub last_message_at: Option<Timestamp>,
    /// Id of the store of the last commit.
    pub store_id: String,
    /// End of the lifetime, in microseconds since 1970.
    pub ends_us: i64,
    /// The latest events by number.
    pub events: BTreeMap<u64, Arc<StoredEvent>>,
    /// Numbers of sockets by `<player>|<instance>`.
    pub sockets: BTreeMap<String, u64>,
}

impl Store {
    /// Creates a session unless its code is taken.
    pub fn create(&mut self, now_us: i64, code: &SessionCode, state: &str, lifetime: Lifetime) -> bool {
        if self.data.sessions.contains_key(code) {
            return false;
        }
        let game = StoredGame {
            version: 0,
            state: state.into(),
            armed: None,
            expires_at: lifetime.until,
            last_message_at: None,
            store_id: self.id.clone(),
            ends_us: ends_us(now_us, lifetime.ms),
            events: BTreeMap::new(),
            sockets: BTreeMap::new(),
        };
        self.data.sessions.insert(code.clone(), game);
        true
    }

    /// Reads a session.
    #[must_use]
    pub fn load(&self, code: &SessionCode) -> Option<StoredSession> {
        let game = self.data.sessions.get(code)?;
        Some(StoredSession {
            version: game.version,
            state: game.state.to_string(),
            armed: game.armed,
            expires_at: game.expires_at,
            last_message_at: game.last_message_at,
            store_id: game.store_id.clone(),
            crowd: String::new(),
        })
    }

    /// Writes a step.
    pub fn commit(&mut self, now_us: i64, code: &SessionCode, commit: &Commit<'_>) -> CommitOutcome {
        let Some(game) = self.data.sessions.get_mut(code) else { return CommitOutcome::Gone };
        if game.version != commit.read_version {
            return CommitOutcome::Conflict;
        }
        if game.store_id != self.id && commit.adopts != Some(self.id.as_str()) {
            return CommitOutcome::StoreChanged { store_id: self.id.clone() };
        }
        game.store_id.clone_from(&self.id);
        game.version = commit.version;
        game.state = commit.state.into();
        game.armed = commit.armed;
        for event in commit.events {
            game.events.insert(event.seq, event.clone().into());
        }
        while game.events.len() > TAIL_LENGTH {
            game.events.pop_first();
        }
        if let Some(Lifetime { ms, until }) = commit.lifetime {
            game.expires_at = until;
            game.ends_us = ends_us(now_us, ms);
        }
        if !commit.events.is_empty() {
            self.publish(code, &StoredEvent::message(commit.events));
        }
        CommitOutcome::Done
    }

    /// Returns the stored events with `after < seq ≤ upto`.
    #[must_use]
    pub fn events(&self, code: &SessionCode, after: u64, upto: u64) -> Vec<StoredEvent> {
        if after >= upto {
            return Vec::new();
        }
        let events = self.data.sessions.get(code).map(|game| game.events.range(after + 1..=upto));
        events.into_iter().flatten().map(|(_, event)| StoredEvent::clone(event)).collect()
    }

    /// Publishes a message.
    pub fn broadcast(&mut self, code: &SessionCode, message: &str) {
        self.publish(code, message);
    }

    /// Publishes a chat message of an existing session.
    pub fn publish_chat(&mut self, now_us: i64, code: &SessionCode, notice: &ChatNotice<'_>) -> bool {
        let Some(game) = self.data.sessions.get_mut(code) else { return false };
        game.last_message_at = game.last_message_at.max(Some(notice.at));
        if let Some(ms) = notice.lifetime_ms.filter(|_| game.version == notice.version) {
            game.ends_us = ends_us(now_us, ms);
        }
        if let Ok(message) = serde_json::to_string(notice.broadcast) {
            self.publish(code, &message);
        }
        true
    }

    /// Deletes a session of this version.
    pub fn delete(&mut self, code: &SessionCode, read_version: u64, last_event: &str) -> DeleteOutcome {
        let Some(game) = self.data.sessions.get(code) else { return DeleteOutcome::Gone };
        if game.version != read_version {
            return DeleteOutcome::Conflict;
        }
        let keys = 1 + u64::from(!game.events.is_empty()) + u64::from(!game.sockets.is_empty());
        self.data.sessions.remove(code);
        self.publish(code, last_event);
        DeleteOutcome::Done { keys }
    }
}

fn ends_us(now_us: i64, ms: u64) -> i64 {
    now_us.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX).saturating_mul(1000))
}
