//! A dedicated Redis server on a free port with a separate folder.

pub mod cluster;
pub mod faulty_proxy;
pub mod sentinels;

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
};

use tempfile::TempDir;
use wpp_runtime::{
    redis_address::RedisAddress,
    redis_connection::{self, RedisConnection},
};

use super::{
    processes::{
        certificates::TestCertificates,
        launch::{self, FreePort},
        party::socket,
        signals,
    },
    setting, temporary_folder,
};

/// Whether data survives a crash of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Memory only, the fastest.
    Volatile,
    /// Append-only file with the settings of production. SIGKILL loses the writes that Redis keeps in memory while an
    /// `fsync` takes long.
    AppendOnly,
    /// Append-only file that receives each write before its acknowledgement, which survives SIGKILL.
    Written,
}

/// How a server is started.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// `redis-server`, or a compatible program.
    pub program: PathBuf,
    /// Whether data survives a crash.
    pub durability: Durability,
    /// Certificates of a server that accepts TLS only, and requires a certificate of its clients.
    pub tls: Option<TestCertificates>,
    /// Whether the server can be part of a cluster.
    pub in_cluster: bool,
}

impl Default for ServerOptions {
    /// A server of `WPP_TEST_REDIS_SERVER`, or of the first `redis-server` in the path, without persistence.
    fn default() -> Self {
        let program = setting("WPP_TEST_REDIS_SERVER").map_or_else(|| "redis-server".into(), PathBuf::from);
        Self { program, durability: Durability::Volatile, tls: None, in_cluster: false }
    }
}

impl ServerOptions {
    /// Returns the scheme of addresses.
    fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "rediss" } else { "redis" }
    }
}

/// A running `redis-server` on loopback. Dropping it kills the server and deletes its folder.
#[derive(Debug)]
pub struct RedisServer {
    folder: TempDir,
    /// The listening port, and the port for the other servers of a cluster. `None` for a party's store.
    ports: Option<[FreePort; 2]>,
    options: ServerOptions,
    /// User and password of the processes, as in an address.
    login: String,
    process: Option<Child>,
    /// The socket of a party's store. The party starts and ends it.
    party: Option<PathBuf>,
}

impl RedisServer {
    /// Starts a server without persistence.
    pub async fn start() -> Self {
        Self::start_as(ServerOptions::default()).await
    }

    /// Starts a server with this durability.
    pub async fn start_with(durability: Durability) -> Self {
        Self::start_as(ServerOptions { durability, ..ServerOptions::default() }).await
    }

    /// Starts a server and returns once it answers.
    ///
    /// # Panics
    /// Panics if the program is missing or does not start.
    pub async fn start_as(options: ServerOptions) -> Self {
        // A program that is no test can take the port between the search and its use.
        for _ in 0..5 {
            let (ports, folder) = ([FreePort::claim(), FreePort::claim()], temporary_folder("redis"));
            let process = launch(&options, folder.path(), ports.each_ref().map(FreePort::number)).await;
            let (ports, login) = (Some(ports), String::new());
            let server = Self { folder, ports, options: options.clone(), login, process, party: None };
            if server.process.is_some() {
                return server;
            }
        }
        panic!("{} did not start on any of five ports; is it installed?", options.program.display());
    }

    /// Returns the store of a party with this folder of data. The store runs with the party.
    #[must_use]
    pub fn of_party(data: &Path) -> Self {
        let (options, login) = (ServerOptions::default(), String::new());
        let (folder, party) = (temporary_folder("redis"), Some(socket(data)));
        Self { folder, ports: None, options, login, process: None, party }
    }

    /// Returns the address for settings.
    #[must_use]
    pub fn url(&self) -> String {
        if let Some(socket) = &self.party {
            return format!("redis+unix://{}", socket.display());
        }
        format!("{}://127.0.0.1:{}", self.options.scheme(), self.port())
    }

    /// Returns the address with the certificates that the server requires.
    ///
    /// # Panics
    /// Panics if the certificates cannot be read.
    #[must_use]
    pub fn address(&self) -> RedisAddress {
        let certificates = self.options.tls.as_ref().map(TestCertificates::of_client);
        RedisAddress::new(&self.url(), certificates).expect("an address")
    }

    /// Returns the settings of a process that uses this server.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let url = self.url().replace("://", &format!("://{}", self.login));
        let mut settings = vec![("REDIS_URL", url)];
        settings.extend(self.options.tls.iter().flat_map(TestCertificates::settings));
        settings
    }

    /// Returns the listening port.
    ///
    /// # Panics
    /// Panics for a party's store, which has none.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.ports()[0]
    }

    /// Returns the port for the other servers of a cluster.
    ///
    /// # Panics
    /// Panics for a party's store, which has none.
    #[must_use]
    pub fn bus_port(&self) -> u16 {
        self.ports()[1]
    }

    fn ports(&self) -> [u16; 2] {
        self.ports.as_ref().expect("the server has ports").each_ref().map(FreePort::number)
    }

    /// Returns the process id.
    ///
    /// # Panics
    /// Panics if the server does not run.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child().id()
    }

    /// Returns the folder with the data on disk.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens a connection with the settings of the programs.
    ///
    /// # Panics
    /// Panics if the server does not run.
    pub async fn connect(&self) -> RedisConnection {
        redis_connection::connect(&self.address()).await.expect("Redis answers")
    }

    /// Executes a command and returns its answer.
    ///
    /// # Panics
    /// Panics if the server does not run or rejects the command.
    pub async fn command<T: redis::FromRedisValue>(&self, command: &[&str]) -> T {
        self.try_command(command).await.unwrap_or_else(|error| panic!("{command:?}: {error}"))
    }

    /// Executes a command and returns its answer.
    ///
    /// # Errors
    /// When the server rejects the command.
    ///
    /// # Panics
    /// Panics if the server does not run.
    pub async fn try_command<T: redis::FromRedisValue>(&self, command: &[&str]) -> redis::RedisResult<T> {
        let mut connection = self.connect().await;
        redis::cmd(command[0]).arg(&command[1..]).query_async(&mut connection).await
    }

    /// Returns the server's role and its replicas, as of `INFO replication`; nothing while Sentinels change the role, because
    /// they close all connections then.
    pub async fn replication(&self) -> String {
        let Ok(mut connection) = redis_connection::connect(&self.address()).await else { return String::new() };
        redis::cmd("INFO").arg("replication").query_async(&mut connection).await.unwrap_or_default()
    }

    /// Returns the path of the socket on which the server listens as well.
    #[must_use]
    pub fn unix_socket(&self) -> PathBuf {
        self.folder().join("redis.sock")
    }

    /// Creates the user of a line of an ACL file, `user <name> … ><password> …`. Processes that start later log in as
    /// this user.
    ///
    /// # Panics
    /// Panics if the line is malformed.
    pub async fn create_user(&mut self, line: &str) {
        let rules: Vec<&str> = line.split_whitespace().skip(1).collect();
        let password = rules.iter().find_map(|rule| rule.strip_prefix('>')).expect("a password");
        self.login = format!("{}:{password}@", rules[0]);
        let _: String = self.command(&[&["ACL", "SETUSER"], &rules[..]].concat()).await;
    }

    /// Makes this server a replica of `primary` and returns once it has all data.
    ///
    /// # Panics
    /// Panics if one of the servers does not run.
    pub async fn follow(&self, primary: &Self) {
        let _: String = self.command(&["REPLICAOF", "127.0.0.1", &primary.port().to_string()]).await;
        super::wait_until("the replica has all data", async || {
            self.replication().await.contains("master_link_status:up")
        })
        .await;
        primary.replicate().await;
    }

    /// Returns once a replica has all writes so far.
    ///
    /// # Panics
    /// Panics if the server does not run or has no replica.
    pub async fn replicate(&self) {
        let mut connection = self.connect().await;
        super::wait_until("the replica has all data", async || {
            // WAIT counts the writes up to the last one of its connection, and does not wait if there is none.
            let mut write_and_wait = redis::pipe();
            write_and_wait.cmd("INCR").arg("wpp:replicated").cmd("WAIT").arg(1).arg(1000);
            let (_, replicas): (u64, u64) = write_and_wait.query_async(&mut connection).await.expect("Redis answers");
            replicas == 1
        })
        .await;
    }

    /// Sends SIGSTOP and waits until the server has stopped. Its connections stay open.
    pub fn freeze(&self) {
        signals::stop(self.child());
    }

    /// Sends SIGCONT: the server continues.
    pub fn thaw(&self) {
        signals::resume(self.child());
    }

    fn child(&self) -> &Child {
        self.process.as_ref().expect("the server runs")
    }

    /// Sends SIGKILL and waits until the server has ended.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().and_then(|()| process.wait()).expect("the server can be killed");
        }
    }

    /// Starts a killed server on the same port with the data on disk.
    ///
    /// # Panics
    /// Panics if the server runs already, or does not start.
    pub async fn restart(&mut self) {
        assert!(self.process.is_none(), "the server runs already");
        let process = launch(&self.options, self.folder(), self.ports()).await;
        self.process = Some(process.expect("Redis starts on the port it had"));
    }

    /// Copies the data on disk for [`roll_back`](Self::roll_back).
    ///
    /// # Panics
    /// Panics if the files cannot be copied.
    pub fn copy_disk(&self, to: &Path) {
        copy_files(&self.folder().join("appendonlydir"), to);
    }

    /// Replaces the data on disk by an older copy, as if the last writes had been lost. The server must not
    /// run.
    ///
    /// # Panics
    /// Panics if the server runs, or if the copy cannot be read.
    pub fn roll_back(&self, from: &Path) {
        assert!(self.process.is_none(), "the server runs");
        let disk = self.folder().join("appendonlydir");
        std::fs::remove_dir_all(&disk).expect("there is something on disk");
        copy_files(from, &disk);
    }

    /// Returns the names of all keys, sorted.
    ///
    /// # Panics
    /// Panics if the server does not run.
    pub async fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> =
            redis::cmd("KEYS").arg("*").query_async(&mut self.connect().await).await.expect("Redis answers");
        keys.sort();
        keys
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder for the copy");
    for entry in std::fs::read_dir(from).expect("files to copy") {
        let entry = entry.expect("a file to copy");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("room for the copy");
    }
}

/// Starts a server and waits until it is ready. Returns `None` if the server ends first.
async fn launch(options: &ServerOptions, folder: &Path, [port, bus_port]: [u16; 2]) -> Option<Child> {
    let mut command = Command::new(&options.program);
    command.args(["--bind", "127.0.0.1", "--save", "", "--daemonize", "no"]);
    match options.durability {
        Durability::Volatile => command.args(["--appendonly", "no"]),
        Durability::AppendOnly => command.args(["--appendonly", "yes", "--appendfsync", "everysec"]),
        // Redis postpones a write only for an `fsync` of its own.
        Durability::Written => command.args(["--appendonly", "yes", "--appendfsync", "no"]),
    };
    command.arg("--dir").arg(folder).arg("--unixsocket").arg(folder.join("redis.sock"));
    match &options.tls {
        None => command.arg("--port").arg(port.to_string()),
        Some(certificates) => command.args(
            certificates.settings_of_redis(port).iter().flat_map(|(name, value)| [format!("--{name}"), value.clone()]),
        ),
    };
    if options.in_cluster {
        command.args(["--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--repl-diskless-sync-delay", "0"]);
        command.args(["--cluster-require-full-coverage", "no", "--cluster-port"]).arg(bus_port.to_string());
    }
    launch::start(command, "Ready to accept connections").await
}
