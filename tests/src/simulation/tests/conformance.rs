//! The model answers as Redis does: both execute the same operations, drawn from a seed.

use std::sync::Arc;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use redis::{PushInfo, PushKind};
use serde_json::value::RawValue;
use tokio::{runtime::Runtime, sync::mpsc};
use wpp_api::realtime::channels::Channels;
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane},
    deadlines::{DeadlineQueue, JobScheduler, PhaseDeadline},
    presence::{Presence, Sweeper},
    redis_connection,
    store::{ArmedWakeUp, ChatNotice, Commit, CommitOutcome, Lifetime, LiveStore, SessionStore, StoredEvent, channel},
};

use crate::{
    harness::redis::RedisServer,
    simulation::{climate::Climate, connection::Connection, time::DAWN_US, world::World},
};

/// Operations of a run.
const OPERATIONS: usize = 600;

/// Returns an hour: no session of the test expires.
fn lifetime() -> Lifetime {
    Lifetime { ms: 3_600_000, until: Timestamp::from_millis(4_000_000_000_000) }
}

/// One implementation of all traits.
struct Side {
    runtime: Runtime,
    store: Arc<dyn SessionStore>,
    jobs: JobScheduler,
    presence: [Presence; 2],
    sweeper: Sweeper,
    channels: Arc<dyn Channels>,
    pushes: mpsc::UnboundedReceiver<PushInfo>,
}

impl Side {
    fn redis(server: &RedisServer, runtime: Runtime) -> Self {
        let (sender, pushes) = mpsc::unbounded_channel();
        let (connection, subscriber) = runtime.block_on(async {
            let connection = server.connect().await;
            (connection, redis_connection::connect_subscriber(&server.address(), sender).await.unwrap())
        });
        Self {
            runtime,
            store: Arc::new(LiveStore::new(connection.clone())),
            jobs: DeadlineQueue::new(connection.clone()).scheduler(),
            presence: ["a", "b"].map(|instance| Presence::new(connection.clone(), instance.to_owned())),
            sweeper: Sweeper::new(connection),
            channels: Arc::new(subscriber),
            pushes,
        }
    }

    fn model(world: &Arc<World>) -> Self {
        let (sender, pushes) = mpsc::unbounded_channel();
        let runtime = world.time.runtime().unwrap();
        let (connection, subscriber) = runtime
            .block_on(async { (Connection::open(world, "a", None), Connection::open(world, "a", Some(sender))) });
        let connection = Arc::new(connection);
        Self {
            runtime,
            store: connection.clone(),
            jobs: JobScheduler::new(connection.clone()),
            presence: ["a", "b"].map(|instance| Presence::on(connection.clone(), instance.to_owned())),
            sweeper: Sweeper::on(connection),
            channels: Arc::new(subscriber),
            pushes,
        }
    }

    /// Executes an operation and describes its answer. Ids of stores differ, so the answer names their kind only.
    fn execute(&mut self, operation: &Operation) -> String {
        let Self { runtime, store, jobs, presence, sweeper, .. } = self;
        runtime.block_on(async {
            match operation {
                Operation::Create(code) => describe(store.create(code, "{}", lifetime()).await),
                Operation::Load(code) => {
                    let loaded = store.load(code).await.unwrap().map(|stored| {
                        let fields = (stored.version, stored.state, stored.armed, stored.expires_at);
                        (fields, stored.last_message_at, stored.store_id.is_empty())
                    });
                    format!("{loaded:?}")
                }
                Operation::Commit { code, read, events, adopts, renews } => {
                    let id = store.id(code).await.unwrap();
                    let events: Vec<StoredEvent> = events.iter().map(|seq| event(*seq)).collect();
                    let due_at = Timestamp::from_millis(i64::try_from(*read).unwrap() + 5);
                    let commit = Commit {
                        read_version: *read,
                        version: read + 1,
                        state: &format!("{{\"v\":{read}}}"),
                        armed: (read % 3 > 0).then_some(ArmedWakeUp { version: *read, due_at }),
                        events: &events,
                        lifetime: renews.then(lifetime),
                        adopts: adopts.then_some(id.as_str()),
                        crowd: None,
                    };
                    match store.commit(code, &commit).await.unwrap() {
                        CommitOutcome::StoreChanged { store_id } => {
                            format!("changed to the answering one: {}", store_id == id)
                        }
                        outcome => format!("{outcome:?}"),
                    }
                }
                Operation::Events(code, after, upto) => describe(store.events(code, *after, *upto).await),
                Operation::Delete(code, read) => describe(store.delete(code, *read, "exited").await),
                Operation::Chat(code, at) => {
                    let broadcast = broadcast(*at);
                    let at = Timestamp::from_millis(*at);
                    let notice = ChatNotice { broadcast: &broadcast, at, version: 1, lifetime_ms: Some(3_600_000) };
                    describe(store.publish_chat(code, &notice).await)
                }
                Operation::Schedule(job) => describe(jobs.schedule(job).await),
                Operation::Nudge(job) => describe(jobs.nudge(job, 1).await),
                Operation::Cancel(job) => describe(jobs.cancel(job).await),
                Operation::Sockets(instance, code, player, count) => {
                    describe(presence[*instance].set(code, player, *count).await)
                }
                Operation::Hold(instance, code, holding) => describe(presence[*instance].hold(code, *holding).await),
                Operation::Renew(instance, now) => {
                    describe(presence[*instance].renew(Timestamp::from_millis(*now)).await)
                }
                Operation::Leave(instance) => describe(presence[*instance].leave().await),
                Operation::Sweep(code, now) => {
                    let now = Timestamp::from_millis(*now);
                    let mut answers = Vec::new();
                    for instance in sweeper.expired_instances(now).await.unwrap() {
                        let mut sessions = sweeper.sessions(&instance).await.unwrap();
                        sessions.sort();
                        let orphaned = sweeper.orphans(&instance, code).await.map(|orphans| sorted(orphans.players));
                        answers.push(format!("{instance} {sessions:?} {orphaned:?}"));
                        sweeper.remove_sockets(&instance, code).await.unwrap();
                        sweeper.remove_instance(&instance, now).await.unwrap();
                    }
                    format!("{answers:?} {:?}", sweeper.occupancy().await)
                }
            }
        })
    }

    /// Returns all messages that arrived, up to the message `last`.
    fn received(&mut self, last: &str) -> Vec<[String; 2]> {
        let Self { runtime, pushes, .. } = self;
        runtime.block_on(async {
            let mut received: Vec<[String; 2]> = Vec::new();
            while received.last().is_none_or(|[_, message]| message != last) {
                let PushInfo { kind, data } = pushes.recv().await.unwrap();
                if kind == PushKind::Message {
                    let parts = [data[0].clone(), data[1].clone()];
                    received.push(parts.map(|part| redis::from_redis_value(part).unwrap()));
                }
            }
            received
        })
    }
}

#[derive(Debug)]
enum Operation {
    Create(SessionCode),
    Load(SessionCode),
    Commit { code: SessionCode, read: u64, events: Vec<u64>, adopts: bool, renews: bool },
    Events(SessionCode, u64, u64),
    Delete(SessionCode, u64),
    Chat(SessionCode, i64),
    Schedule(PhaseDeadline),
    Nudge(PhaseDeadline),
    Cancel(PhaseDeadline),
    Sockets(usize, SessionCode, PlayerId, usize),
    Hold(usize, SessionCode, bool),
    Renew(usize, i64),
    Leave(usize),
    Sweep(SessionCode, i64),
}

/// Returns an event; every second one has private patches, and every third one a compact form.
fn event(seq: u64) -> StoredEvent {
    let you_patches = if seq.is_multiple_of(2) { format!("{{\"p\":{seq}}}") } else { String::new() };
    let compact = if seq.is_multiple_of(3) { format!("c{seq}") } else { String::new() };
    StoredEvent { seq, envelope: format!("e{seq}"), you_patches, compact }
}

/// Draws operations that mostly succeed: the drawer knows the version and the number of events of each session.
struct Drawer {
    rng: ChaCha8Rng,
    codes: [SessionCode; 2],
    positions: [(u64, u64); 2],
}

impl Drawer {
    fn draw(&mut self) -> Operation {
        let rng = &mut self.rng;
        let at = rng.random_range(0..2);
        let code = self.codes[at].clone();
        let (version, seq) = &mut self.positions[at];
        let due_at = Timestamp::from_millis(4_000_000_000_000 + rng.random_range(0..4) * 1000);
        let job = PhaseDeadline { session: code.clone(), version: rng.random_range(0..3), due_at };
        let (instance, now) = (rng.random_range(0..2), rng.random_range(0..40_000));
        match rng.random_range(0..30) {
            0 => Operation::Create(code),
            1 => {
                let wrong = rng.random_bool(0.5);
                let read = if wrong { *version + 1 } else { *version };
                if !wrong {
                    (*version, *seq) = (0, 0);
                }
                Operation::Delete(code, read)
            }
            2..=10 => {
                let read = if rng.random_bool(0.8) { *version } else { rng.random_range(0..9) };
                let first = *seq + 1;
                let events: Vec<u64> = (first..first + rng.random_range(0..3)).collect();
                Operation::Commit { code, read, events, adopts: rng.random_bool(0.3), renews: rng.random_bool(0.5) }
            }
            11..=13 => Operation::Load(code),
            14 | 15 => Operation::Events(code, rng.random_range(0..12), rng.random_range(0..12)),
            16 => Operation::Chat(code, rng.random_range(0..99)),
            17 | 18 => Operation::Schedule(job),
            19 => Operation::Nudge(job),
            20 | 21 => Operation::Cancel(job),
            22..=24 => {
                let player = PlayerId(["p_1", "p_12"][rng.random_range(0..2)].to_owned());
                Operation::Sockets(instance, code, player, rng.random_range(0..3))
            }
            25 => Operation::Hold(instance, code, rng.random_bool(0.7)),
            26 => Operation::Renew(instance, now),
            27 => Operation::Leave(instance),
            _ => Operation::Sweep(code, now),
        }
    }

    /// Follows a commit that was executed.
    fn follow(&mut self, operation: &Operation, answer: &str) {
        if let Operation::Commit { code, read, events, .. } = operation
            && answer == "Done"
        {
            let at = usize::from(*code != self.codes[0]);
            let seq = events.last().copied().unwrap_or(self.positions[at].1);
            self.positions[at] = (read + 1, seq);
        }
    }
}

#[test]
fn model_answers_as_redis_does() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(RedisServer::start());
    let world = World::with_climate(1, Climate::calm(500), None, false);
    let mut sides = [Side::redis(&server, runtime), Side::model(&world)];
    let codes = ["KWXTRN", "BCDFGH"].map(|code| SessionCode::parse(code).unwrap());
    let channels = codes.each_ref().map(channel);
    for side in &mut sides {
        side.runtime.block_on(side.channels.subscribe(&channels)).unwrap();
    }
    let mut drawer = Drawer { rng: ChaCha8Rng::seed_from_u64(7), codes, positions: [(0, 0); 2] };
    for number in 0..OPERATIONS {
        if number % 150 == 149 {
            // A server that was a replica for a moment is another store with the same data.
            sides[0].runtime.block_on(async {
                let _: String = server.command(&["REPLICAOF", "127.0.0.1", "1"]).await;
                let _: String = server.command(&["REPLICAOF", "NO", "ONE"]).await;
            });
            world.lock().store.id = format!("store-{number}");
        }
        let operation = drawer.draw();
        let [redis, model] = sides.each_mut().map(|side| side.execute(&operation));
        assert_eq!(model, redis, "operation {number}: {operation:?}");
        drawer.follow(&operation, &redis);
    }
    let code = drawer.codes[0].clone();
    let [redis, model] = sides.each_mut().map(|side| {
        side.runtime.block_on(side.store.publish(&code, "the end")).unwrap();
        side.received("the end")
    });
    assert_eq!(model, redis, "messages on the channels");
}

#[test]
fn model_expires_sessions_as_redis_does() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(RedisServer::start());
    let world = World::with_climate(1, Climate::calm(500), None, false);
    let (redis, model) = (Side::redis(&server, runtime), Side::model(&world));
    let code = SessionCode::parse("KWXTRN").unwrap();
    let short = Lifetime { ms: 30, until: Timestamp::from_millis(DAWN_US / 1000 + 30) };
    for side in [&redis, &model] {
        assert!(side.runtime.block_on(side.store.create(&code, "{}", short)).unwrap());
    }
    redis.runtime.block_on(crate::harness::wait_until("the session expires", async || {
        redis.store.load(&code).await.unwrap().is_none()
    }));
    model.runtime.block_on(world.time.sleep_until(DAWN_US + 31_000));
    assert!(model.runtime.block_on(model.store.load(&code)).unwrap().is_none());
}

fn describe<T: std::fmt::Debug, E: std::fmt::Debug>(answer: Result<T, E>) -> String {
    format!("{:?}", answer.unwrap())
}

fn sorted(mut players: Vec<PlayerId>) -> Vec<PlayerId> {
    players.sort();
    players
}

fn broadcast(at: i64) -> Broadcast {
    Broadcast {
        kind: "chat.message".into(),
        lane: BroadcastLane::Reliable,
        from: None,
        echo: true,
        order: None,
        private: true,
        screens_only: false,
        number: Some(1),
        at: Timestamp::from_millis(at),
        data: RawValue::from_string(at.to_string()).unwrap(),
    }
}
