//! HTTPS: the certificate, and its renewal while the process runs.
//!
//! | source | module | renewal |
//! |---|---|---|
//! | a certificate that this machine signs for itself | `self_signed` | before it expires, and when the machine has another address |
//! | `TLS_CERTIFICATE` and `TLS_KEY` | `files` | when the files change |
//! | an ACME server, for `ACME_DOMAIN` | `acme` | after two thirds of the validity |

mod acme;
mod files;
mod hosts;
mod private_file;
mod self_signed;
mod settings;
mod source;
mod trust;

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::sync::Notify;
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
use wpp_runtime::{clock::SharedClock, telemetry::chain};

use self::{acme::AcmeRenewal, source::Source};
pub use self::{
    acme::{AcmeSettings, ChallengeAnswers},
    settings::{CertificateSource, HttpsSettings},
    trust::CertificateTrust,
};

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
    trust: CertificateTrust,
    clock: SharedClock,
    /// Is notified when the source has another certificate.
    renewed: Arc<Notify>,
    acme: Option<AcmeRenewal>,
}

impl Certificate {
    /// Reads or creates the certificate.
    ///
    /// # Errors
    /// [`TlsError`] if there is no usable one.
    pub fn load(settings: &CertificateSource, clock: SharedClock) -> Result<Self, TlsError> {
        let renewed = Arc::new(Notify::new());
        let mut loaded = Self {
            source: Source::new(settings),
            current: Arc::default(),
            trust: CertificateTrust::default(),
            acme: match settings {
                CertificateSource::Acme { settings, folder, .. } => {
                    Some(AcmeRenewal::new(settings, folder, clock.clone(), renewed.clone()))
                }
                CertificateSource::SelfSigned { .. } | CertificateSource::Files { .. } => None,
            },
            clock,
            renewed,
        };
        loaded.read_source()?;
        Ok(loaded)
    }

    /// Returns whether browsers accept the certificate, for the other parts of the process.
    #[must_use]
    pub fn trust(&self) -> CertificateTrust {
        self.trust.clone()
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
    pub async fn run_renewal(mut self, answers: ChallengeAnswers) {
        let acme = self.acme.take();
        let ordering = async {
            if let Some(acme) = acme {
                acme.run(answers).await;
            }
        };
        tokio::join!(ordering, self.run_reading());
    }

    async fn run_reading(&mut self) {
        let mut interval = tokio::time::interval(CHECK_INTERVAL);
        let mut has_failed = false;
        loop {
            tokio::select! {
                _ = interval.tick() => {}
                () = self.renewed.notified() => {}
            }
            match self.read_source() {
                Ok(is_renewed) => {
                    has_failed = false;
                    if is_renewed {
                        tracing::info!("certificate renewed");
                    }
                }
                // The files are often replaced one after the other, so the first failure is usual.
                Err(error) if !has_failed => {
                    has_failed = true;
                    tracing::warn!(error = %chain(&error), "certificate not renewed; it will be repeated");
                }
                Err(_) => {}
            }
        }
    }

    /// Uses the certificate of the source if it is another one. Reports whether it is.
    fn read_source(&mut self) -> Result<bool, TlsError> {
        let Some(found) = self.source.changed(self.clock.now())? else { return Ok(false) };
        *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(found.certificate));
        self.trust.set_end(found.trusted_until);
        Ok(true)
    }
}

/// The certificate of new connections.
#[derive(Debug, Default)]
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
