//! Files about one ACME server and one domain. Processes that share the folder share the certificate and the account.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use instant_acme::AccountCredentials;
use serde::{Deserialize, Serialize};
use wpp_game::time::Timestamp;

use super::{error::AcmeError, settings::AcmeSettings, validity::Validity};
use crate::tls::{certified_key, private_file};

/// The folder of one server and one domain, which only the user of the process can open.
#[derive(Debug, Clone)]
pub(in crate::tls) struct AcmeFolder {
    folder: PathBuf,
    domain: String,
}

impl AcmeFolder {
    /// Returns the folder below `certificates`. Accounts and certificates of several servers do not mix.
    pub(in crate::tls) fn new(certificates: &Path, settings: &AcmeSettings) -> Self {
        let server =
            settings.directory.trim_start_matches("https://").replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        Self { folder: certificates.join("acme").join(server), domain: settings.domain.clone() }
    }

    /// Returns the file with the key and the chain of certificates. One file, so that both change in one step.
    pub(in crate::tls) fn certificate(&self) -> PathBuf {
        self.folder.join(format!("{}.pem", self.domain))
    }

    /// Returns the validity of the kept certificate; `None` if there is no usable one.
    pub(in crate::tls) fn validity(&self) -> Option<Validity> {
        let pem = std::fs::read(self.certificate()).ok()?;
        certified_key(("", &pem), ("", &pem)).ok()?;
        Validity::of_pem(&pem)
    }

    pub(super) fn store_certificate(&self, pem: &str) -> Result<(), AcmeError> {
        private_file::write(&self.certificate(), pem.as_bytes()).map_err(|source| self.error(source))
    }

    /// Returns the account of this machine at the server; `None` before the first order.
    pub(super) fn account(&self) -> Option<AccountCredentials> {
        serde_json::from_slice(&std::fs::read(self.account_file()).ok()?).ok()
    }

    pub(super) fn store_account(&self, account: &AccountCredentials) -> Result<(), AcmeError> {
        let stored = serde_json::to_vec(account).map_err(io::Error::from);
        stored.and_then(|json| private_file::write(&self.account_file(), &json)).map_err(|source| self.error(source))
    }

    pub(super) fn forget_account(&self) {
        // A file that stays is replaced when the next account is stored.
        let _ = std::fs::remove_file(self.account_file());
    }

    /// Claims the right to order for the domain. `None` while another process has it. A process that dies gives it up.
    pub(super) fn claim(&self) -> Result<Option<OrderClaim>, AcmeError> {
        let claim = || {
            private_file::create_folder(&self.folder)?;
            let path = self.folder.join(format!("{}.order", self.domain));
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
            match file.try_lock() {
                Ok(()) => Ok(Some(OrderClaim(file))),
                Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(error),
            }
        };
        claim().map_err(|source| self.error(source))
    }

    fn account_file(&self) -> PathBuf {
        self.folder.join("account.json")
    }

    pub(super) fn error(&self, source: io::Error) -> AcmeError {
        AcmeError::Folder { path: self.folder.display().to_string(), source }
    }
}

/// Failed orders since the last certificate, so that restarts and further processes do not multiply the attempts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Failures {
    /// Number of failures in a row.
    pub count: u32,
    /// Time of the last one, in milliseconds since 1970.
    pub last_at: i64,
    /// Pause after the last one in milliseconds.
    pub pause_ms: u64,
}

impl Failures {
    /// Returns the moment of the next attempt.
    pub(super) fn next_at(&self) -> Timestamp {
        Timestamp::from_millis(self.last_at).plus_ms(self.pause_ms)
    }
}

/// The exclusive right to order, with the failures so far.
#[derive(Debug)]
pub(super) struct OrderClaim(File);

impl OrderClaim {
    /// Reads the failures. A damaged file counts as none.
    pub(super) fn failures(&mut self) -> Failures {
        let mut text = String::new();
        let read = self.0.rewind().and_then(|()| self.0.read_to_string(&mut text));
        read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    pub(super) fn store(&mut self, failures: &Failures) -> io::Result<()> {
        self.0.set_len(0)?;
        self.0.rewind()?;
        self.0.write_all(&serde_json::to_vec(failures)?)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn folder(certificates: &Path, directory: &str) -> AcmeFolder {
        let settings = AcmeSettings {
            domain: "party.example.org".to_owned(),
            directory: directory.to_owned(),
            email: None,
            is_trial: false,
        };
        AcmeFolder::new(certificates, &settings)
    }

    #[test]
    fn servers_do_not_share_files() {
        let root = tempfile::tempdir().unwrap();
        let [one, two] = ["https://one.example/dir", "https://two.example/dir"].map(|url| folder(root.path(), url));
        one.store_certificate("one").unwrap();
        assert!(one.certificate().exists() && !two.certificate().exists());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&one.certificate()), mode(one.certificate().parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn a_certificate_without_its_key_is_ordered_again() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path(), "https://ca.example/dir");
        let pair = rcgen::generate_simple_self_signed(vec!["party.example.org".to_owned()]).unwrap();
        folder.store_certificate(&pair.cert.pem()).unwrap();
        assert_eq!(folder.validity(), None);
        folder.store_certificate(&(pair.signing_key.serialize_pem() + &pair.cert.pem())).unwrap();
        assert!(folder.validity().is_some());
    }

    #[test]
    fn one_process_at_a_time_orders() {
        let root = tempfile::tempdir().unwrap();
        let folder = folder(root.path(), "https://ca.example/dir");
        let mut first = folder.claim().unwrap().expect("nobody has it");
        assert_eq!(first.failures(), Failures::default());
        let failures = Failures { count: 3, last_at: 1000, pause_ms: 500 };
        first.store(&Failures { count: 12, ..failures }).unwrap();
        first.store(&failures).unwrap();
        assert!(folder.claim().unwrap().is_none());
        drop(first);
        let mut second = folder.claim().unwrap().expect("the first has ended");
        assert_eq!((second.failures(), failures.next_at()), (failures, Timestamp::from_millis(1500)));
    }
}
