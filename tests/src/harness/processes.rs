//! The real programs, started on ports of their own and ended with their values.

use std::{
    io::Read,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
};

use tokio::time::timeout;

use super::{PATIENCE, log::Log};

/// Which program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The API.
    Web,
    /// The worker.
    Worker,
}

impl Program {
    fn file(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Worker => "worker",
        }
    }

    /// The variable of the port it listens on, and what it says when it does.
    fn listens(self) -> (&'static str, &'static str) {
        match self {
            Self::Web => ("PORT", "the API listens"),
            Self::Worker => ("METRICS_PORT", "worker ready"),
        }
    }
}

/// A running program. When dropped it is killed, and what it logged must be clean.
#[derive(Debug)]
pub struct Process {
    program: Program,
    environment: Vec<(String, String)>,
    child: Child,
    log: Log,
    address: SocketAddr,
}

impl Process {
    /// Starts `program` on a free port and returns once it listens.
    ///
    /// # Panics
    /// When it is not built, or does not start.
    pub async fn start(program: Program, environment: Vec<(String, String)>) -> Self {
        let (child, log) = launch(program, &environment, 0);
        let address = address(program, &log).await;
        Self { program, environment, child, log, address }
    }

    /// Where it listens: the API's calls and sockets, or the worker's health and metrics.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it logs.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// `kill -9`: gone without a word. Returns when it is.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.log.finish();
    }

    /// `kill -TERM`: please stop.
    pub fn terminate(&self) {
        self.signal("-TERM");
    }

    /// `kill -STOP`: the process stands still, its connections open.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// `kill -CONT`: it goes on.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    /// Waits for the process to end by itself, as after [`terminate`](Self::terminate).
    ///
    /// # Panics
    /// When it does not.
    pub async fn ended(&mut self) -> ExitStatus {
        let status = timeout(PATIENCE, async {
            loop {
                if let Some(status) = self.child.try_wait().expect("it is our child") {
                    return status;
                }
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        })
        .await
        .unwrap_or_else(|_| panic!("{:?} does not end:\n{}", self.program, self.log.text()));
        self.log.finish();
        status
    }

    /// Starts it again, on the port it had, after it was killed or has ended.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn restart(&mut self) {
        self.kill();
        self.log.assert_clean();
        (self.child, self.log) = launch(self.program, &self.environment, self.address.port());
        self.address = address(self.program, &self.log).await;
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()), "{:?} cannot be sent {signal}", self.program);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("what {:?} said:\n{}", self.program, self.log.text());
        } else {
            self.log.assert_clean();
        }
    }
}

fn launch(program: Program, environment: &[(String, String)], port: u16) -> (Child, Log) {
    let path = programs().join(program.file());
    let mut child = Command::new(&path)
        .env_clear()
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .env(program.listens().0, port.to_string())
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

async fn address(program: Program, log: &Log) -> SocketAddr {
    log.field(program.listens().1, "address").await.parse().expect("an address is logged")
}

/// Where the programs lie: beside the folder of the running test, or where `WPP_BIN_DIR` says.
///
/// # Panics
/// When the test does not know its own file.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the harness is where tests meet their surroundings")]
pub fn programs() -> PathBuf {
    if let Some(folder) = std::env::var_os("WPP_BIN_DIR") {
        return folder.into();
    }
    let test = std::env::current_exe().expect("a test knows its own file");
    test.parent().and_then(std::path::Path::parent).expect("tests lie two folders deep in target").to_owned()
}
