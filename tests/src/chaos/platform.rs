//! The platform of one trial: Redis, a database, processes, and the networks between them.

use std::path::Path;

use super::small_disk::SmallDisk;
use crate::harness::{
    client::Api,
    environment::{Roles, TestEnvironment},
    processes::Process,
    redis::{Durability, RedisServer, faulty_proxy::FaultyProxy},
    wait_until,
};

/// The library that changes the clock of a process, where Debian's package `libfaketime` installs it.
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

/// Entries of the log that show how a process was affected, and the listening address, which the harness awaits.
const LOG: (&str, &str) = ("RUST_LOG", "info");

/// What a process of the platform does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An API process.
    Web,
    /// A worker.
    Worker,
}

/// What a platform consists of.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Whether one `wpp` with a store of its own has both roles. It counts as an API process.
    pub roles: Roles,
    /// Number of API processes.
    pub webs: usize,
    /// Number of workers.
    pub workers: usize,
    /// Whether Redis keeps an append-only file.
    pub durability: Durability,
    /// Whether a replica follows Redis.
    pub replica: bool,
    /// The data on a small file system.
    pub small_disk: Option<DiskUse>,
    /// Role of the processes with a wrong clock, and the offset for `libfaketime`, such as `+20s`.
    pub wrong_clock: Option<(Role, &'static str)>,
}

/// The data on a small file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiskUse {
    /// The SQLite file.
    Database,
    /// The append-only file of Redis.
    Store,
}

impl Default for Layout {
    fn default() -> Self {
        let durability = Durability::Volatile;
        let roles = Roles::Separate;
        Self { roles, webs: 2, workers: 2, durability, replica: false, small_disk: None, wrong_clock: None }
    }
}

/// A running platform. Fields drop in their order: processes before the servers that they use.
#[derive(Debug)]
pub struct Platform {
    /// The API processes.
    pub webs: Vec<Process>,
    /// The workers.
    pub workers: Vec<Process>,
    /// The network between phones and API processes, with the load balancer.
    pub phones: FaultyProxy,
    /// The network between the processes and Redis. A party does not use it.
    pub store: FaultyProxy,
    /// The small file system.
    pub disk: Option<SmallDisk>,
    /// The replica of Redis.
    pub replica: Option<RedisServer>,
    /// Redis and the database.
    pub env: TestEnvironment,
}

impl Platform {
    /// Starts a platform.
    ///
    /// # Errors
    /// Returns a sentence if this machine lacks something that the layout needs.
    pub async fn start(layout: &Layout) -> Result<Self, String> {
        if layout.wrong_clock.is_some() && !Path::new(FAKETIME).exists() {
            return Err(format!("{FAKETIME} is missing; install the package libfaketime"));
        }
        let mut env = match layout.roles {
            Roles::Separate => TestEnvironment::start_with(layout.durability).await,
            Roles::Party => TestEnvironment::of_party(),
        };
        let disk = match layout.small_disk {
            None => None,
            Some(DiskUse::Database) => Some(SmallDisk::mount(env.folder())?),
            Some(DiskUse::Store) => {
                env.redis.kill();
                let disk = SmallDisk::mount(env.redis.folder())?;
                env.redis.restart().await;
                Some(disk)
            }
        };
        let replica = match layout.replica {
            false => None,
            true => {
                let replica = RedisServer::start().await;
                replica.follow(&env.redis).await;
                Some(replica)
            }
        };
        // A party's store has a socket only, and the party does not use the proxy.
        let store_port = if layout.roles == Roles::Party { 0 } else { env.redis.port() };
        let store = FaultyProxy::start(store_port).await;
        let mut webs = Vec::new();
        for _ in 0..layout.webs {
            webs.push(start(&env, Role::Web, &store, layout).await);
        }
        let mut workers = Vec::new();
        for _ in 0..layout.workers {
            workers.push(start(&env, Role::Worker, &store, layout).await);
        }
        let phones = FaultyProxy::start_balanced(webs.iter().map(|web| web.address().port()).collect()).await;
        Ok(Self { webs, workers, phones, store, disk, replica, env })
    }

    /// Returns the address for phones.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.phones.address())
    }

    /// Returns a client that reaches the API processes as phones do.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::at(&self.url())
    }

    /// Returns the processes of one role.
    pub fn processes(&mut self, role: Role) -> &mut Vec<Process> {
        match role {
            Role::Web => &mut self.webs,
            Role::Worker => &mut self.workers,
        }
    }

    /// Waits until this number of games runs.
    ///
    /// # Panics
    /// Panics if the games do not start in time.
    pub async fn wait_for_games(&self, number: usize) {
        let api = self.api();
        wait_until("all games run", async || self.running(&api).await == number).await;
    }

    async fn running(&self, api: &Api) -> usize {
        let mut running = 0;
        for key in self.env.redis.keys().await {
            let Some(code) = key.strip_prefix('{').and_then(|key| key.strip_suffix("}:state")) else { continue };
            running += usize::from(api.snapshot(code, None).await["status"] == "running");
        }
        running
    }

    /// Returns the warnings and errors in the logs, without their times.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let lines = |process: &Process| process.log().text().lines().map(str::to_owned).collect::<Vec<_>>();
        let all = self.webs.iter().chain(&self.workers).flat_map(lines);
        all.filter(|line| line.contains(r#""level":"WARN""#) || line.contains(r#""level":"ERROR""#)).collect()
    }
}

async fn start(env: &TestEnvironment, role: Role, store: &FaultyProxy, layout: &Layout) -> Process {
    let store = store.url();
    let mut settings = vec![LOG, ("REDIS_URL", &*store)];
    if let Some((_, offset)) = layout.wrong_clock.filter(|(wrong, _)| *wrong == role) {
        let faketime = [("FAKETIME_DONT_RESET", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1")];
        settings.extend([("LD_PRELOAD", FAKETIME), ("FAKETIME", offset)].into_iter().chain(faketime));
    }
    match role {
        Role::Web => env.start_api_with(&settings).await,
        Role::Worker => env.start_worker_with(&settings).await,
    }
}
