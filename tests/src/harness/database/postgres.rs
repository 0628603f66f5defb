//! A dedicated PostgreSQL server, for tests that stop or limit it, and PgBouncer in front of a server.

pub mod pgbouncer;

use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command},
};

use rustix::process::Signal;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use tempfile::TempDir;
use wpp_runtime::db;

use crate::harness::{
    processes::{
        certificates::TestCertificates,
        launch::{self, FreePort},
        signals,
    },
    setting, temporary_folder,
};

/// The role of the processes, which is no superuser.
const ROLE: &str = "wpp";

/// A running server on loopback. Dropping it ends the server and deletes its folder.
#[derive(Debug)]
pub struct PostgresServer {
    programs: PathBuf,
    folder: TempDir,
    port: FreePort,
    settings: Vec<String>,
    process: Option<Child>,
}

impl PostgresServer {
    /// Starts a server with these lines of its configuration, such as `max_connections=20`. Returns `None` and prints a
    /// note if `WPP_TEST_POSTGRES_BIN` is not set; fails if `WPP_REQUIRE_POSTGRES` is set too.
    ///
    /// # Panics
    /// Panics if the server does not start.
    pub async fn start(settings: &[&str]) -> Option<Self> {
        Self::start_with(settings, "host all all 127.0.0.1/32 trust\n", None).await
    }

    /// Starts a server that accepts the role over TLS only, with the client's certificate.
    ///
    /// # Panics
    /// Panics if the server does not start.
    pub async fn start_with_tls(certificates: &TestCertificates) -> Option<Self> {
        let rules = format!("hostssl all {ROLE} 127.0.0.1/32 cert\nhost all postgres 127.0.0.1/32 trust\n");
        Self::start_with(&["ssl=on", "ssl_ca_file=ca.pem"], &rules, Some(certificates)).await
    }

    async fn start_with(settings: &[&str], rules: &str, tls: Option<&TestCertificates>) -> Option<Self> {
        let Some(programs) = setting("WPP_TEST_POSTGRES_BIN") else {
            assert!(setting("WPP_REQUIRE_POSTGRES").is_none(), "WPP_TEST_POSTGRES_BIN is not set");
            eprintln!("SKIPPED: WPP_TEST_POSTGRES_BIN is not set");
            return None;
        };
        let (port, folder) = (FreePort::claim(), temporary_folder("postgres"));
        let settings = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let mut server = Self { programs: programs.into(), folder, port, settings, process: None };
        server.create(rules, tls);
        server.restart().await;
        server.execute(&format!("CREATE ROLE {ROLE} LOGIN; CREATE DATABASE {ROLE} OWNER {ROLE}")).await;
        Some(server)
    }

    /// Returns the address for settings.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{ROLE}", self.port.number())
    }

    /// Executes statements as the superuser.
    ///
    /// # Panics
    /// Panics if the server rejects a statement.
    pub async fn execute(&self, sql: &str) {
        let db = self.open(&format!("postgres://postgres@127.0.0.1:{}/postgres", self.port.number())).await;
        for statement in sql.split("; ") {
            db.execute_unprepared(statement).await.expect("the server executes the statement");
        }
        db.close().await.expect("the connection closes");
    }

    /// Stops the server. Its connections end, and running statements fail.
    ///
    /// # Panics
    /// Panics if the server cannot be stopped.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            signals::send(Signal::INT, &process);
            process.wait().expect("PostgreSQL ends");
        }
    }

    /// Starts the stopped server on the same port.
    ///
    /// # Panics
    /// Panics if the server does not start.
    pub async fn restart(&mut self) {
        let mut command = self.command("postgres");
        command.arg("-D").arg(self.data()).arg("-p").arg(self.port.number().to_string());
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"] {
            command.arg("-c").arg(setting);
        }
        for setting in &self.settings {
            command.arg("-c").arg(setting);
        }
        self.process = launch::start(command, "ready to accept connections").await;
        assert!(self.process.is_some(), "PostgreSQL did not start");
    }

    async fn open(&self, url: &str) -> DatabaseConnection {
        db::connect(url).await.expect("the server answers")
    }

    /// Creates the data folder with the rules for connections and the certificates.
    fn create(&self, rules: &str, tls: Option<&TestCertificates>) {
        if let Some((user, group)) = unprivileged() {
            chown(&self.folder, Some(user), Some(group)).expect("the folder can be given away");
        }
        let arguments = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
        let made = self.command("initdb").arg("-D").arg(self.data()).args(arguments).output().expect("initdb starts");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
        self.write("pg_hba.conf", rules.as_bytes());
        for (name, from) in tls.into_iter().flat_map(|tls| {
            [("ca.pem", tls.authority()), ("server.crt", tls.server()), ("server.key", tls.server_key())]
        }) {
            self.write(name, &fs::read(from).expect("a certificate"));
        }
    }

    /// Writes a file that only the server can read, as PostgreSQL requires for keys.
    fn write(&self, name: &str, content: &[u8]) {
        let path = self.data().join(name);
        fs::write(&path, content).expect("the data folder can be written");
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("its rights can be set");
        if let Some((user, group)) = unprivileged() {
            chown(&path, Some(user), Some(group)).expect("the file can be given away");
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Prepares a program of PostgreSQL, with its log on the standard output.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", "exec \"$@\" 2>&1", "sh"]).arg(self.programs.join(program)).current_dir(&self.folder);
        run_unprivileged(&mut command);
        command
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Makes a command run as a user without privileges, if the tests run as root. PostgreSQL and PgBouncer refuse root.
fn run_unprivileged(command: &mut Command) {
    if let Some((user, group)) = unprivileged() {
        command.uid(user).gid(group);
    }
}

/// Returns the ids of `postgres` or else of `nobody`, if this process is root.
fn unprivileged() -> Option<(u32, u32)> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let users = fs::read_to_string(Path::new("/etc/passwd")).expect("a list of users");
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2).map(str::parse);
        Some((fields.next()?.ok()?, fields.next()?.ok()?))
    };
    ids("postgres").or_else(|| ids("nobody"))
}
