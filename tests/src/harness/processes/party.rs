//! A `wpp` without a command: both roles and the store in one process group, in a separate folder.

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wpp_runtime::redis_connection::{self, RedisConnection};

use crate::harness::{
    client::Api,
    processes::{Process, Program},
    wait_until,
};

/// Folders in which a party finds the program of its store.
pub const PROGRAMS: &str = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin";

/// A running party. Dropping it kills the process, and with it the store.
#[derive(Debug)]
pub struct Party {
    /// The process with both roles.
    pub process: Process,
    folder: TempDir,
}

impl Party {
    /// Starts a party in a new folder.
    ///
    /// # Panics
    /// Panics if the party does not start.
    pub async fn start() -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder for the party")).await
    }

    /// Starts a party in a new folder, with further environment variables.
    ///
    /// # Panics
    /// Panics if the party does not start.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the party");
        let further = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let settings = environment().into_iter().chain(further).collect();
        let process = Process::start_in(folder.path().to_owned(), Program::Party, settings).await;
        Self { process, folder }
    }

    /// Starts a party in `folder`.
    ///
    /// # Panics
    /// Panics if the party does not start.
    pub async fn start_in(folder: TempDir) -> Self {
        let process = Process::start_in(folder.path().to_owned(), Program::Party, environment()).await;
        Self { process, folder }
    }

    /// Returns a client of the party.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::of(&self.process)
    }

    /// Returns the folder of the data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("var")
    }

    /// Connects to the store.
    ///
    /// # Panics
    /// Panics if the store does not run.
    pub async fn store(&self) -> RedisConnection {
        let url = format!("redis+unix://{}", socket(&self.data()).display());
        redis_connection::connect(&url.parse().expect("a valid address")).await.expect("the store answers")
    }

    /// Returns the process id of the store.
    ///
    /// # Panics
    /// Panics if the store does not run.
    pub async fn store_process(&self) -> u32 {
        let info: String =
            redis::cmd("INFO").arg("server").query_async(&mut self.store().await).await.expect("the store answers");
        let id = info.lines().find_map(|line| line.strip_prefix("process_id:")).expect("a process id");
        id.trim().parse().expect("a number")
    }

    /// Starts a second party in the same folder, which must fail. Returns its output.
    pub async fn start_second(&self) -> String {
        Process::start_error_in(self.folder.path().to_owned(), Program::Party, environment()).await
    }
}

/// Returns the socket of the store in a folder of data.
#[must_use]
pub fn socket(data: &Path) -> PathBuf {
    data.join("redis/store.sock")
}

/// Waits until a process has ended.
///
/// # Panics
/// Panics if the process does not end in time.
pub async fn wait_for_end(process: u32) {
    wait_until("the process has ended", async || !is_running(process)).await;
}

/// Returns whether a process runs. One that has ended and was not yet collected by its parent does not.
fn is_running(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, fields)| !fields.starts_with('Z'))
}

fn environment() -> Vec<(String, String)> {
    let settings = [
        ("PATH", PROGRAMS),
        ("HOST", "127.0.0.1"),
        ("LOG_FORMAT", "json"),
        ("RUST_LOG", "info,wpp_api=debug,wpp_worker=debug,wpp_runtime=debug"),
    ];
    settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}
