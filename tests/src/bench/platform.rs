//! The servers that are measured.

use std::process::{Child, Command, Stdio};

use crate::harness::{
    environment::TestEnvironment,
    processes::{Process, party::Party},
    redis::Durability,
};

/// Settings of all processes: the log that operators have, and room for the sockets of the load client.
pub const SETTINGS: [(&str, &str); 2] = [("RUST_LOG", "info"), ("MAX_SOCKETS", "60000")];

/// What serves the load.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlatformKind {
    /// One API, one worker and Redis with its append-only file, as of the Procfile.
    Separate,
    /// One `wpp`, which starts its store.
    Party,
    /// [`bare_server`](super::bare_server).
    Bare,
}

impl PlatformKind {
    /// Returns the name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Separate => "web + worker + Redis",
            Self::Party => "one wpp",
            Self::Bare => "bare server",
        }
    }
}

/// A running server.
#[derive(Debug)]
pub struct Platform {
    url: String,
    processes: Vec<(&'static str, u32)>,
    running: Running,
}

/// The processes, which end when this drops.
#[derive(Debug)]
enum Running {
    Separate(Box<Separate>),
    Party { _party: Box<Party> },
    Bare(Child),
}

/// Fields drop in their order: processes before the servers that they use.
#[derive(Debug)]
struct Separate {
    web: Process,
    _worker: Process,
    _environment: TestEnvironment,
}

impl Platform {
    /// Starts a platform.
    pub async fn start(kind: PlatformKind) -> Self {
        match kind {
            PlatformKind::Separate => {
                let environment = TestEnvironment::start_with(Durability::AppendOnly).await;
                let with = |further| SETTINGS.into_iter().chain([further]).collect::<Vec<_>>();
                let web = environment.start_api_with(&with(("MALLOC_ARENA_MAX", "2"))).await;
                let worker = environment.start_worker_with(&with(("MIMALLOC_PURGE_DELAY", "10000"))).await;
                let processes = vec![("web", web.id()), ("worker", worker.id()), ("store", environment.redis.id())];
                let url = format!("http://{}", web.address());
                let running = Separate { web, _worker: worker, _environment: environment };
                Self { url, processes, running: Running::Separate(Box::new(running)) }
            }
            PlatformKind::Party => {
                // As `bin/run` and the packages start the program.
                let memory = [("MALLOC_ARENA_MAX", "2"), ("MIMALLOC_PURGE_DELAY", "10000")];
                let party = Party::start_with(&SETTINGS.into_iter().chain(memory).collect::<Vec<_>>()).await;
                let processes = vec![("wpp", party.process.id()), ("store", party.store_process().await)];
                let url = format!("http://{}", party.process.address());
                Self { url, processes, running: Running::Party { _party: Box::new(party) } }
            }
            PlatformKind::Bare => {
                let (server, url) = bare_server();
                let processes = vec![("bare server", server.id())];
                Self { url, processes, running: Running::Bare(server) }
            }
        }
    }

    /// Returns the address for the load client.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the parts and their process ids.
    pub fn processes(&self) -> &[(&'static str, u32)] {
        &self.processes
    }

    /// Returns the metrics of the API; empty for a server without.
    pub async fn metrics(&self) -> String {
        match &self.running {
            Running::Separate(running) => running.web.metrics().await,
            _ => String::new(),
        }
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        if let Running::Bare(server) = &mut self.running {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Starts this program as the bare server, which prints its address as its first line.
fn bare_server() -> (Child, String) {
    use std::io::{BufRead, BufReader};

    let program = std::env::current_exe().expect("a program knows its own file");
    let mut server =
        Command::new(program).arg("--bare-server").stdout(Stdio::piped()).spawn().expect("the bare server starts");
    let mut url = String::new();
    let output = server.stdout.take().expect("the output is piped");
    BufReader::new(output).read_line(&mut url).expect("the bare server prints its address");
    (server, url.trim().to_owned())
}
