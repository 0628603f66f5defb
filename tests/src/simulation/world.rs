//! The surroundings of all processes of one game: time, randomness, the store and its faults.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use wpp_runtime::secure_rng::SecureRng;

use super::{
    climate::Climate,
    connection::Subscriber,
    model::{Published, Store},
    monitor::Monitor,
    mutants::Mutant,
    time::VirtualTime,
};

/// The surroundings of one game. Everything in it follows from its seed.
pub struct World {
    /// The time.
    pub time: VirtualTime,
    /// How often faults occur.
    pub climate: Climate,
    /// The broken rule, if there is one.
    pub mutant: Option<Mutant>,
    state: Mutex<WorldState>,
}

/// The state of a world.
pub struct WorldState {
    /// The store.
    pub store: Store,
    /// The source of all random choices.
    pub rng: ChaCha8Rng,
    /// Observes what the store executes.
    pub monitor: Monitor,
    /// Subscribers by number of their connection.
    pub subscribers: BTreeMap<usize, Subscriber>,
    /// The store answers nothing before this moment.
    pub down_until_us: i64,
    /// Number of failovers.
    pub stores: u32,
    connections: usize,
}

impl World {
    /// Returns the world of `seed`.
    #[must_use]
    pub fn new(seed: u64, mutant: Option<Mutant>, keeps_trace: bool) -> Arc<Self> {
        let climate = mutant.and_then(Mutant::climate);
        let climate = climate.unwrap_or_else(|| Climate::draw(&mut ChaCha8Rng::seed_from_u64(seed)));
        Self::with_climate(seed, climate, mutant, keeps_trace)
    }

    /// Returns the world of `seed` with other faults.
    #[must_use]
    pub fn with_climate(seed: u64, climate: Climate, mutant: Option<Mutant>, keeps_trace: bool) -> Arc<Self> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(1);
        let state = WorldState {
            store: Store::new("store-0".to_owned()),
            rng,
            monitor: Monitor::new(keeps_trace),
            subscribers: BTreeMap::new(),
            down_until_us: 0,
            connections: 0,
            stores: 0,
        };
        Arc::new(Self { time: VirtualTime::default(), climate, mutant, state: Mutex::new(state) })
    }

    /// Locks the state. Never hold the lock while waiting.
    pub fn lock(&self) -> MutexGuard<'_, WorldState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns whether `mutant` is the broken rule.
    #[must_use]
    pub fn breaks(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    /// Returns a random length of at most `most`, at least a microsecond.
    pub fn up_to(&self, most: Duration) -> Duration {
        let most = u64::try_from(most.as_micros()).unwrap_or(u64::MAX).max(1);
        Duration::from_micros(self.lock().rng.random_range(1..=most))
    }

    /// Returns `true` with this probability.
    pub fn chance(&self, probability: f64) -> bool {
        probability > 0.0 && self.lock().rng.random_bool(probability)
    }

    /// Returns a number below `count`.
    pub fn pick(&self, count: usize) -> usize {
        self.lock().rng.random_range(0..count.max(1))
    }

    /// Waits for a random time of at most `most`.
    pub async fn pause(&self, most: Duration) {
        let length = self.up_to(most);
        self.time.sleep(length).await;
    }

    /// Returns a generator for one process.
    pub fn secure_rng(&self) -> SecureRng {
        SecureRng::from_seed(self.lock().rng.random())
    }

    /// Returns the number of a new connection.
    pub fn next_connection(&self) -> usize {
        let mut state = self.lock();
        state.connections += 1;
        state.connections
    }

    /// Records a line of the trace.
    pub fn note(&self, line: impl FnOnce() -> String) {
        let now_us = self.time.now_us();
        self.lock().monitor.note(now_us, line);
    }

    /// Replaces the store by a replica that lacks the last `lost`, after a time without any store. All connections break.
    pub fn fail_over(&self, lost: Duration, down: Duration) {
        let now_us = self.time.now_us();
        let mut state = self.lock();
        state.stores += 1;
        let id = format!("store-{}", state.stores);
        state.monitor.note(now_us, || format!("the store fails over to {id} and loses {lost:?}"));
        let since_us = now_us - i64::try_from(lost.as_micros()).unwrap_or(0);
        state.store.fail_over(id, since_us);
        let end_us = now_us + i64::try_from(down.as_micros()).unwrap_or(0);
        state.down_until_us = state.down_until_us.max(end_us);
        state.monitor.outage(now_us, end_us);
        for subscriber in state.subscribers.values_mut() {
            subscriber.interrupt();
        }
    }

    /// Passes messages to the subscribers of their channels, each after a separate delay, in order for each subscriber.
    pub fn deliver(&self, state: &mut WorldState, published: Vec<Published>) {
        let now_us = self.time.now_us();
        for message in published {
            for subscriber in state.subscribers.values_mut() {
                let delay = self.climate.delay(&mut state.rng);
                let twice = self.climate.duplicates > 0.0 && state.rng.random_bool(self.climate.duplicates);
                for _ in 0..1 + usize::from(twice) {
                    subscriber.publish(now_us + delay, &message);
                }
            }
        }
    }
}
