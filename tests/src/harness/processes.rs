//! Starts the real programs on free ports and ends them when their values drop.

pub mod acme_server;
pub mod certificates;
pub(super) mod launch;
pub mod party;
pub mod reverse_proxy;
pub mod s3_server;
pub(super) mod signals;

use std::{
    io::Read,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

use rustix::process::Signal;
use serde_json::Value;
use tokio::time::timeout;

pub use self::launch::FreePort;
use super::{TIMEOUT, log::Log};

/// A program of this project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The API.
    Web,
    /// The worker.
    Worker,
    /// Both in one process, with a dedicated store in the working folder.
    Party,
}

impl Program {
    /// Returns the arguments of `wpp` that start the program.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Web => &["web"],
            Self::Worker => &["worker"],
            Self::Party => &[],
        }
    }

    /// Claims the port of a program that may start again on it. A worker takes another one then. A party with a port of its
    /// own would derive that of HTTPS from it, which is not claimed.
    fn claim_port(self) -> Option<FreePort> {
        (self == Self::Web).then(FreePort::claim)
    }

    /// Returns the variable that sets the listening port.
    fn port_variable(self) -> &'static str {
        match self {
            Self::Web | Self::Party => "PORT",
            Self::Worker => "METRICS_PORT",
        }
    }
}

/// A running program. Dropping it kills the process and checks its log.
#[derive(Debug)]
pub struct Process {
    program: Program,
    environment: Vec<(String, String)>,
    folder: PathBuf,
    child: Child,
    log: Log,
    port: Option<FreePort>,
    address: SocketAddr,
    metrics_address: SocketAddr,
}

impl Process {
    /// Starts `program` on a free port and returns once it listens.
    ///
    /// # Panics
    /// Panics if the program is not built, or does not start.
    pub async fn start(program: Program, environment: Vec<(String, String)>) -> Self {
        Self::start_in(PathBuf::from("."), program, environment).await
    }

    /// Starts `program` in a working folder, as [`start`](Self::start).
    ///
    /// # Panics
    /// Panics if the program is not built, or does not start.
    pub async fn start_in(folder: PathBuf, program: Program, environment: Vec<(String, String)>) -> Self {
        let port = program.claim_port();
        let (child, log) = launch(program, &folder, &environment, port.as_ref().map_or(0, FreePort::number));
        let (address, metrics_address) = listening_addresses(&log).await;
        Self { program, environment, folder, child, log, port, address, metrics_address }
    }

    /// Starts `program`, which must end with a failure. Returns its output.
    ///
    /// # Panics
    /// Panics if the program is not built, does not end, or succeeds.
    pub async fn start_error(program: Program, environment: Vec<(String, String)>) -> String {
        Self::start_error_in(PathBuf::from("."), program, environment).await
    }

    /// Starts `program` in a working folder, as [`start_error`](Self::start_error).
    ///
    /// # Panics
    /// Panics if the program is not built, does not end, or succeeds.
    pub async fn start_error_in(folder: PathBuf, program: Program, environment: Vec<(String, String)>) -> String {
        let (child, log) = launch(program, &folder, &environment, 0);
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let metrics_address = address;
        let mut process = Self { program, environment, folder, child, log, port: None, address, metrics_address };
        let status = process.ended().await;
        assert!(!status.success(), "{program:?} ended with {status}");
        process.log.text()
    }

    /// Returns the listening address: of the API's calls and sockets, or of the worker's health and metrics.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the address of the process's metrics.
    #[must_use]
    pub fn metrics_address(&self) -> SocketAddr {
        self.metrics_address
    }

    /// Returns the text of the process's metrics.
    ///
    /// # Panics
    /// Panics if the process does not answer.
    pub async fn metrics(&self) -> String {
        let answer = reqwest::get(format!("http://{}/metrics", self.metrics_address)).await;
        answer.expect("the process answers").text().await.expect("a body")
    }

    /// Returns the value of a counter without labels.
    ///
    /// # Panics
    /// Panics if the process does not answer, or has no such counter.
    pub async fn counter(&self, name: &str) -> u64 {
        let text = self.metrics().await;
        let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        value.expect("a counter without labels").parse().expect("a whole number")
    }

    /// Returns the process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns the output of the process.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Sends SIGKILL and waits until the process has ended.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.log.finish();
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        signals::send(Signal::TERM, &self.child);
    }

    /// Sends SIGSTOP and waits until the process has stopped. Its connections stay open.
    pub fn freeze(&self) {
        signals::stop(&self.child);
    }

    /// Sends SIGCONT: the process continues.
    pub fn thaw(&self) {
        signals::resume(&self.child);
    }

    /// Waits until the process has ended, for example after [`terminate`](Self::terminate).
    ///
    /// # Panics
    /// Panics if the process does not end in time.
    pub async fn ended(&mut self) -> ExitStatus {
        let status = timeout(TIMEOUT, async {
            loop {
                if let Some(status) = self.child.try_wait().expect("it is our child") {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("{:?} does not end:\n{}", self.program, self.log.text()));
        self.log.finish();
        status
    }

    /// Starts the program on the same port after the process has ended or was killed.
    ///
    /// # Panics
    /// Panics if the program does not start.
    pub async fn restart(&mut self) {
        self.kill();
        self.log.assert_clean();
        self.launch_again();
        (self.address, self.metrics_address) = listening_addresses(&self.log).await;
    }

    /// Starts the program, as [`restart`](Self::restart), and kills it after this time, whether or not it listens by then.
    pub async fn kill_during_start(&mut self, after: Duration) {
        self.kill();
        self.log.assert_clean();
        self.launch_again();
        tokio::time::sleep(after).await;
        self.kill();
    }

    fn launch_again(&mut self) {
        let port = self.port.as_ref().map_or_else(|| self.address.port(), FreePort::number);
        (self.child, self.log) = launch(self.program, &self.folder, &self.environment, port);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("output of {:?}:\n{}", self.program, self.log.text());
        } else {
            self.log.assert_clean();
        }
    }
}

fn launch(program: Program, folder: &Path, environment: &[(String, String)], port: u16) -> (Child, Log) {
    let path = programs().join("wpp");
    let mut child = Command::new(&path)
        .args(program.arguments())
        .current_dir(folder)
        .env_clear()
        .env(program.port_variable(), port.to_string())
        .env("WEB_METRICS_PORT", "0")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{} cannot be started ({error}); build it: cargo build --workspace --bins", path.display())
        });
    let mut outputs: Vec<Box<dyn Read + Send>> = Vec::new();
    outputs.extend(child.stdout.take().map(|pipe| Box::new(pipe) as _));
    outputs.extend(child.stderr.take().map(|pipe| Box::new(pipe) as _));
    (child, Log::of(outputs))
}

/// Waits for the log entry with the listening address: the first one with a field `address`. Returns it with the address
/// of the metrics, which the worker serves at the same one.
async fn listening_addresses(log: &Log) -> (SocketAddr, SocketAddr) {
    let found = |entry: &Value| {
        let address = |name: &str| entry[name].as_str()?.parse().ok();
        let listening = address("address")?;
        Some((listening, address("metrics_address").unwrap_or(listening)))
    };
    log.wait_for("a listening address", found).await
}

/// Returns the resident memory of a process in KiB; zero for a process that has ended.
#[must_use]
pub fn resident_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_ascii_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Returns the folder of the programs: `WPP_BIN_DIR`, or the folder of the running program. The programs of tests are one folder
/// below the others.
///
/// # Panics
/// Panics if the path of the running program is unknown.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the harness is where tests meet their surroundings")]
pub fn programs() -> PathBuf {
    if let Some(folder) = std::env::var_os("WPP_BIN_DIR") {
        return folder.into();
    }
    let program = std::env::current_exe().expect("a program knows its own file");
    let folder = program.parent().expect("a program is in a folder");
    if folder.ends_with("deps") {
        folder.parent().expect("`deps` is in a folder").to_owned()
    } else {
        folder.to_owned()
    }
}
