//! The worker: ends phases at their deadlines and moves bots.
//!
//! A worker has no state that another one could not take over. Any number of workers may run, and each may be
//! killed at any time.
//!
//! | module | runs | does |
//! |---|---|---|
//! | [`queue`] | always | fetches jobs from the queue and calls their handlers |
//! | [`jobs::deadline`] | for each wake-up of a session | ends the phase at its exact millisecond |
//! | [`jobs::bot`] | for each wake-up of a bot | submits the bot's moves |
//! | [`sweeps::presence`] | every 5 s | disconnects the players of crashed API processes |
//! | [`sweeps::chat`] | every 5 s | deletes the chats of ended sessions |

mod health;
pub mod jobs;
pub mod queue;
pub mod settings;
pub mod sweeps;

use std::sync::Arc;

use futures_util::{FutureExt as _, future::LocalBoxFuture};
use sea_orm::DatabaseConnection;
use tokio_util::sync::CancellationToken;
use tracing::field::display;
use wpp_entity::schema_version::{self, SchemaError};
use wpp_game::registry::Registry;
use wpp_runtime::{
    chat::ChatLog,
    db::{self, WalCheckpointer, Writer},
    deadlines::QueueShards,
    health::HealthCheck,
    presence::Sweeper,
    process_reports::{self, ProcessReports},
    redis_connection,
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionService, SessionServiceDeps},
    store::LiveStore,
    store_clock::StoreClock,
    telemetry::Metrics,
};

use self::{health::HealthServer, queue::DeadlineWorkers, settings::Settings};

/// Why a worker cannot start. May be passed to another thread.
pub type StartError = Box<dyn std::error::Error + Send + Sync>;

/// A worker, connected to its backends. Handles deadlines from [`run`](Self::run) on.
pub struct Worker {
    sessions: SessionService,
    deadlines: DeadlineWorkers,
    presence: Sweeper,
    chat: (ChatLog, WalCheckpointer),
    health: Option<HealthServer>,
    reports: Reports,
}

/// The reports of this process for the operator's page.
struct Reports {
    reports: ProcessReports,
    process: String,
    /// `None` in a program whose API reports for both roles.
    metrics: Option<Metrics>,
}

impl Worker {
    /// Connects to Redis and to the database. The worker plays `games`.
    ///
    /// # Errors
    /// When Redis or the database does not answer, or the address for health and metrics cannot be used.
    pub fn connect(
        settings: &Settings,
        games: Registry,
        rng: SecureRng,
        metrics: Metrics,
    ) -> LocalBoxFuture<'_, Result<Self, StartError>> {
        Self::open(settings, games, rng, metrics).boxed_local()
    }

    async fn open(settings: &Settings, games: Registry, rng: SecureRng, metrics: Metrics) -> Result<Self, StartError> {
        let redis = redis_connection::open(&settings.backends.redis).await?;
        let url = &settings.backends.database_url;
        let db = db::connect(url).await?;
        db::check_pooler(url).await?;
        check_schema(&db).await?;
        metrics.watch_database(&db);
        let chat_log = ChatLog::new(db.clone(), Writer::new(db));
        let checkpointer = WalCheckpointer::connect(url).await?;
        let reports = Reports {
            reports: ProcessReports::new(redis.clone()),
            process: rng.word(10),
            metrics: settings.worker.metrics.is_some().then(|| metrics.clone()),
        };
        let health = match settings.worker.metrics {
            None => None,
            Some(address) => {
                let check = HealthCheck::new(redis.clone(), url).await?;
                Some(HealthServer { listener: address.bind().await?, check, metrics })
            }
        };
        let clock = StoreClock::start(redis.clone()).await?;
        let queues = QueueShards::new(&redis, settings.backends.queue_shards);
        let sessions = SessionService::new(SessionServiceDeps {
            store: Arc::new(LiveStore::new(redis.clone())),
            queue: queues.scheduler(),
            registry: games,
            clock: clock.clone(),
            rng: rng.clone(),
        });
        let registry = jobs::registry(&sessions, CommandBatchers::new(sessions.clone()), rng.clone());
        let deadlines = DeadlineWorkers::new(queues, &registry, clock, &rng, settings.worker.concurrency);
        Ok(Self { sessions, deadlines, presence: Sweeper::new(redis), chat: (chat_log, checkpointer), health, reports })
    }

    /// Works until `stop` is cancelled. Then finishes due jobs, hands waiting ones to other workers, and returns.
    pub fn run(self, stop: CancellationToken) -> LocalBoxFuture<'static, ()> {
        // Boxed, so that this crate compiles the worker, and not the program that calls it.
        self.work(stop).boxed_local()
    }

    async fn work(self, stop: CancellationToken) {
        let shutdown = CancellationToken::new();
        let address = self.health.as_ref().and_then(HealthServer::address).map(display);
        tracing::info!(address, concurrency = self.deadlines.concurrency(), "worker ready");
        let running = self.deadlines.run(shutdown.child_token());
        let (chat_log, checkpointer) = self.chat;
        let Reports { reports, process, metrics } = self.reports;
        let reporting = metrics.map(|metrics| {
            let clock = self.sessions.clock().clone();
            tokio::spawn(process_reports::run(reports.clone(), metrics, clock, process.clone()))
        });
        let mut background_tasks = vec![
            tokio::spawn(sweeps::presence::run(self.sessions.clone(), self.presence)),
            tokio::spawn(sweeps::chat::run(self.sessions, chat_log, checkpointer)),
        ];
        let is_reporting = reporting.is_some();
        background_tasks.extend(reporting);
        background_tasks.extend(self.health.map(|health| tokio::spawn(health.serve())));

        tokio::pin!(running);
        tokio::select! {
            () = &mut running => {}
            () = stop.cancelled() => {
                tracing::info!("worker stopping");
                shutdown.cancel();
                running.await;
            }
        }
        for task in background_tasks {
            task.abort();
        }
        if is_reporting && let Err(error) = reports.leave(&process).await {
            tracing::debug!(%error, "report of the process not deleted; it expires");
        }
    }
}

/// Refuses a database of a newer release, as the API does. An older one is a warning: games do not need the database, and
/// the next start of the API migrates it.
async fn check_schema(db: &DatabaseConnection) -> Result<(), SchemaError> {
    let missing = schema_version::check(db).await?;
    if !missing.is_empty() {
        tracing::warn!(
            missing = missing.join(", "),
            "the database is not migrated; start the API or run `wpp migrate`"
        );
    }
    Ok(())
}
