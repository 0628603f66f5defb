//! The worker process: ends phases when their time is over, and plays for bots.
//!
//! One file a job, and this wiring. A worker holds nothing that another could not take over: any
//! number may run, and each may be killed at any moment.
//!
//! | job | when | does |
//! |---|---|---|
//! | [`jobs::deadline`] | a wake-up is fetched from the queue | ends the phase at its exact millisecond |
//! | [`jobs::bot`] | the same, for a bot | moves as a player would, seeing what a player sees |
//! | [`jobs::sweep`] | every five seconds | notes the players of a crashed API process as gone |
//! | [`jobs::chat`] | every five seconds | deletes what was said in sessions that are gone |

mod health;
pub mod jobs;

use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use wpp_runtime::{
    chat::ChatLog,
    clock::SystemClock,
    config::Settings,
    db::{self, Upkeep, Writer},
    presence::Sweeper,
    queue::{DeadlineQueue, DeadlineWorker},
    redis_connection,
    secure_rng::SecureRng,
    session_service::{SessionService, SessionServiceDeps},
    store::LiveStore,
};

use self::jobs::{Jobs, bot::Bots, deadline::Deadlines};

/// Works until `stop` resolves. Then deadlines that have come are finished, those still waited
/// for are handed to another worker, and the process ends.
///
/// # Errors
/// When Redis does not answer at the start, or the port for health and metrics is taken.
pub async fn run(
    settings: &Settings,
    entropy: SecureRng,
    metrics: PrometheusHandle,
    stop: impl Future<Output = ()>,
) -> Result<(), Box<dyn std::error::Error>> {
    let redis = redis_connection::connect(&settings.backends.redis_url)
        .await
        .map_err(|error| format!("Redis does not answer: {error}; start one, or set REDIS_URL"))?;
    let url = &settings.backends.database_url;
    let no_database = |error| format!("the database cannot be opened: {error}");
    let db = db::connect(url).await.map_err(no_database)?;
    let chats = ChatLog::new(db.clone(), Writer::new(db));
    let upkeep = Upkeep::connect(url).await.map_err(no_database)?;
    let listener = tokio::net::TcpListener::bind(settings.worker.listen).await.map_err(|error| {
        format!("cannot listen on {} ({error}); choose another METRICS_PORT", settings.worker.listen)
    })?;
    let address = listener.local_addr()?;
    let clock = Arc::new(SystemClock);
    let queue = DeadlineQueue::new(redis.clone());
    let (sessions, batchers) = SessionService::new(SessionServiceDeps {
        store: LiveStore::new(redis.clone()),
        queue: queue.clone(),
        registry: wpp_cartridges::registry(),
        clock: clock.clone(),
        entropy: entropy.clone(),
    });

    let shutdown = CancellationToken::new();
    let jobs = Jobs {
        deadlines: Deadlines::new(sessions.clone()),
        bots: Bots::new(sessions.clone(), batchers, entropy.clone()),
    };
    let worker = DeadlineWorker::new(queue, jobs, clock, entropy, settings.worker.concurrency);
    let working = worker.run(shutdown.child_token());
    let beside = [
        tokio::spawn(health::serve(listener, redis.clone(), metrics)),
        tokio::spawn(jobs::sweep::run(sessions.clone(), Sweeper::new(redis))),
        tokio::spawn(jobs::chat::run(sessions, chats, upkeep)),
    ];
    tracing::info!(address = %address, concurrency = settings.worker.concurrency, "the worker works");

    tokio::pin!(working, stop);
    tokio::select! {
        () = &mut working => {}
        () = &mut stop => {
            tracing::info!("the worker stops");
            shutdown.cancel();
            working.await;
        }
    }
    for task in beside {
        task.abort();
    }
    Ok(())
}
