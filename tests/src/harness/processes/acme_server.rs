//! Pebble, the ACME server for tests of Let's Encrypt, with a name server that resolves every name to this machine.

use std::{
    fs::File,
    process::{Child, Command, Stdio},
};

use serde_json::json;
use tempfile::TempDir;

use super::{certificates::TestCertificates, launch::FreePort};
use crate::harness::{report_missing, wait_until};

/// How Pebble checks and signs.
#[derive(Debug, Clone, Copy)]
pub struct AcmePolicy {
    /// The port that takes the part of port 80.
    pub http_port: u16,
    /// How long certificates are valid, in seconds.
    pub valid_for_s: u64,
    /// A domain that the server refuses.
    pub refused_domain: &'static str,
}

/// A running Pebble. Dropping it ends both programs, and the server loses its accounts.
#[derive(Debug)]
pub struct AcmeServer {
    certificates: TestCertificates,
    port: FreePort,
    management_port: FreePort,
    /// Ports of the running programs that nobody asks for.
    further_ports: Vec<FreePort>,
    programs: Vec<Child>,
    folder: TempDir,
}

impl AcmeServer {
    /// Starts Pebble on free ports. Returns `None` and prints a note where it is not installed.
    ///
    /// # Panics
    /// Panics if Pebble does not start.
    pub async fn start(policy: AcmePolicy) -> Option<Self> {
        let mut server = Self {
            certificates: TestCertificates::make(),
            port: FreePort::claim(),
            management_port: FreePort::claim(),
            further_ports: Vec::new(),
            programs: Vec::new(),
            folder: tempfile::tempdir().expect("a folder"),
        };
        server.launch(policy).await.then_some(server)
    }

    /// Ends Pebble, which loses its accounts.
    pub fn stop(&mut self) {
        // The server first: without its name server, it would fail a check that is under way.
        for mut program in self.programs.drain(..).rev() {
            let _ = program.kill();
            let _ = program.wait();
        }
    }

    /// Starts Pebble on the same ports as before. Returns false and prints a note where it is not installed.
    ///
    /// # Panics
    /// Panics if Pebble does not start.
    pub async fn launch(&mut self, policy: AcmePolicy) -> bool {
        let local = |port: &FreePort| format!("127.0.0.1:{}", port.number());
        let (tls, resolver_management) = (FreePort::claim(), FreePort::claim());
        let config = json!({ "pebble": {
            "listenAddress": local(&self.port),
            "managementListenAddress": local(&self.management_port),
            "certificate": self.certificates.server(),
            "privateKey": self.certificates.server_key(),
            "httpPort": policy.http_port,
            "tlsPort": tls.number(),
            "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
            "domainBlocklist": [policy.refused_domain],
            "certificateValidityPeriod": policy.valid_for_s,
        }});
        let file = self.folder.path().join("pebble.json");
        std::fs::write(&file, config.to_string()).expect("the configuration can be written");
        // The name server listens on UDP, so this port is no longer claimed.
        let names = local(&FreePort::claim());
        let mut resolver = Command::new("pebble-challtestsrv");
        resolver.args(["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dns01", &names]);
        resolver.args(["-http01", "", "-https01", "", "-tlsalpn01", "", "-management", &local(&resolver_management)]);
        let mut pebble = Command::new("pebble");
        pebble.arg("-config").arg(&file).args(["-strict", "-dnsserver", &names]);
        // The server checks nonces. These settings only remove its random delays and random refusals.
        pebble.env("PEBBLE_VA_NOSLEEP", "1").env("PEBBLE_WFE_NONCEREJECT", "0");
        self.further_ports = vec![tls, resolver_management];
        for (mut command, port) in [(resolver, names), (pebble, local(&self.port))] {
            let log = File::create(self.folder.path().join("output.log")).expect("the folder can be written");
            let errors = log.try_clone().expect("the output can be shared");
            let Ok(child) = command.stdin(Stdio::null()).stdout(log).stderr(errors).spawn() else {
                report_missing(&format!("{command:?}"));
                return false;
            };
            self.programs.push(child);
            wait_until("the ACME server accepts connections", async || {
                tokio::net::TcpStream::connect(&port).await.is_ok()
            })
            .await;
        }
        true
    }

    /// Returns the settings of a process that orders a certificate for `domain`.
    #[must_use]
    pub fn settings(&self, domain: &str) -> [(&'static str, String); 4] {
        [
            ("ACME_DOMAIN", domain.to_owned()),
            ("ACME_DIRECTORY", format!("https://127.0.0.1:{}/dir", self.port.number())),
            ("ACME_EMAIL", "ana@example.org".to_owned()),
            ("SSL_CERT_FILE", self.certificates.authority().display().to_string()),
        ]
    }

    /// Returns the port on which Pebble serves its own root certificate.
    #[must_use]
    pub fn management_port(&self) -> u16 {
        self.management_port.number()
    }

    /// Returns the authority of Pebble's own HTTPS in PEM format.
    ///
    /// # Panics
    /// Panics if the file cannot be read.
    #[must_use]
    pub fn authority(&self) -> Vec<u8> {
        std::fs::read(self.certificates.authority()).expect("the certificate can be read")
    }
}

impl Drop for AcmeServer {
    fn drop(&mut self) {
        self.stop();
    }
}
