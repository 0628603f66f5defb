//! The certificate that this machine signs for itself.
//!
//! Browsers show a warning once. A browser stores its user's consent for one certificate, so the certificate is kept in a
//! file and changes seldom.

use std::{
    collections::BTreeSet,
    io,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose, date_time_ymd,
};
use serde::{Deserialize, Serialize};
use tokio_rustls::rustls::sign::CertifiedKey;
use wpp_game::time::Timestamp;

use super::{TlsError, certified_key, private_file};

const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// How long a certificate is valid. Browsers refuse longer ones.
const VALID_MS: u64 = 397 * DAY_MS;

/// How long before its expiry a certificate is replaced.
const RENEW_BEFORE_MS: u64 = 30 * DAY_MS;

/// The file in the folder of certificates.
const FILE: &str = "self-signed.json";

/// The certificate, its file, and the hosts that it must name.
pub(super) struct SelfSigned {
    file: PathBuf,
    /// Hosts that the settings name.
    configured: BTreeSet<String>,
    /// Returns the names and addresses of the machine.
    of_machine: fn() -> BTreeSet<String>,
    kept: Option<Kept>,
}

/// The content of the file.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The hosts that the certificate names.
    hosts: BTreeSet<String>,
    /// When the certificate expires, in milliseconds since 1970.
    expires_at: i64,
    /// The certificate in PEM format.
    certificate: String,
    /// Its private key in PEM format.
    key: String,
}

impl SelfSigned {
    pub(super) fn new(folder: &Path, configured: BTreeSet<String>, of_machine: fn() -> BTreeSet<String>) -> Self {
        Self { file: folder.join(FILE), configured, of_machine, kept: None }
    }

    /// Returns the certificate at the first call, and then whenever a new one was created.
    pub(super) fn changed(&mut self, now: Timestamp) -> Result<Option<CertifiedKey>, TlsError> {
        let is_first = self.kept.is_none();
        let mut hosts = (self.of_machine)();
        hosts.extend(self.configured.iter().cloned());
        let kept = self.kept.take().or_else(|| self.read());
        let usable = kept.filter(|kept| kept.is_valid_for(&hosts, now) && kept.certified_key().is_ok());
        let (kept, is_new) = match usable {
            Some(kept) => (kept, false),
            None => (self.create(hosts, now)?, true),
        };
        let certificate = if is_first || is_new { Some(kept.certified_key()?) } else { None };
        self.kept = Some(kept);
        Ok(certificate)
    }

    /// Returns the content of the file; `None` if there is none, or an unreadable one.
    fn read(&self) -> Option<Kept> {
        serde_json::from_slice(&std::fs::read(&self.file).ok()?).ok()
    }

    /// Creates a certificate and replaces the file.
    fn create(&self, hosts: BTreeSet<String>, now: Timestamp) -> Result<Kept, TlsError> {
        let kept = Kept::create(hosts, now)?;
        self.write(&kept).map_err(|source| TlsError::File { path: self.file.display().to_string(), source })?;
        Ok(kept)
    }

    fn write(&self, kept: &Kept) -> io::Result<()> {
        private_file::write(&self.file, &serde_json::to_vec(kept)?)
    }
}

impl Kept {
    fn create(hosts: BTreeSet<String>, now: Timestamp) -> Result<Self, rcgen::Error> {
        let key = KeyPair::generate()?;
        let expires_at = now.plus_ms(VALID_MS);
        let mut params = CertificateParams::new(hosts.iter().cloned().collect::<Vec<_>>())?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Weirsøe Party");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let at = |time: Timestamp| date_time_ymd(1970, 1, 1) + Duration::from_millis(time.millis().unsigned_abs());
        // The clocks of phones differ.
        params.not_before = at(now.minus_ms(DAY_MS));
        params.not_after = at(expires_at);
        let certificate = params.self_signed(&key)?;
        Ok(Self { hosts, expires_at: expires_at.millis(), certificate: certificate.pem(), key: key.serialize_pem() })
    }

    /// Reports whether the certificate names all hosts that matter, and does not expire soon.
    fn is_valid_for(&self, hosts: &BTreeSet<String>, now: Timestamp) -> bool {
        let expires_at = Timestamp::from_millis(self.expires_at);
        // A clock that was wrong when the certificate was created would make it valid too late.
        let is_current = (RENEW_BEFORE_MS..=VALID_MS).contains(&expires_at.ms_since(now));
        is_current && required(hosts).all(|host| self.hosts.contains(host))
    }

    fn certified_key(&self) -> Result<CertifiedKey, TlsError> {
        certified_key((FILE, self.certificate.as_bytes()), (FILE, self.key.as_bytes()))
    }
}

/// Returns the hosts whose absence requires a new certificate. IPv6 addresses of a machine change daily, so they count
/// only on a machine that guests cannot reach over IPv4.
fn required(hosts: &BTreeSet<String>) -> impl Iterator<Item = &String> {
    let address = |host: &String| host.parse::<IpAddr>().ok();
    let has_ipv4 = hosts.iter().filter_map(address).any(|address| address.is_ipv4() && !address.is_loopback());
    hosts.iter().filter(move |host| !(has_ipv4 && address(host).is_some_and(|address| address.is_ipv6())))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_millis(1_795_000_000_000)
    }

    fn set(hosts: &[&str]) -> BTreeSet<String> {
        hosts.iter().map(|host| (*host).to_owned()).collect()
    }

    /// Reads the certificate as a new process does, whose settings name `hosts`.
    fn start(folder: &Path, hosts: &[&str], now: Timestamp) -> CertifiedKey {
        let mut source = SelfSigned::new(folder, set(hosts), BTreeSet::new);
        let first = source.changed(now).unwrap().expect("the first call");
        assert!(source.changed(now).unwrap().is_none(), "nothing has changed");
        first
    }

    #[test]
    fn the_certificate_is_kept_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("https");
        let first = start(&folder, &["192.168.1.7", "party.local"], now());
        let later = now().plus_ms(VALID_MS - RENEW_BEFORE_MS);
        assert_eq!(start(&folder, &["192.168.1.7"], later).cert, first.cert);
        let mode = std::fs::metadata(folder.join(FILE)).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }

    #[test]
    fn expiry_and_new_addresses_renew_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = start(folder.path(), &["192.168.1.7"], now());
        let second = start(folder.path(), &["192.168.1.8"], now());
        assert_ne!(first.cert, second.cert);
        let soon_expired = now().plus_ms(VALID_MS - RENEW_BEFORE_MS + 1);
        let third = start(folder.path(), &["192.168.1.8"], soon_expired);
        assert_ne!(second.cert, third.cert);
        let clock_was_ahead = start(folder.path(), &["192.168.1.8"], now());
        assert_ne!(third.cert, clock_was_ahead.cert);
    }

    #[test]
    fn a_running_process_notices_a_new_address() {
        let folder = tempfile::tempdir().unwrap();
        let mut source = SelfSigned::new(folder.path(), set(&["10.0.0.1"]), BTreeSet::new);
        source.changed(now()).unwrap();
        source.configured = set(&["10.0.0.2"]);
        assert!(source.changed(now()).unwrap().is_some());
    }

    #[test]
    fn changing_ipv6_addresses_keep_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = start(folder.path(), &["192.168.1.7", "fd00::1"], now());
        assert_eq!(start(folder.path(), &["192.168.1.7", "fd00::2"], now()).cert, first.cert);
        let without_ipv4 = start(folder.path(), &["127.0.0.1", "fd00::2"], now());
        assert_ne!(start(folder.path(), &["127.0.0.1", "fd00::3"], now()).cert, without_ipv4.cert);
    }

    #[test]
    fn a_damaged_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "{").unwrap();
        start(folder.path(), &["10.0.0.1"], now());
        let kept = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        std::fs::write(folder.path().join(FILE), kept.replace("BEGIN CERTIFICATE", "BEGIN NOTHING")).unwrap();
        start(folder.path(), &["10.0.0.1"], now());
    }
}
