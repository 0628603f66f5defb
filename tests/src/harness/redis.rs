//! A dedicated Redis server on a free port with a separate folder.

pub mod faulty_proxy;

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use wpp_runtime::redis_connection::RedisConnection;

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::ChildStdout,
};
use wpp_runtime::redis_connection;

/// Whether data survives a crash of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Memory only, the fastest.
    Volatile,
    /// Append-only file, as in production: acknowledged writes survive SIGKILL.
    AppendOnly,
}

/// A running `redis-server` on loopback. Dropping it kills the server and deletes its folder.
#[derive(Debug)]
pub struct RedisServer {
    folder: PathBuf,
    port: u16,
    durability: Durability,
    process: Option<Child>,
}

impl RedisServer {
    /// Starts a server without persistence.
    pub async fn start() -> Self {
        Self::start_with(Durability::Volatile).await
    }

    /// Starts a server and returns once it answers.
    ///
    /// # Panics
    /// Panics if `redis-server` is missing or does not start.
    pub async fn start_with(durability: Durability) -> Self {
        // Another process can take the port between the search and its use.
        for _ in 0..5 {
            let port = free_port();
            let folder = std::env::temp_dir().join(format!("wpp-redis-{}-{port}", std::process::id()));
            std::fs::create_dir_all(&folder).expect("a folder for Redis");
            let process = launch(&folder, port, durability).await;
            let server = Self { folder, port, durability, process };
            if server.process.is_some() {
                return server;
            }
        }
        panic!("redis-server did not start on any of five ports; is it installed?");
    }

    /// Returns the address for settings.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Returns the listening port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the folder with the data on disk.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens a connection with the settings of the programs.
    ///
    /// # Panics
    /// Panics if the server does not run.
    pub async fn connect(&self) -> RedisConnection {
        redis_connection::connect(&self.url()).await.expect("Redis answers")
    }

    /// Executes a command and returns its answer.
    ///
    /// # Panics
    /// Panics if the server does not run or rejects the command.
    pub async fn command<T: redis::FromRedisValue>(&self, command: &[&str]) -> T {
        let mut connection = self.connect().await;
        redis::cmd(command[0])
            .arg(&command[1..])
            .query_async(&mut connection)
            .await
            .expect("Redis executes the command")
    }

    /// Makes this server a replica of `primary` and returns once it has all data.
    ///
    /// # Panics
    /// Panics if one of the servers does not run.
    pub async fn follow(&self, primary: &Self) {
        let _: String = self.command(&["REPLICAOF", "127.0.0.1", &primary.port.to_string()]).await;
        super::wait_until("the replica has all data", async || {
            let info: String = self.command(&["INFO", "replication"]).await;
            info.contains("master_link_status:up")
        })
        .await;
        // Counts the replicas that have acknowledged all writes so far.
        let replicas: u64 = primary.command(&["WAIT", "1", "4000"]).await;
        assert_eq!(replicas, 1, "the replica has all data");
    }

    /// Sends SIGSTOP: the server stops, its connections stay open.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// Sends SIGCONT: the server continues.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let id = self.process.as_ref().expect("the server runs").id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "redis-server cannot be sent {signal}");
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
        let process = launch(&self.folder, self.port, self.durability).await;
        self.process = Some(process.expect("Redis starts on the port it had"));
    }

    /// Copies the data on disk for [`roll_back`](Self::roll_back).
    ///
    /// # Panics
    /// Panics if the files cannot be copied.
    pub fn copy_disk(&self, to: &Path) {
        copy_files(&self.folder.join("appendonlydir"), to);
    }

    /// Replaces the data on disk by an older copy, as if the last writes had been lost. The server must not
    /// run.
    ///
    /// # Panics
    /// Panics if the server runs, or if the copy cannot be read.
    pub fn roll_back(&self, from: &Path) {
        assert!(self.process.is_none(), "the server runs");
        let disk = self.folder.join("appendonlydir");
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
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder for the copy");
    for entry in std::fs::read_dir(from).expect("files to copy") {
        let entry = entry.expect("a file to copy");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("room for the copy");
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|probe| probe.local_addr()).expect("a free port").port()
}

/// Starts a server and waits until it is ready. Returns `None` if the server ends first.
async fn launch(folder: &Path, port: u16, durability: Durability) -> Option<Child> {
    let mut process = Command::new("redis-server")
        .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--daemonize", "no"])
        .args(["--appendonly", if durability == Durability::AppendOnly { "yes" } else { "no" }])
        .arg("--dir")
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("redis-server is installed");
    let output = process.stdout.take().and_then(|pipe| ChildStdout::from_std(pipe).ok()).expect("its output is piped");
    let mut log = BufReader::new(output).lines();
    if ready(&mut log).await {
        // Reads the output, because the server blocks on a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        return Some(process);
    }
    let _ = process.kill();
    let _ = process.wait();
    None
}

async fn ready(log: &mut Lines<BufReader<ChildStdout>>) -> bool {
    while let Ok(Some(line)) = log.next_line().await {
        if line.contains("Ready to accept connections") {
            return true;
        }
    }
    false
}
