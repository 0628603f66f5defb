//! Three Sentinels that watch a primary.

use std::{
    collections::HashMap,
    process::{Child, Command},
};

use tempfile::TempDir;
use wpp_runtime::{redis_address::RedisAddress, redis_connection};

use super::{RedisServer, ServerOptions};
use crate::harness::{
    processes::{
        certificates::TestCertificates,
        launch::{self, FreePort},
    },
    temporary_folder, wait_until,
};

/// The name of the primary.
const NAME: &str = "party";

/// The password of the Sentinels, as in an address.
const PASSWORD: &str = "open%20sesame";

/// Three Sentinels on free ports. Dropping them ends the programs.
#[derive(Debug)]
pub struct Sentinels {
    options: ServerOptions,
    folder: TempDir,
    processes: Vec<(FreePort, Child)>,
}

impl Sentinels {
    /// Starts three Sentinels, which ask for a password. Returns once they know each other and a replica of `primary`.
    /// They replace a primary that does not answer for a second.
    ///
    /// # Panics
    /// Panics if a Sentinel does not start.
    pub async fn watch(primary: &RedisServer) -> Self {
        let folder = temporary_folder("sentinels");
        let mut started = Self { options: primary.options.clone(), folder, processes: Vec::new() };
        // A program that is no test can take a port between the search and its use.
        for _ in 0..6 {
            if started.processes.len() < 3 {
                started.start(primary.port()).await;
            }
        }
        assert_eq!(started.processes.len(), 3, "three Sentinels run");
        for (port, _) in &started.processes {
            started.wait_until_complete(port.number()).await;
        }
        started
    }

    /// Returns the settings of a process that uses these Sentinels.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let hosts: Vec<String> =
            self.processes.iter().map(|(port, _)| format!("127.0.0.1:{}", port.number())).collect();
        let url = format!("{}+sentinel://{}/{NAME}?sentinel_password={PASSWORD}", self.scheme(), hosts.join(","));
        let mut settings = vec![("REDIS_URL", url)];
        settings.extend(self.options.tls.iter().flat_map(TestCertificates::settings));
        settings
    }

    /// Returns the address of one Sentinel, as if it were a server.
    #[must_use]
    pub fn url_of_one(&self) -> String {
        format!("{}://:{PASSWORD}@127.0.0.1:{}", self.scheme(), self.processes[0].0.number())
    }

    /// Kills the Sentinel that the address names first.
    ///
    /// # Panics
    /// Panics if the Sentinel cannot be killed.
    pub fn kill_first(&mut self) {
        let (_, process) = &mut self.processes[0];
        process.kill().and_then(|()| process.wait()).expect("the Sentinel can be killed");
    }

    async fn start(&mut self, primary: u16) {
        let claimed = FreePort::claim();
        let port = claimed.number();
        let folder = self.folder.path().join(port.to_string());
        std::fs::create_dir_all(&folder).expect("a folder for a Sentinel");
        let file = folder.join("sentinel.conf");
        let mut lines = vec![
            format!("bind 127.0.0.1\ndir {}", folder.display()),
            format!("requirepass \"open sesame\"\nsentinel sentinel-pass \"open sesame\""),
            format!("sentinel monitor {NAME} 127.0.0.1 {primary} 2"),
            format!("sentinel down-after-milliseconds {NAME} 1000\nsentinel failover-timeout {NAME} 5000"),
        ];
        match &self.options.tls {
            None => lines.push(format!("port {port}")),
            Some(tls) => lines.extend(tls.settings_of_redis(port).map(|(name, value)| format!("{name} {value}"))),
        }
        std::fs::write(&file, lines.join("\n") + "\n").expect("the configuration can be written");
        let mut command = Command::new(&self.options.program);
        command.arg(&file).arg("--sentinel");
        self.processes.extend(launch::start(command, "+monitor").await.map(|process| (claimed, process)));
    }

    async fn wait_until_complete(&self, port: u16) {
        let url = format!("{}://:{PASSWORD}@127.0.0.1:{port}", self.scheme());
        let certificates = self.options.tls.as_ref().map(TestCertificates::of_client);
        let address = RedisAddress::new(&url, certificates).expect("an address");
        let mut sentinel = redis_connection::connect(&address).await.expect("the Sentinel answers");
        wait_until("the Sentinels know each other and a replica", async || {
            let mut command = redis::cmd("SENTINEL");
            let found = command.arg("MASTER").arg(NAME).query_async(&mut sentinel).await;
            let found: HashMap<String, String> = found.expect("the Sentinel answers");
            found["num-slaves"] == "1" && found["num-other-sentinels"] == "2"
        })
        .await;
    }

    fn scheme(&self) -> &'static str {
        self.options.scheme()
    }
}

impl Drop for Sentinels {
    fn drop(&mut self) {
        for (_, process) in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
