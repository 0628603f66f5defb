//! `wpp` without a command: both roles in one process, with a dedicated store and a SQLite database in `var/`.
//!
//! The process is safe to kill. The store is a child that outlives no parent, and it writes each answer to its append-only
//! file before the answer is acknowledged. ([0100](../../../../docs/decisions/0100-one-program.md))

mod folder;
mod operator;
mod store;
mod welcome;

use std::{error::Error, path::Path};

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use wpp_api::{
    server::Server,
    settings::{Settings, default_port},
};
use wpp_game::registry::Registry;
use wpp_runtime::{
    config::{Env, Logs, Process},
    network, open_files,
    secure_rng::SecureRng,
    shutdown,
    telemetry::{self, Chain, Metrics},
};
use wpp_worker::Worker;

use self::{
    folder::Folder,
    store::{StoreFiles, StoreServer},
};
pub use self::{
    operator::{StoppedParty, environment, store_program},
    store::RunStore,
};
use crate::roles::{log_warnings, set_database, start_logs};

/// Folder of all data, below the working folder.
const FOLDER: &str = "var";

/// Name of the server in the local network, without `.local`.
const LOCAL_NAME: &str = "party";

/// Runs the party until a signal.
///
/// # Errors
/// A sentence that names the unusable setting or the part that cannot run.
// The main thread must start the store: the store ends with the thread that started it.
#[tokio::main]
pub async fn run(games: Registry, workers: u8, database_url: Option<String>) -> Result<(), Box<dyn Error>> {
    let stop = shutdown::at_signal();
    let (env, rng) = (Env::of_process().with_default("RUST_LOG", "warn"), SecureRng::from_os()?);
    let logs = Logs::read(&env)?;
    start_logs(&logs);
    let folder = Folder::claim(Path::new(FOLDER))?;
    let store_files = if env.secret("REDIS_URL")?.is_none() {
        Some(folder.store()?)
    } else {
        folder.without_store();
        None
    };
    let env = with_kept_values(env, &folder, store_files.as_ref(), &rng)?;
    let address = network::address(env.host()?);
    let port: u16 = env.number("PORT", default_port(&env), 0, u16::MAX)?;
    let is_https_required = ["HTTPS_PORT", "ACME_DOMAIN"].iter().any(|name| !env.text(name, "").is_empty());
    let env =
        env.with_default("HTTPS_PORT", https_port(port).to_string()).with_default("LOCAL_NAME", LOCAL_NAME.to_owned());
    let mut settings = PartySettings::read(&env, &rng)?;
    if let Some(https) = &mut settings.web.web.https {
        https.is_required = is_https_required;
    }
    set_database(&mut settings.web.backends.database_url, database_url);
    settings.worker.backends = settings.web.backends.clone();

    let mut store = match store_files {
        None => None,
        Some(files) => Some(tokio::select! {
            store = StoreServer::start(&env, files) => store?,
            () = stop.cancelled() => return Ok(()),
        }),
    };
    let roles = run_roles(&settings, (games, workers), rng, &stop, |link| {
        if !logs.json {
            // Nobody may read the output.
            let _ = welcome::print(&settings.web.web, address, link.as_deref());
        }
    });
    let outcome = tokio::select! {
        outcome = roles => outcome,
        () = supervise(store.as_mut()) => Ok(()),
    };
    // The roles have ended and write nothing.
    if let Some(store) = store {
        store.stop().await;
    }
    drop(folder);
    outcome
}

/// Returns the default port of HTTPS: 8443 for 8080, and 443 for 80. Port 0 selects any free port.
fn https_port(port: u16) -> u16 {
    if port == 0 { 0 } else { port.checked_add(363).unwrap_or(0) }
}

/// Adds the address of the store, and the secret that is kept in the folder, unless the environment has others.
fn with_kept_values<'a>(
    env: Env<'a>,
    folder: &Folder,
    store: Option<&StoreFiles>,
    rng: &SecureRng,
) -> Result<Env<'a>, Box<dyn Error>> {
    let env = match store {
        Some(files) => env.with_default("REDIS_URL", files.url()?),
        None => env,
    };
    if env.secret("TOKEN_SECRET")?.is_some() {
        return Ok(env);
    }
    Ok(env.with_default("TOKEN_SECRET", folder.token_secret(rng)?))
}

/// The settings of both roles.
struct PartySettings {
    web: Settings,
    worker: wpp_worker::settings::Settings,
}

impl PartySettings {
    fn read(env: &Env<'_>, rng: &SecureRng) -> Result<Self, Box<dyn Error>> {
        let mut web = Settings::read(env, rng)?;
        let mut worker = wpp_worker::settings::Settings::read(env, rng)?;
        // One recorder has the metrics of both roles.
        worker.worker.metrics = None;
        web.web.fit_sockets(open_files::raise_limit(), &mut web.warnings);
        log_warnings(&web.warnings);
        Ok(Self { web, worker })
    }
}

/// Runs both roles until `stop`, or until one of them ends, which stops the others. Calls `ready` with the link for operators
/// when both have started.
async fn run_roles(
    settings: &PartySettings,
    (games, workers): (Registry, u8),
    rng: SecureRng,
    stop: &CancellationToken,
    ready: impl FnOnce(Option<String>),
) -> Result<(), Box<dyn Error>> {
    let metrics = telemetry::start_metrics(&[Process::Web, Process::Worker])?;
    let starting = async {
        // Migrates the database, so it comes first.
        let web = Server::start(&settings.web, games.clone(), rng.clone(), metrics.clone()).await?;
        let mut threads = Vec::new();
        for _ in 0..workers {
            threads.push(start_worker(&settings.worker, games.clone(), rng.clone(), metrics.clone(), stop).await?);
        }
        Ok::<_, Box<dyn Error>>((web, threads))
    };
    let (web, threads) = tokio::select! {
        started = starting => started?,
        () = stop.cancelled() => return Ok(()),
    };
    ready(web.create_operator_link().await);
    let serving = async {
        let outcome = web.serve(stop.clone()).await;
        stop.cancel();
        outcome
    };
    let working = async {
        let mut outcome = Ok(());
        for ended in threads {
            outcome =
                outcome.and(ended.await.map_err(|_| "a worker thread panicked; its log entry above has the reason"));
            stop.cancel();
        }
        outcome
    };
    let (served, worked) = tokio::join!(serving, working);
    served?;
    worked?;
    Ok(())
}

/// Starts a worker on a separate thread, with a runtime of one thread as in its own process. Returns a signal of its end.
async fn start_worker(
    settings: &wpp_worker::settings::Settings,
    games: Registry,
    rng: SecureRng,
    metrics: Metrics,
    stop: &CancellationToken,
) -> Result<oneshot::Receiver<()>, Box<dyn Error>> {
    let (started, start) = oneshot::channel();
    let (ending, ended) = oneshot::channel();
    let (settings, stop) = (settings.clone(), stop.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
        runtime.block_on(async {
            match Worker::connect(&settings, games, rng, metrics).await {
                Err(error) => drop(started.send(Err(Chain::of(&*error).to_string()))),
                Ok(worker) => {
                    let _ = started.send(Ok(()));
                    worker.run(stop).await;
                    let _ = ending.send(());
                }
            }
        });
    })?;
    start.await??;
    Ok(ended)
}

/// Restarts the store when it ends. Waits forever without a store.
async fn supervise(store: Option<&mut StoreServer>) {
    match store {
        Some(store) => store.supervise().await,
        None => std::future::pending().await,
    }
}
