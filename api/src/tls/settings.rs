//! Settings of HTTPS.

use std::{collections::BTreeSet, net::SocketAddr, path::PathBuf};

use wpp_runtime::config::{ConfigError, Env};

use super::acme::AcmeSettings;

/// The folder in which certificates are kept, below the working folder.
const FOLDER: &str = "var/https";

/// The address and the certificate of HTTPS.
#[derive(Debug, Clone)]
pub struct HttpsSettings {
    /// `HTTPS_PORT`, on the IP address `HOST`.
    pub listen: SocketAddr,
    /// Whether the process fails without HTTPS. Without a command, `wpp` works without it unless the operator set the port.
    pub is_required: bool,
    /// `TLS_CERTIFICATE` and `TLS_KEY`, or a certificate that the machine signs for itself.
    pub certificate: CertificateSource,
}

/// Where the certificate comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateSource {
    /// The machine signs it for its addresses and names.
    SelfSigned {
        /// The folder in which the certificate is kept.
        folder: PathBuf,
        /// Further hosts that the certificate names.
        hosts: BTreeSet<String>,
    },
    /// The operator keeps it in files.
    Files {
        /// The chain of certificates in PEM format.
        certificate: PathBuf,
        /// The key in PEM format.
        key: PathBuf,
    },
    /// An ACME server signs it for a public domain.
    Acme {
        /// The domain and the server.
        settings: AcmeSettings,
        /// The folder in which certificates are kept.
        folder: PathBuf,
        /// Further hosts of the certificate that the machine signs until the server has signed one.
        hosts: BTreeSet<String>,
    },
}

impl HttpsSettings {
    /// Reads `HTTPS_PORT`, `TLS_CERTIFICATE`, `TLS_KEY`, and those of `ACME_DOMAIN`. A self-signed certificate names the other
    /// hosts. `None` if HTTPS is off, which is the default without `ACME_DOMAIN`.
    ///
    /// # Errors
    /// [`ConfigError`] for an unusable port, for a certificate without a port or a key, and for two certificates.
    pub fn read(env: &Env<'_>, public_url: &str, local_name: Option<&str>) -> Result<Option<Self>, ConfigError> {
        let (files, acme) = (certificate_files(env)?, AcmeSettings::read(env)?);
        let default = if acme.is_some() { "443" } else { "off" };
        if env.text("HTTPS_PORT", default) == "off" {
            return match (files, acme) {
                (None, None) => Ok(None),
                (Some(_), _) => Err(incomplete("TLS_CERTIFICATE", "HTTPS_PORT")),
                (None, Some(_)) => Err(incomplete("ACME_DOMAIN", "HTTPS_PORT")),
            };
        }
        let hosts = || host_of(public_url).into_iter().chain(local_name.map(|name| format!("{name}.local"))).collect();
        let certificate = match (files, acme) {
            (Some(files), None) => files,
            (None, None) => CertificateSource::SelfSigned { folder: FOLDER.into(), hosts: hosts() },
            (None, Some(settings)) => CertificateSource::Acme { folder: FOLDER.into(), hosts: hosts(), settings },
            (Some(_), Some(settings)) => {
                let why = "TLS_CERTIFICATE is set as well; remove one of them".to_owned();
                return Err(ConfigError::Bad { name: "ACME_DOMAIN", value: settings.domain, why });
            }
        };
        Ok(Some(Self { listen: env.listen_address("HTTPS_PORT", 443)?, is_required: true, certificate }))
    }

    /// Reports whether browsers warn about the certificate.
    #[must_use]
    pub fn is_self_signed(&self) -> bool {
        matches!(self.certificate, CertificateSource::SelfSigned { .. })
    }

    /// Returns the settings of the ACME server that signs the certificate; `None` for another source.
    #[must_use]
    pub fn acme(&self) -> Option<&AcmeSettings> {
        match &self.certificate {
            CertificateSource::Acme { settings, .. } => Some(settings),
            CertificateSource::SelfSigned { .. } | CertificateSource::Files { .. } => None,
        }
    }
}

fn certificate_files(env: &Env<'_>) -> Result<Option<CertificateSource>, ConfigError> {
    const NAMES: [&str; 2] = ["TLS_CERTIFICATE", "TLS_KEY"];
    // The files are read again when HTTPS starts, and when they change.
    let certificate = env.pem_file(NAMES[0], "-----BEGIN CERTIFICATE-----")?;
    let key = env.pem_file(NAMES[1], "PRIVATE KEY-----")?;
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(incomplete(NAMES[0], NAMES[1])),
        (None, Some(_)) => Err(incomplete(NAMES[1], NAMES[0])),
        (Some(_), Some(_)) => {
            let [certificate, key] = NAMES.map(|name| PathBuf::from(env.text(name, "")));
            Ok(Some(CertificateSource::Files { certificate, key }))
        }
    }
}

fn incomplete(name: &'static str, missing: &str) -> ConfigError {
    ConfigError::Bad { name, value: "…".to_owned(), why: format!("set {missing} as well") }
}

/// Returns the host of an address, without the brackets of IPv6.
fn host_of(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1;
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => authority.split(':').next()?,
    };
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Option<HttpsSettings>, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        HttpsSettings::read(&Env::new(&lookup), "http://[fd00::7]:8080", Some("party"))
    }

    #[test]
    fn https_is_off_without_a_port() {
        assert!(read(&[]).unwrap().is_none() && read(&[("HTTPS_PORT", "off")]).unwrap().is_none());
        assert!(read(&[("HTTPS_PORT", "on")]).expect_err("no port").to_string().starts_with("HTTPS_PORT="));
    }

    #[test]
    fn a_port_alone_uses_a_self_signed_certificate() {
        let https = read(&[("HTTPS_PORT", "8443"), ("HOST", "10.0.0.7")]).unwrap().unwrap();
        assert_eq!(https.listen.to_string(), "10.0.0.7:8443");
        let CertificateSource::SelfSigned { hosts, .. } = https.certificate else { panic!("{https:?}") };
        assert!(hosts.contains("fd00::7") && hosts.contains("party.local"), "{hosts:?}");
    }

    #[test]
    fn a_domain_alone_is_enough() {
        let domain = ("ACME_DOMAIN", "party.example.org");
        let https = read(&[domain]).unwrap().unwrap();
        assert_eq!((https.listen.port(), https.acme().unwrap().domain.as_str()), (443, "party.example.org"));
        assert_eq!(read(&[domain, ("HTTPS_PORT", "8443")]).unwrap().unwrap().listen.port(), 8443);
        assert!(read(&[domain, ("HTTPS_PORT", "off")]).expect_err("no port").to_string().contains("set HTTPS_PORT"));
    }

    #[test]
    fn certificate_key_and_port_belong_together() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let certificate = file("chain.pem", "-----BEGIN CERTIFICATE-----\n");
        let key = file("key.pem", "-----BEGIN PRIVATE KEY-----\n");
        let (certificate, key) = (("TLS_CERTIFICATE", &*certificate), ("TLS_KEY", &*key));
        let port = ("HTTPS_PORT", "8443");
        let https = read(&[port, certificate, key]).unwrap().unwrap();
        assert!(!https.is_self_signed());
        for (pairs, missing) in [
            (&[port, certificate][..], "set TLS_KEY as well"),
            (&[port, key], "set TLS_CERTIFICATE as well"),
            (&[certificate, key], "set HTTPS_PORT as well"),
            (&[port, certificate, ("TLS_KEY", certificate.1)], "PEM"),
            (&[port, certificate, key, ("ACME_DOMAIN", "party.example.org")], "remove one of them"),
        ] {
            assert!(read(pairs).expect_err(missing).to_string().contains(missing), "{pairs:?}");
        }
    }
}
