//! Certificates for TLS, made with `openssl`.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use tempfile::TempDir;
use wpp_runtime::redis_address::Certificates;

use crate::harness::temporary_folder;

/// A certificate authority with certificates for a server on 127.0.0.1 and for a client. Clones share the folder, which
/// the last one deletes.
#[derive(Debug, Clone)]
pub struct TestCertificates(Arc<TempDir>);

impl TestCertificates {
    /// Makes new certificates.
    ///
    /// # Panics
    /// Panics if `openssl` is missing or fails.
    #[must_use]
    pub fn make() -> Self {
        let made = Self(Arc::new(temporary_folder("tls")));
        made.openssl(&["-x509", "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem"]);
        // PostgreSQL takes the role from the name of a client.
        for (name, subject) in [("server", "/CN=server"), ("client", "/CN=wpp")] {
            let (key, certificate) = (format!("{name}.key"), format!("{name}.pem"));
            let signed =
                ["-x509", "-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=critical,CA:FALSE"];
            let names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-subj", subject];
            made.openssl(&[&signed[..], &names, &["-keyout", &key, "-out", &certificate]].concat());
        }
        made
    }

    /// Returns the certificate of the authority.
    #[must_use]
    pub fn authority(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// Returns the certificate of the server.
    #[must_use]
    pub fn server(&self) -> PathBuf {
        self.path("server.pem")
    }

    /// Returns the key of the server.
    #[must_use]
    pub fn server_key(&self) -> PathBuf {
        self.path("server.key")
    }

    /// Returns the certificate of the client.
    #[must_use]
    pub fn client(&self) -> PathBuf {
        self.path("client.pem")
    }

    /// Returns the key of the client.
    #[must_use]
    pub fn client_key(&self) -> PathBuf {
        self.path("client.key")
    }

    /// Reads what a client needs.
    ///
    /// # Panics
    /// Panics if a file cannot be read.
    #[must_use]
    pub fn of_client(&self) -> Certificates {
        let read = |path: &Path| std::fs::read(path).expect("the certificate can be read");
        let client = Some((read(&self.client()), read(&self.client_key())));
        Certificates { authorities: Some(read(&self.authority())), client }
    }

    /// Returns the settings of a process that trusts the authority and has the client's certificate.
    #[must_use]
    pub fn settings(&self) -> [(&'static str, String); 3] {
        [("REDIS_TLS_CA", self.authority()), ("REDIS_TLS_CERT", self.client()), ("REDIS_TLS_KEY", self.client_key())]
            .map(|(name, path)| (name, path.display().to_string()))
    }

    /// Returns the settings of a Redis or a Sentinel that accepts TLS only, on this port, and requires a certificate.
    #[must_use]
    pub fn settings_of_redis(&self, port: u16) -> [(&'static str, String); 6] {
        let path = |path: PathBuf| path.display().to_string();
        [
            ("port", "0".to_owned()),
            ("tls-port", port.to_string()),
            ("tls-cert-file", path(self.server())),
            ("tls-key-file", path(self.server_key())),
            ("tls-ca-cert-file", path(self.authority())),
            ("tls-replication", "yes".to_owned()),
        ]
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes a key and a certificate that is valid for two days.
    fn openssl(&self, arguments: &[&str]) {
        let fixed = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"];
        let run = Command::new("openssl").args(fixed).args(arguments).current_dir(self.0.path()).output();
        let run = run.expect("openssl is installed");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
}
