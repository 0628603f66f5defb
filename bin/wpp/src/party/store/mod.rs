//! The store of the party: a Redis or Valkey server on a Unix socket, as a child process.

mod files;
mod program;
mod run_store;

use std::{os::unix::process::CommandExt as _, path::PathBuf, time::Duration};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::{Child, Command},
    time::{sleep, timeout},
};
use wpp_runtime::config::Env;

pub(super) use self::files::StoreFiles;
pub use self::{
    program::{MissingProgram, find},
    run_store::RunStore,
};

/// Time in which the store must load its data. A large append-only file takes seconds.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// Interval between two checks of a starting store, which gives no signal.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// Time for the store to write its file and end.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// Bounds of the pause before a restart, which doubles each time.
const RESTART_PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(30)];

/// A store that ran this long restarts after the shortest pause.
const STABLE_AFTER: Duration = Duration::from_secs(60);

/// Reasons why the store cannot run.
#[derive(Debug, thiserror::Error)]
pub(super) enum StoreError {
    /// No suitable program was found.
    #[error(transparent)]
    Missing(#[from] MissingProgram),
    /// The operating system refuses to start the program.
    #[error("the store {program:?} cannot be started ({source}); set REDIS_URL to use another one")]
    Start {
        /// The program.
        program: PathBuf,
        /// Cause reported by the operating system.
        source: std::io::Error,
    },
    /// The program ended before it was ready.
    #[error("the store ended during its start; {log:?} has the reason")]
    Ended {
        /// The log of the store.
        log: PathBuf,
    },
    /// The program did not answer in time.
    #[error("the store was not ready within {} s; {log:?} has the reason, or an earlier store still runs", START_TIMEOUT.as_secs())]
    NotReady {
        /// The log of the store.
        log: PathBuf,
    },
}

/// A running store. Ends with this process, whatever ends it.
pub(super) struct StoreServer {
    program: PathBuf,
    files: StoreFiles,
    child: Child,
}

impl StoreServer {
    /// Finds a program, stops a store that an earlier process left, and starts the store. Returns when the store takes
    /// commands. Call this on the main thread: on Linux, the store ends with the thread that started it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(super) async fn start(env: &Env<'_>, files: StoreFiles) -> Result<Self, StoreError> {
        let program = find(env)?;
        files.stop_leftover().await;
        let child = spawn(&program, &files)?;
        let mut store = Self { program, files, child };
        store.ready().await?;
        tracing::info!(program = %store.program.display(), "store started");
        Ok(store)
    }

    /// Waits until the store takes commands.
    async fn ready(&mut self) -> Result<(), StoreError> {
        let log = self.files.log();
        let answers = async {
            while !self.files.answers().await {
                sleep(POLL_INTERVAL).await;
            }
        };
        tokio::select! {
            answered = timeout(START_TIMEOUT, answers) => answered.map_err(|_| StoreError::NotReady { log }),
            _ = self.child.wait() => Err(StoreError::Ended { log }),
        }
    }

    /// Restarts the store each time it ends. Clients reconnect, and no acknowledged write is lost.
    pub(super) async fn supervise(&mut self) {
        let [shortest, longest] = RESTART_PAUSES;
        let mut pause = shortest;
        loop {
            let status = match timeout(STABLE_AFTER, self.child.wait()).await {
                Ok(status) => status,
                Err(_stable) => {
                    pause = shortest;
                    self.child.wait().await
                }
            };
            tracing::error!(status = status.map_or_else(|error| error.to_string(), |status| status.to_string()), log = %self.files.log().display(), pause_ms = pause.as_millis(), "the store ended and will be restarted");
            sleep(pause).await;
            pause = (pause * 2).min(longest);
            match spawn(&self.program, &self.files) {
                Ok(child) => self.child = child,
                // The next round waits again: an ended child has ended for good.
                Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "the store was not restarted"),
            }
        }
    }

    /// Stops the store, which writes its file.
    pub(super) async fn stop(mut self) {
        if let Some(pid) = self.child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
            // An error means that the store has ended.
            let _ = kill_process(pid, Signal::TERM);
        }
        if timeout(STOP_TIMEOUT, self.child.wait()).await.is_err() {
            tracing::warn!("the store does not stop and is killed");
            let _ = self.child.kill().await;
        }
    }
}

/// Starts the store through [`RunStore`], which sets what must be set inside the child.
fn spawn(program: &PathBuf, files: &StoreFiles) -> Result<Child, StoreError> {
    let failed = |source| StoreError::Start { program: program.clone(), source };
    let mut command = std::process::Command::new(std::env::current_exe().map_err(failed)?);
    command.args(run_store::arguments(program, files));
    // Ctrl-C in a terminal reaches all processes of its group, and the roles need the store to the end.
    command.process_group(0);
    Command::from(command).stdin(std::process::Stdio::null()).kill_on_drop(true).spawn().map_err(failed)
}
