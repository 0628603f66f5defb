//! A certificate and a key that the operator keeps in files.

use std::path::{Path, PathBuf};

use tokio_rustls::rustls::sign::CertifiedKey;

use super::{TlsError, certified_key};

/// The two files, and their content at the last successful read.
pub(super) struct CertificateFiles {
    certificate: PathBuf,
    key: PathBuf,
    last: Option<[Vec<u8>; 2]>,
}

impl CertificateFiles {
    pub(super) fn new(certificate: &Path, key: &Path) -> Self {
        Self { certificate: certificate.to_owned(), key: key.to_owned(), last: None }
    }

    /// Returns the certificate if the files have changed since the last call.
    pub(super) fn changed(&mut self) -> Result<Option<CertifiedKey>, TlsError> {
        let content = [read(&self.certificate)?, read(&self.key)?];
        if self.last.as_ref() == Some(&content) {
            return Ok(None);
        }
        let (certificate, key) = (self.certificate.to_string_lossy(), self.key.to_string_lossy());
        let read = certified_key((&certificate, &content[0]), (&key, &content[1]))?;
        self.last = Some(content);
        Ok(Some(read))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::File { path: path.display().to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a new pair for `host`.
    fn write_pair(folder: &Path, host: &str) -> [PathBuf; 2] {
        let pair = rcgen::generate_simple_self_signed(vec![host.to_owned()]).unwrap();
        let paths = ["certificate.pem", "key.pem"].map(|name| folder.join(name));
        std::fs::write(&paths[0], pair.cert.pem()).unwrap();
        std::fs::write(&paths[1], pair.signing_key.serialize_pem()).unwrap();
        paths
    }

    #[test]
    fn changed_files_are_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let [certificate, key] = write_pair(folder.path(), "one.example");
        let mut files = CertificateFiles::new(&certificate, &key);
        let first = files.changed().unwrap().expect("the first read");
        assert!(files.changed().unwrap().is_none());
        write_pair(folder.path(), "two.example");
        let second = files.changed().unwrap().expect("the files have changed");
        assert_ne!(first.cert, second.cert);
    }

    #[test]
    fn a_half_replaced_pair_is_an_error_until_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let [certificate, key] = write_pair(folder.path(), "one.example");
        let mut files = CertificateFiles::new(&certificate, &key);
        files.changed().unwrap();
        let old_key = std::fs::read(&key).unwrap();
        write_pair(folder.path(), "two.example");
        let new_key = std::fs::read(&key).unwrap();
        std::fs::write(&key, old_key).unwrap();
        assert!(matches!(files.changed(), Err(TlsError::Unusable(_))));
        std::fs::write(&key, "no key").unwrap();
        assert!(files.changed().expect_err("no key").to_string().contains("key.pem has no usable key"));
        std::fs::write(&key, new_key).unwrap();
        assert!(files.changed().unwrap().is_some());
    }
}
