//! A model of Redis: sessions, jobs, presence and channels, changed by the operations of the store's traits.
//!
//! Each operation corresponds to one script or command of the real store, and is atomic like it. The conformance test
//! runs the same operations against Redis and compares all answers.

mod jobs;
mod presence;
mod sessions;

use std::collections::{BTreeMap, VecDeque};

use wpp_game::ids::SessionCode;

pub use self::{
    jobs::{Fetched, Jobs},
    presence::Leases,
    sessions::StoredGame,
};

/// How long earlier states are kept, in microseconds: the longest loss of a failover.
const PAST_US: i64 = 2_500_000;

/// Everything that Redis stores.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Sessions by code.
    pub sessions: BTreeMap<SessionCode, StoredGame>,
    /// The queue.
    pub jobs: Jobs,
    /// Leases of API processes.
    pub leases: Leases,
}

/// A message on a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The session of the channel.
    pub code: SessionCode,
    /// The message.
    pub message: String,
}

/// A model of a Redis server.
#[derive(Debug)]
pub struct Store {
    /// The id, which changes at a failover.
    pub id: String,
    /// The current data.
    pub data: Data,
    /// Messages of the operation under way.
    pub published: Vec<Published>,
    past: VecDeque<(i64, Data)>,
}

impl Store {
    /// Returns an empty store with this id.
    #[must_use]
    pub fn new(id: String) -> Self {
        Self { id, data: Data::default(), published: Vec::new(), past: VecDeque::new() }
    }

    /// Executes an operation at `now_us` and returns its answer with the messages that it published.
    pub fn execute<T>(&mut self, now_us: i64, operation: impl FnOnce(&mut Self) -> T) -> (T, Vec<Published>) {
        self.data.expire(now_us);
        let answer = operation(self);
        (answer, std::mem::take(&mut self.published))
    }

    /// Records the current data as the state at `now_us`, for a later failover.
    pub fn remember(&mut self, now_us: i64) {
        self.past.push_back((now_us, self.data.clone()));
        while self.past.front().is_some_and(|(at_us, _)| at_us + PAST_US < now_us) && self.past.len() > 1 {
            self.past.pop_front();
        }
    }

    /// Replaces the server by a replica that has the data of `at_us`. What it lacks is lost for later failovers as well.
    pub fn fail_over(&mut self, id: String, at_us: i64) {
        let last = self.past.iter().rev().find(|(then_us, _)| *then_us <= at_us).or(self.past.front());
        if let Some((_, data)) = last {
            self.data = data.clone();
        }
        self.past.retain(|(then_us, _)| *then_us <= at_us);
        self.past.push_back((at_us, self.data.clone()));
        self.id = id;
    }

    fn publish(&mut self, code: &SessionCode, message: &str) {
        self.published.push(Published { code: code.clone(), message: message.to_owned() });
    }
}

impl Data {
    /// Deletes the sessions whose lifetime has ended.
    fn expire(&mut self, now_us: i64) {
        self.sessions.retain(|_, game| game.ends_us > now_us);
    }
}

#[cfg(test)]
mod tests {
    use wpp_game::time::Timestamp;
    use wpp_runtime::store::Lifetime;

    use super::*;

    #[test]
    fn lost_data_stays_lost() {
        let code = |text: &str| SessionCode::parse(text).unwrap();
        let lifetime = Lifetime { ms: 60_000, until: Timestamp::from_millis(60_000) };
        let mut store = Store::new("store-0".to_owned());
        store.remember(0);
        store.create(1_000, &code("KWXTRN"), "{}", lifetime);
        store.remember(1_000);
        store.fail_over("store-1".to_owned(), 500);
        assert!(store.data.sessions.is_empty());
        store.fail_over("store-2".to_owned(), 1_500);
        assert!(store.data.sessions.is_empty(), "the first failover lost the session");
    }
}
