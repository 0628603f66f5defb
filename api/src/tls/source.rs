//! Where the certificate comes from.

use tokio_rustls::rustls::sign::CertifiedKey;
use wpp_game::time::Timestamp;

use super::{
    TlsError,
    acme::{AcmeFolder, AcmeSettings},
    files::CertificateFiles,
    hosts,
    self_signed::SelfSigned,
    settings::CertificateSource,
};

/// A certificate of a source.
pub(super) struct Found {
    pub certificate: CertifiedKey,
    /// End of the time in which browsers accept it; `None` if they do not.
    pub trusted_until: Option<Timestamp>,
}

/// A source of certificates, with the state of the last read.
pub(super) enum Source {
    SelfSigned(SelfSigned),
    Files(CertificateFiles),
    Acme(AcmeSource),
}

impl Source {
    pub(super) fn new(settings: &CertificateSource) -> Self {
        match settings {
            CertificateSource::SelfSigned { folder, hosts } => {
                Self::SelfSigned(SelfSigned::new(folder, hosts.clone(), hosts::of_machine))
            }
            CertificateSource::Files { certificate, key } => Self::Files(CertificateFiles::new(certificate, key)),
            CertificateSource::Acme { settings, folder, hosts } => {
                let until_the_first = SelfSigned::new(folder, hosts.clone(), hosts::of_machine);
                Self::Acme(AcmeSource::new(settings, AcmeFolder::new(folder, settings), until_the_first))
            }
        }
    }

    /// Returns the certificate at the first call, and then whenever it changes.
    pub(super) fn changed(&mut self, now: Timestamp) -> Result<Option<Found>, TlsError> {
        match self {
            Self::SelfSigned(source) => Ok(source.changed(now)?.map(untrusted)),
            // The operator knows when the certificate expires.
            Self::Files(source) => Ok(source
                .changed()?
                .map(|certificate| Found { certificate, trusted_until: Some(Timestamp::from_millis(i64::MAX)) })),
            Self::Acme(source) => source.changed(now),
        }
    }
}

fn untrusted(certificate: CertifiedKey) -> Found {
    Found { certificate, trusted_until: None }
}

/// The kept certificate of an ACME server, and the one of this machine until there is one.
pub(super) struct AcmeSource {
    folder: AcmeFolder,
    is_trial: bool,
    kept: CertificateFiles,
    /// `None` as soon as a certificate of the server is in use.
    until_the_first: Option<SelfSigned>,
}

impl AcmeSource {
    fn new(settings: &AcmeSettings, folder: AcmeFolder, until_the_first: SelfSigned) -> Self {
        let file = folder.certificate();
        let kept = CertificateFiles::new(&file, &file);
        Self { folder, is_trial: settings.is_trial, kept, until_the_first: Some(until_the_first) }
    }

    fn changed(&mut self, now: Timestamp) -> Result<Option<Found>, TlsError> {
        match (self.kept.changed(), &mut self.until_the_first) {
            (Ok(None), _) => Ok(None),
            (Ok(Some(certificate)), _) => {
                self.until_the_first = None;
                let validity = self.folder.validity().filter(|_| !self.is_trial);
                Ok(Some(Found { certificate, trusted_until: validity.map(|validity| validity.not_after) }))
            }
            (Err(_), Some(own)) => Ok(own.changed(now)?.map(untrusted)),
            (Err(error), None) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;

    fn source(folder: &Path, is_trial: bool) -> (AcmeFolder, AcmeSource) {
        let settings = AcmeSettings {
            domain: "party.example.org".to_owned(),
            directory: "https://ca.example/dir".to_owned(),
            email: None,
            is_trial,
        };
        let acme = AcmeFolder::new(folder, &settings);
        let own = SelfSigned::new(folder, BTreeSet::new(), || BTreeSet::from(["10.0.0.1".to_owned()]));
        (acme.clone(), AcmeSource::new(&settings, acme, own))
    }

    fn store(folder: &AcmeFolder) {
        let pair = rcgen::generate_simple_self_signed(vec!["party.example.org".to_owned()]).unwrap();
        let pem = pair.signing_key.serialize_pem() + &pair.cert.pem();
        std::fs::create_dir_all(folder.certificate().parent().unwrap()).unwrap();
        std::fs::write(folder.certificate(), pem).unwrap();
    }

    #[test]
    fn the_machine_signs_until_the_server_has() {
        let root = tempfile::tempdir().unwrap();
        let now = Timestamp::from_millis(1_795_000_000_000);
        let (folder, mut source) = source(root.path(), false);
        assert_eq!(source.changed(now).unwrap().expect("a certificate").trusted_until, None);
        assert!(source.changed(now).unwrap().is_none());
        store(&folder);
        let found = source.changed(now).unwrap().expect("another certificate");
        assert_eq!(found.trusted_until, folder.validity().map(|validity| validity.not_after));
        assert!(found.trusted_until.is_some());
        std::fs::write(folder.certificate(), "damaged").unwrap();
        assert!(source.changed(now).is_err(), "the certificate in use stays");
    }

    #[test]
    fn browsers_do_not_accept_a_trial() {
        let root = tempfile::tempdir().unwrap();
        let (folder, mut source) = source(root.path(), true);
        store(&folder);
        let found = source.changed(Timestamp::from_millis(0)).unwrap().expect("a certificate");
        assert_eq!(found.trusted_until, None);
    }
}
