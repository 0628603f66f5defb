//! The processes of the platform: the real services of API and worker on connections to the model.

use std::{sync::Arc, time::Duration};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use wpp_api::{
    actions::ActionService,
    realtime::{
        hub::Hub,
        presence::{CONFIRM_EVERY_MS, PresenceTracker},
    },
    ws::local_socket::LocalServices,
};
use wpp_runtime::{
    clock::SharedClock,
    deadlines::{
        FETCH_BATCH, JobScheduler,
        schedule::{KEEP_ALIVE_BATCHES, until_next_batch},
    },
    presence::{Presence, RENEW_EVERY_MS, Sweeper},
    session_service::{CommandBatchers, SessionService, SessionServiceDeps},
};
use wpp_worker::{
    jobs,
    queue::{JobRegistry, WorkerRun},
    sweeps::presence,
};

use super::{connection::Connection, model::Fetched, monitor::SKEW_US, mutants::Mutant, world::World};

/// A running API process.
#[derive(Clone)]
pub struct ApiProcess {
    /// Its name.
    pub name: String,
    /// Its services.
    pub services: Arc<LocalServices>,
    /// Its command queues.
    pub batchers: CommandBatchers,
    /// Cancelled when it is killed.
    pub killed: CancellationToken,
    connections: Vec<Connection>,
}

/// A running worker process.
pub struct WorkerProcess {
    /// Its name.
    pub name: String,
    killed: CancellationToken,
    connection: Connection,
}

impl ApiProcess {
    /// Starts the process `name`.
    #[must_use]
    pub fn start(world: &Arc<World>, name: String) -> Self {
        world.note(|| format!("{name} starts"));
        let (push_sender, pushes) = mpsc::unbounded_channel();
        let connection = Connection::open(world, &name, None);
        let subscriber = Connection::open(world, &format!("{name} subscriber"), Some(push_sender));
        let clock: SharedClock = Arc::new(world.time.clock(skew(world)));
        let sessions = service(&connection, clock.clone());
        let batchers = CommandBatchers::new(sessions.clone());
        let hub = Hub::on(Arc::new(subscriber.clone()), pushes, sessions.clone());
        let presence = Presence::on(Arc::new(connection.clone()), name.clone());
        let services = Arc::new(LocalServices {
            presence: PresenceTracker::new(hub.clone(), presence, batchers.clone(), clock.clone()),
            actions: ActionService::new(sessions.clone(), batchers.clone()),
            sessions,
            hub,
        });
        let process = Self {
            name,
            services,
            batchers,
            killed: CancellationToken::new(),
            connections: vec![connection, subscriber],
        };
        let renewing = process.clone();
        tokio::spawn(async move {
            let world = renewing.connections[0].world().clone();
            while !renewing.killed.is_cancelled() {
                // A failure is repeated by the next renewal, as in the program.
                let _ = renewing.services.presence.renew(clock.now()).await;
                world.time.sleep(Duration::from_millis(RENEW_EVERY_MS)).await;
            }
        });
        let confirming = process.clone();
        tokio::spawn(async move {
            let world = confirming.connections[0].world().clone();
            while !confirming.killed.is_cancelled() {
                confirming.services.presence.confirm_departures().await;
                world.time.sleep(Duration::from_millis(CONFIRM_EVERY_MS)).await;
            }
        });
        process
    }

    /// Kills the process: its sockets break, and nothing it waits for ever arrives.
    pub fn kill(&self) {
        self.connections[0].world().note(|| format!("{} is killed", self.name));
        self.connections.iter().for_each(Connection::kill);
        self.killed.cancel();
    }
}

impl WorkerProcess {
    /// Starts the process `name`.
    #[must_use]
    pub fn start(world: &Arc<World>, name: String) -> Self {
        world.note(|| format!("{name} starts"));
        let connection = Connection::open(world, &name, None);
        let mut skew_us = skew(world);
        skew_us += match world.mutant {
            Some(Mutant::ClockAhead) => 400_000,
            Some(Mutant::ClockBehind) => -400_000,
            _ => 0,
        };
        let clock: SharedClock = Arc::new(world.time.clock(skew_us));
        let sessions = service(&connection, clock.clone());
        let registry = jobs::registry(&sessions, CommandBatchers::new(sessions.clone()), world.secure_rng());
        let killed = CancellationToken::new();
        let consumer = Consumer {
            process: name.clone(),
            errors: 0,
            connection: connection.clone(),
            clock,
            registry,
            killed: killed.clone(),
        };
        tokio::spawn(consumer.serve());
        tokio::spawn(sweep(killed.clone(), sessions, connection.clone()));
        Self { name, killed, connection }
    }

    /// Kills the process with the jobs that it fetched.
    pub fn kill(&self) {
        self.connection.world().note(|| format!("{} is killed", self.name));
        self.connection.kill();
        self.killed.cancel();
    }
}

fn service(connection: &Connection, clock: SharedClock) -> SessionService {
    SessionService::inline(SessionServiceDeps {
        store: Arc::new(connection.clone()),
        queue: JobScheduler::new(Arc::new(connection.clone())),
        registry: wpp_cartridges::registry(),
        clock,
        rng: connection.world().secure_rng(),
    })
}

/// Draws a deviation of a clock that is too small to be corrected.
fn skew(world: &World) -> i64 {
    let width = world.pick(usize::try_from(SKEW_US).unwrap_or(0));
    i64::try_from(width).unwrap_or(0) - SKEW_US / 2
}

/// Repeats the sweep of presence, as the program does.
async fn sweep(killed: CancellationToken, sessions: SessionService, connection: Connection) {
    let sweeper = Sweeper::on(Arc::new(connection.clone()));
    while !killed.is_cancelled() {
        let _ = presence::sweep(&sessions, &sweeper).await;
        connection.world().time.sleep(Duration::from_millis(RENEW_EVERY_MS)).await;
    }
}

/// The consumer of the queue. It does what apalis and its adapter do, on the same batches, and passes each job to the
/// worker's real handlers. After an error it continues under another name, and releases the jobs of the old one.
struct Consumer {
    process: String,
    /// Number of errors so far.
    errors: u32,
    connection: Connection,
    clock: SharedClock,
    registry: JobRegistry,
    killed: CancellationToken,
}

impl Consumer {
    async fn serve(mut self) {
        while !self.killed.is_cancelled() {
            let jobs = JobScheduler::new(Arc::new(self.connection.clone()));
            let run = WorkerRun::new(jobs, self.clock.clone(), self.registry.clone(), &CancellationToken::new());
            self.serve_until_error(&run).await;
            run.end();
            self.errors += 1;
        }
    }

    async fn serve_until_error(&self, run: &WorkerRun) {
        let (finished, mut acknowledgements) = mpsc::unbounded_channel();
        for number in 0.. {
            let mut ids: Vec<String> = Vec::new();
            while let Ok(id) = acknowledgements.try_recv() {
                ids.push(id);
            }
            let Ok(jobs) = self.batch(number, &ids).await else { return self.wait_for_batch().await };
            // After a full batch the next one follows at once.
            let is_full = jobs.len() == FETCH_BATCH;
            for Fetched { id, payload } in jobs {
                let world = self.connection.world();
                let copies = 1 + usize::from(world.chance(world.climate.doubled_jobs));
                (0..copies).for_each(|_| handle(run.clone(), &id, &payload, finished.clone()));
            }
            if !is_full {
                self.wait_for_batch().await;
            }
        }
    }

    fn name(&self, errors: u32) -> String {
        format!("{}.{errors}", self.process)
    }

    /// Acknowledges, maintains and fetches, in one round trip.
    async fn batch(&self, number: u32, acknowledged: &[String]) -> redis::RedisResult<Vec<Fetched>> {
        let now_ms = self.clock.now().millis();
        let name = self.name(self.errors);
        self.connection
            .changing("fetch", |state, _| {
                let store = &mut state.store;
                (0..self.errors).for_each(|before| store.release(&self.name(before)));
                store.acknowledge(&name, acknowledged);
                if number.is_multiple_of(KEEP_ALIVE_BATCHES) {
                    store.keep_alive(&name, now_ms);
                }
                store.promote(u64::try_from(now_ms).unwrap_or(0));
                store.fetch(&name, FETCH_BATCH)
            })
            .await
    }

    async fn wait_for_batch(&self) {
        self.connection.world().time.sleep(until_next_batch(self.clock.micros(), 1)).await;
    }
}

/// Handles a job in a separate task, and reports its end.
fn handle(run: WorkerRun, id: &str, payload: &[u8], finished: mpsc::UnboundedSender<String>) {
    let (id, payload) = (id.to_owned(), payload.to_vec());
    tokio::spawn(async move {
        run.handle(&id, &payload).await;
        // Fails only after the run has ended.
        let _ = finished.send(id);
    });
}
