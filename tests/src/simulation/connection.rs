//! A process's connection to the store: delays, breaks, and the end with its process.

use std::{
    collections::BTreeSet,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use redis::{PushInfo, PushKind, RedisError, RedisResult, Value};
use tokio::sync::mpsc;
use wpp_runtime::store::channel;

use super::{
    model::{Published, Store},
    world::{World, WorldState},
};

/// Longest time until an interrupted connection is open again.
const RECONNECT: Duration = Duration::from_millis(800);

/// A connection to the model of the store. Cheap to clone.
#[derive(Clone)]
pub struct Connection(Arc<Shared>);

struct Shared {
    world: Arc<World>,
    number: usize,
    name: String,
    /// Times of the last request's execution and of the last answer: a connection keeps their order.
    last_us: Mutex<(i64, i64)>,
    /// Number of breaks.
    breaks: AtomicU64,
    /// Whether its process was killed.
    is_dead: AtomicBool,
}

/// The subscriptions of a connection.
pub struct Subscriber {
    channels: BTreeSet<String>,
    /// Whether the connection is open, so that messages reach it.
    is_open: bool,
    last_us: i64,
    generation: u64,
    queue: mpsc::UnboundedSender<Queued>,
}

struct Queued {
    at_us: i64,
    generation: u64,
    push: PushInfo,
}

impl Connection {
    /// Opens a connection of the process `name`. Its messages go to `pushes`.
    pub fn open(world: &Arc<World>, name: &str, pushes: Option<mpsc::UnboundedSender<PushInfo>>) -> Self {
        let number = world.next_connection();
        let (breaks, is_dead) = (AtomicU64::new(0), AtomicBool::new(false));
        let (world, name) = (world.clone(), name.to_owned());
        let connection = Self(Arc::new(Shared { world, number, name, last_us: Mutex::default(), breaks, is_dead }));
        if let Some(pushes) = pushes {
            connection.clone().receive(pushes);
        }
        connection
    }

    /// Returns the world.
    #[must_use]
    pub fn world(&self) -> &Arc<World> {
        &self.0.world
    }

    /// Ends the connection with its process. No call of it ever returns.
    pub fn kill(&self) {
        self.0.is_dead.store(true, Ordering::Relaxed);
        self.world().lock().subscribers.remove(&self.0.number);
    }

    /// Executes an operation of the store.
    ///
    /// # Errors
    /// When the store is down, or the connection breaks. The operation may have been executed then.
    pub async fn call<T>(&self, what: &str, operation: impl FnOnce(&mut Store, i64) -> T) -> RedisResult<T> {
        self.observed(what, |state, now_us| {
            let (answer, published) = state.store.execute(now_us, |store| operation(store, now_us));
            (answer, published)
        })
        .await
    }

    /// Like [`call`](Self::call), with access to the world's state.
    pub async fn observed<T>(
        &self,
        what: &str,
        operation: impl FnOnce(&mut WorldState, i64) -> (T, Vec<Published>),
    ) -> RedisResult<T> {
        let (world, climate) = (self.world(), self.world().climate);
        let life = self.life();
        self.travel(|last| &mut last.0).await;
        if world.chance(climate.breaks / 2.0) {
            self.interrupt();
        }
        self.check(life)?;
        let down_until_us = world.lock().down_until_us;
        if world.time.now_us() < down_until_us {
            // Half of the calls fail at once, the others when the store is back.
            if world.chance(0.5) {
                world.time.sleep_until(down_until_us).await;
                self.alive().await;
            }
            return Err(broken("the store is down"));
        }
        let answer = {
            let now_us = world.time.now_us();
            let mut state = world.lock();
            let (answer, published) = operation(&mut state, now_us);
            state.monitor.step(now_us, || format!("{} {what}", self.0.name));
            world.deliver(&mut state, published);
            answer
        };
        if world.chance(climate.breaks / 2.0) {
            self.interrupt();
        }
        self.travel(|last| &mut last.1).await;
        self.check(life)?;
        Ok(answer)
    }

    /// Breaks the connection: calls under way fail, and messages are lost until it is open again.
    pub fn interrupt(&self) {
        self.0.breaks.fetch_add(1, Ordering::Relaxed);
        if let Some(subscriber) = self.world().lock().subscribers.get_mut(&self.0.number) {
            subscriber.interrupt();
        }
    }

    /// Subscribes to channels.
    ///
    /// # Errors
    /// When the connection breaks. The channels stay requested.
    pub async fn subscribe(&self, channels: &[String]) -> RedisResult<()> {
        let number = self.0.number;
        self.observed("subscribe", |state, now_us| {
            let delay = self.world().climate.delay(&mut state.rng);
            if let Some(subscriber) = state.subscribers.get_mut(&number) {
                subscriber.channels.extend(channels.iter().cloned());
                channels.iter().for_each(|channel| subscriber.confirm(now_us + delay, channel));
            }
            ((), Vec::new())
        })
        .await
    }

    /// Ends the subscription to a channel.
    ///
    /// # Errors
    /// When the connection breaks.
    pub async fn unsubscribe(&self, channel: &str) -> RedisResult<()> {
        let number = self.0.number;
        self.observed("unsubscribe", |state, _| {
            if let Some(subscriber) = state.subscribers.get_mut(&number) {
                subscriber.channels.remove(channel);
            }
            ((), Vec::new())
        })
        .await
    }

    /// Waits for the delay of one message, behind the earlier ones.
    async fn travel(&self, last: impl FnOnce(&mut (i64, i64)) -> &mut i64) {
        let world = self.world();
        let at_us = {
            let delay = world.climate.delay(&mut world.lock().rng);
            let mut times = self.0.last_us.lock().unwrap_or_else(PoisonError::into_inner);
            let last_us = last(&mut times);
            *last_us = (world.time.now_us() + delay).max(*last_us);
            *last_us
        };
        world.time.sleep_until(at_us).await;
        self.alive().await;
    }

    /// Never returns in a killed process.
    async fn alive(&self) {
        if self.0.is_dead.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    }

    /// Returns what changes when the connection breaks: the number of its breaks, and of the stores so far.
    fn life(&self) -> (u64, u32) {
        (self.0.breaks.load(Ordering::Relaxed), self.world().lock().stores)
    }

    fn check(&self, life: (u64, u32)) -> RedisResult<()> {
        if self.life() == life { Ok(()) } else { Err(broken("the connection broke")) }
    }

    /// Passes messages to the process, and opens the connection again after an interruption.
    fn receive(self, pushes: mpsc::UnboundedSender<PushInfo>) {
        let (queue, mut queued) = mpsc::unbounded_channel();
        let subscriber = Subscriber { channels: BTreeSet::new(), is_open: true, last_us: 0, generation: 0, queue };
        let (world, number) = (self.world().clone(), self.0.number);
        world.lock().subscribers.insert(number, subscriber);
        let reopening = self.clone();
        tokio::spawn(async move {
            while !reopening.0.is_dead.load(Ordering::Relaxed) {
                reopening.world().pause(RECONNECT).await;
                reopening.reopen();
                if reopening.world().chance(reopening.world().climate.breaks * 3.0) {
                    reopening.interrupt();
                }
            }
        });
        tokio::spawn(async move {
            while let Some(Queued { at_us, generation, push }) = queued.recv().await {
                world.time.sleep_until(at_us).await;
                let current = world.lock().subscribers.get(&number).map(|subscriber| subscriber.generation);
                if current == Some(generation) {
                    // Fails only when the process has ended.
                    let _ = pushes.send(push);
                }
            }
        });
    }

    fn reopen(&self) {
        let (world, now_us) = (self.world(), self.world().time.now_us());
        let unnoticed = world.breaks(super::mutants::Mutant::InterruptionUnnoticed);
        let mut state = world.lock();
        if now_us < state.down_until_us {
            return;
        }
        if let Some(subscriber) = state.subscribers.get_mut(&self.0.number).filter(|subscriber| !subscriber.is_open) {
            subscriber.is_open = true;
            for channel in subscriber.channels.clone() {
                if !unnoticed {
                    subscriber.confirm(now_us, &channel);
                }
            }
        }
    }
}

impl Subscriber {
    /// Closes the connection. Messages on the way are lost.
    pub fn interrupt(&mut self) {
        self.is_open = false;
        self.generation += 1;
    }

    /// Queues a message that arrives at `at_us` or later, if its channel is subscribed.
    pub fn publish(&mut self, at_us: i64, message: &Published) {
        let channel = channel(&message.code);
        if self.is_open && self.channels.contains(&channel) {
            let data = vec![bulk(&channel), bulk(&message.message)];
            self.send(at_us, PushInfo { kind: PushKind::Message, data });
        }
    }

    fn confirm(&mut self, at_us: i64, channel: &str) {
        self.send(at_us, PushInfo { kind: PushKind::Subscribe, data: vec![bulk(channel), Value::Int(1)] });
    }

    fn send(&mut self, at_us: i64, push: PushInfo) {
        self.last_us = self.last_us.max(at_us);
        // Fails only when the process has ended.
        let _ = self.queue.send(Queued { at_us: self.last_us, generation: self.generation, push });
    }
}

fn bulk(text: &str) -> Value {
    Value::BulkString(text.as_bytes().to_vec())
}

/// Returns the error of a lost connection.
#[must_use]
pub fn broken(cause: &'static str) -> RedisError {
    RedisError::from(io::Error::new(io::ErrorKind::BrokenPipe, cause))
}
