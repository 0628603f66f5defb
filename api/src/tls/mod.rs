//! HTTPS: the certificate, and its renewal while the process runs.
//!
//! | source | module | renewal |
//! |---|---|---|
//! | a certificate that this machine signs for itself | `self_signed` | before it expires, and when the machine has another address |
//! | `TLS_CERTIFICATE` and `TLS_KEY` | `files` | when the files change |

mod files;
mod hosts;
mod self_signed;
mod settings;

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        self, ServerConfig,
        crypto::{CryptoProvider, ring},
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
};
use wpp_game::time::Timestamp;
use wpp_runtime::{clock::SharedClock, telemetry::chain};

pub use self::settings::{CertificateSource, HttpsSettings};
use self::{files::CertificateFiles, self_signed::SelfSigned};

/// Interval between two checks of the files, the addresses of the machine, and the expiry.
const CHECK_INTERVAL: Duration = Duration::from_secs(10);

/// A certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file with a certificate or a key cannot be read or written.
    #[error("{path} cannot be used ({source}); make it readable and writable for this user")]
    File {
        /// The path.
        path: String,
        /// Cause reported by the operating system.
        source: std::io::Error,
    },
    /// A file does not contain a certificate or a key.
    #[error("{path} has no usable {what}; name a file in PEM format")]
    Content {
        /// The path.
        path: String,
        /// What the file must contain.
        what: &'static str,
    },
    /// The certificate and the key do not belong together, or have an unknown format.
    #[error("certificate and key cannot be used together; create both again")]
    Unusable(#[from] rustls::Error),
    /// The machine could not sign a certificate.
    #[error("no certificate could be created for this machine; set TLS_CERTIFICATE and TLS_KEY, or HTTPS_PORT=off")]
    Creation(#[from] rcgen::Error),
}

/// The certificate that new connections receive, and its source.
pub struct Certificate {
    source: Source,
    current: Arc<CurrentCertificate>,
    clock: SharedClock,
}

enum Source {
    SelfSigned(SelfSigned),
    Files(CertificateFiles),
}

impl Source {
    /// Returns the certificate at the first call, and then whenever it changes.
    fn changed(&mut self, now: Timestamp) -> Result<Option<CertifiedKey>, TlsError> {
        match self {
            Self::SelfSigned(source) => source.changed(now),
            Self::Files(source) => source.changed(),
        }
    }
}

impl Certificate {
    /// Reads or creates the certificate.
    ///
    /// # Errors
    /// [`TlsError`] if there is no usable one.
    pub fn load(source: &CertificateSource, clock: SharedClock) -> Result<Self, TlsError> {
        let mut source = match source {
            CertificateSource::SelfSigned { folder, hosts } => {
                Source::SelfSigned(SelfSigned::new(folder, hosts.clone(), hosts::of_machine))
            }
            CertificateSource::Files { certificate, key } => Source::Files(CertificateFiles::new(certificate, key)),
        };
        let first = source.changed(clock.now())?.map(Arc::new);
        Ok(Self { source, current: Arc::new(CurrentCertificate(RwLock::new(first))), clock })
    }

    /// Returns the acceptor of connections. New connections receive the renewed certificate.
    ///
    /// # Errors
    /// [`TlsError::Unusable`] if the library supports no version of TLS.
    pub fn acceptor(&self) -> Result<TlsAcceptor, TlsError> {
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(self.current.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Renews the certificate until the process stops. A source that fails keeps the certificate that is in use.
    pub async fn run_renewal(mut self) {
        let mut interval = tokio::time::interval(CHECK_INTERVAL);
        let mut has_failed = false;
        loop {
            interval.tick().await;
            match self.renew() {
                Ok(()) => has_failed = false,
                // The files are often replaced one after the other, so the first failure is usual.
                Err(error) if !has_failed => {
                    has_failed = true;
                    tracing::warn!(error = %chain(&error), "certificate not renewed; it will be repeated");
                }
                Err(_) => {}
            }
        }
    }

    fn renew(&mut self) -> Result<(), TlsError> {
        if let Some(renewed) = self.source.changed(self.clock.now())? {
            *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(renewed));
            tracing::info!("certificate renewed");
        }
        Ok(())
    }
}

/// The certificate of new connections.
#[derive(Debug)]
struct CurrentCertificate(RwLock<Option<Arc<CertifiedKey>>>);

impl ResolvesServerCert for CurrentCertificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Reads a chain of certificates and the key of the first one, both in PEM format.
fn certified_key(
    (certificate_path, certificate): (&str, &[u8]),
    (key_path, key): (&str, &[u8]),
) -> Result<CertifiedKey, TlsError> {
    let content = |path: &str, what| TlsError::Content { path: path.to_owned(), what };
    let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<Vec<_>, _>>();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or_else(|| content(certificate_path, "certificate"))?;
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| content(key_path, "key"))?;
    Ok(CertifiedKey::from_der(chain, key, &provider())?)
}
