//! The worker process: ends phases at their deadlines and moves bots.
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

use sea_orm::DatabaseConnection;
use tokio_util::sync::CancellationToken;
use wpp_entity::schema_version::{self, SchemaError};
use wpp_runtime::{
    chat::ChatLog,
    db::{self, WalCheckpointer, Writer},
    deadlines::DeadlineQueue,
    health::HealthCheck,
    presence::Sweeper,
    redis_connection,
    secure_rng::SecureRng,
    session_service::{CommandBatchers, SessionService, SessionServiceDeps},
    store::LiveStore,
    store_clock::StoreClock,
    telemetry::Metrics,
};

use self::{queue::DeadlineWorker, settings::Settings};

/// Runs the worker until `stop` resolves. Then finishes due jobs, hands waiting ones to other workers, and
/// returns.
///
/// # Errors
/// When Redis or the database does not answer at the start, or the address for health and metrics cannot be used.
pub async fn run(
    settings: &Settings,
    rng: SecureRng,
    metrics: Metrics,
    stop: impl Future<Output = ()>,
) -> Result<(), Box<dyn std::error::Error>> {
    let redis = redis_connection::open(&settings.backends.redis).await?;
    let url = &settings.backends.database_url;
    let db = db::connect(url).await?;
    db::check_pooler(url).await?;
    check_schema(&db).await?;
    metrics.watch_database(&db);
    let chat_log = ChatLog::new(db.clone(), Writer::new(db));
    let checkpointer = WalCheckpointer::connect(url).await?;
    let health = HealthCheck::new(redis.clone(), url).await?;
    let listener = settings.worker.metrics.bind().await?;
    let address = listener.local_addr()?;
    let clock = StoreClock::start(redis.clone()).await?;
    let queue = DeadlineQueue::new(redis.clone());
    let sessions = SessionService::new(SessionServiceDeps {
        store: LiveStore::new(redis.clone()),
        queue: queue.clone(),
        registry: wpp_cartridges::registry(),
        clock: clock.clone(),
        rng: rng.clone(),
    });

    let shutdown = CancellationToken::new();
    let registry = jobs::registry(&sessions, CommandBatchers::new(sessions.clone()), rng.clone());
    let worker = DeadlineWorker::new(queue, registry, clock, rng, settings.worker.concurrency);
    let running = worker.run(shutdown.child_token());
    let background_tasks = [
        tokio::spawn(health::serve(listener, health, metrics)),
        tokio::spawn(sweeps::presence::run(sessions.clone(), Sweeper::new(redis))),
        tokio::spawn(sweeps::chat::run(sessions, chat_log, checkpointer)),
    ];
    tracing::info!(address = %address, concurrency = settings.worker.concurrency, "worker ready");

    tokio::pin!(running, stop);
    tokio::select! {
        () = &mut running => {}
        () = &mut stop => {
            tracing::info!("worker stopping");
            shutdown.cancel();
            running.await;
        }
    }
    for task in background_tasks {
        task.abort();
    }
    Ok(())
}

/// Refuses a database of a newer release, as the API does. An older one is a warning: games do not need the database, and
/// the next start of the API migrates it.
async fn check_schema(db: &DatabaseConnection) -> Result<(), SchemaError> {
    let missing = schema_version::check(db).await?;
    if !missing.is_empty() {
        tracing::warn!(
            missing = missing.join(", "),
            "the database is not migrated; start the API or run `migration up`"
        );
    }
    Ok(())
}
