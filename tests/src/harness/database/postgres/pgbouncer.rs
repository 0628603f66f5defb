//! PgBouncer, a connection pooler, in front of a server.

use std::{
    fs,
    process::{Child, Command},
};

use tempfile::TempDir;

use super::{PostgresServer, ROLE, run_unprivileged};
use crate::harness::{
    processes::launch::{self, FreePort},
    setting, temporary_folder,
};

/// When PgBouncer gives a connection of the server to another client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoolMode {
    /// After each transaction.
    Transaction,
    /// When the client disconnects.
    Session,
}

/// A running PgBouncer on loopback. Dropping it ends the program and deletes its folder.
#[derive(Debug)]
pub struct PgBouncer {
    #[expect(dead_code, reason = "deletes the folder when it drops")]
    folder: TempDir,
    port: FreePort,
    process: Option<Child>,
}

impl PgBouncer {
    /// Starts PgBouncer in front of `server`. Returns `None` and prints a note if `WPP_TEST_PGBOUNCER` is not set; fails
    /// if `WPP_REQUIRE_POSTGRES` is set too.
    ///
    /// # Panics
    /// Panics if PgBouncer does not start.
    pub async fn start(server: &PostgresServer, mode: PoolMode) -> Option<Self> {
        let Some(program) = program() else {
            assert!(setting("WPP_REQUIRE_POSTGRES").is_none(), "WPP_TEST_PGBOUNCER is not set");
            eprintln!("SKIPPED: WPP_TEST_PGBOUNCER is not set");
            return None;
        };
        let (port, folder) = (FreePort::claim(), temporary_folder("pgbouncer"));
        let (file, users) = (folder.path().join("pgbouncer.ini"), folder.path().join("users"));
        fs::write(&users, format!("\"{ROLE}\" \"\"\n")).expect("a file with users");
        // Without transaction mode, each connection of a process is one of the server.
        let (pool_mode, size) = if mode == PoolMode::Transaction { ("transaction", 4) } else { ("session", 40) };
        let tracking = if tracks_statements() { "max_prepared_statements = 200\n" } else { "" };
        let configuration = format!(
            "[databases]\n* = host=127.0.0.1 port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {}\n\
             unix_socket_dir =\nauth_type = trust\nauth_file = {}\npool_mode = {pool_mode}\ndefault_pool_size = {size}\n\
             ignore_startup_parameters = extra_float_digits\n{tracking}",
            server.port.number(),
            port.number(),
            users.display(),
        );
        fs::write(&file, configuration).expect("the configuration can be written");
        let mut command = Command::new("sh");
        command.args(["-c", "exec \"$@\" 2>&1", "sh"]).arg(program).arg(&file);
        run_unprivileged(&mut command);
        let process = launch::start(command, "process up").await;
        assert!(process.is_some(), "PgBouncer did not start");
        Some(Self { folder, port, process })
    }

    /// Returns the address for settings.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{ROLE}", self.port.number())
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// Reports whether PgBouncer knows the prepared statements of its clients, as it does from version 1.21 on.
///
/// # Panics
/// Panics if PgBouncer does not start.
#[must_use]
pub fn tracks_statements() -> bool {
    let Some(program) = program() else { return false };
    let output = Command::new(program).arg("--version").output().expect("PgBouncer starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut numbers = text.split_whitespace().nth(1).unwrap_or_default().split('.').map(str::parse::<u32>);
    let (major, minor) = (numbers.next(), numbers.next());
    matches!((major, minor), (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= (1, 21))
}

fn program() -> Option<String> {
    setting("WPP_TEST_PGBOUNCER")
}
