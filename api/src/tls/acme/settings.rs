//! `ACME_DOMAIN`, `ACME_DIRECTORY` and `ACME_EMAIL`.

use std::{fmt, net::IpAddr};

use instant_acme::LetsEncrypt;
use wpp_runtime::config::{ConfigError, Env};

const DOMAIN: &str = "ACME_DOMAIN";
const DIRECTORY: &str = "ACME_DIRECTORY";
const EMAIL: &str = "ACME_EMAIL";

/// The value of `ACME_DIRECTORY` for the trial server of Let's Encrypt.
const STAGING: &str = "staging";

/// The domain to order certificates for, and the server that signs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcmeSettings {
    /// `ACME_DOMAIN`: the public host name of the server, in lower case.
    pub domain: String,
    /// `ACME_DIRECTORY`: the address of the ACME server's directory; default Let's Encrypt.
    pub directory: String,
    /// `ACME_EMAIL`: where the ACME server may send warnings; default none.
    pub email: Option<String>,
    /// Whether `ACME_DIRECTORY` is `staging`. Browsers do not accept such certificates.
    pub is_trial: bool,
}

impl AcmeSettings {
    /// Reads the settings. `None` without `ACME_DOMAIN`.
    ///
    /// # Errors
    /// [`ConfigError`] for a domain that no server signs, a directory without HTTPS, or settings without a domain.
    pub fn read(env: &Env<'_>) -> Result<Option<Self>, ConfigError> {
        let (directory, email) = (env.text(DIRECTORY, ""), env.text(EMAIL, ""));
        let Some(domain) = Some(env.text(DOMAIN, "")).filter(|domain| !domain.is_empty()) else {
            let alone = [(DIRECTORY, directory), (EMAIL, email)].into_iter().find(|(_, value)| !value.is_empty());
            return alone.map_or(Ok(None), |(name, value)| Err(bad(name, value, "set ACME_DOMAIN as well")));
        };
        Ok(Some(Self {
            domain: public_name(domain)?,
            is_trial: directory == STAGING,
            directory: address_of(directory)?,
            email: if email.is_empty() { None } else { Some(mail_address(email)?) },
        }))
    }

    /// Reports whether the environment has a domain.
    #[must_use]
    pub fn is_set(env: &Env<'_>) -> bool {
        !env.text(DOMAIN, "").is_empty()
    }
}

fn bad(name: &'static str, value: String, why: impl fmt::Display) -> ConfigError {
    ConfigError::Bad { name, value, why: why.to_string() }
}

/// Returns a host name in lower case. Servers sign no addresses over HTTP-01, and no names with a wildcard.
fn public_name(value: String) -> Result<String, ConfigError> {
    let name = value.to_ascii_lowercase();
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_name = name.len() <= 253 && name.contains('.') && name.split('.').all(is_label);
    if !is_name || name.parse::<IpAddr>().is_ok() {
        let why =
            "write the public name of this server alone, such as party.example.org; other letters than a to z as xn--…";
        return Err(bad(DOMAIN, value, why));
    }
    if name.ends_with(".local") || name.ends_with(".localhost") {
        return Err(bad(DOMAIN, value, "no server signs names of a local network; write a public name"));
    }
    Ok(name)
}

fn address_of(value: String) -> Result<String, ConfigError> {
    match &*value {
        "" => Ok(LetsEncrypt::Production.url().to_owned()),
        STAGING => Ok(LetsEncrypt::Staging.url().to_owned()),
        _ if is_https(&value) => Ok(value),
        _ => Err(bad(DIRECTORY, value, "write staging, or the https:// address of the directory of an ACME server")),
    }
}

fn is_https(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("https://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    !host.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()) && !rest.contains(['@', '#'])
}

fn mail_address(value: String) -> Result<String, ConfigError> {
    let parts = value.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let is_one = value.bytes().all(|byte| byte.is_ascii_graphic()) && !value.contains([',', ';', '?', ':', '<', '>']);
    if parts && is_one {
        Ok(value)
    } else {
        Err(bad(EMAIL, value, "write one e-mail address, such as ana@example.org"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Option<AcmeSettings>, String> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        AcmeSettings::read(&Env::new(&lookup)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_domain_alone_uses_the_public_server() {
        let acme = read(&[(DOMAIN, "Party.Example.org")]).unwrap().unwrap();
        assert_eq!((&*acme.domain, acme.is_trial, acme.email), ("party.example.org", false, None));
        assert_eq!(acme.directory, "https://acme-v02.api.letsencrypt.org/directory");
        assert_eq!(read(&[]).unwrap(), None);
    }

    #[test]
    fn staging_is_a_trial() {
        let acme = read(&[(DOMAIN, "party.example.org"), (DIRECTORY, "staging")]).unwrap().unwrap();
        assert!(acme.is_trial && acme.directory.contains("staging"), "{acme:?}");
        let acme = read(&[(DOMAIN, "party.example.org"), (DIRECTORY, "https://ca.home:14000/dir")]).unwrap().unwrap();
        assert!(!acme.is_trial && acme.directory == "https://ca.home:14000/dir", "{acme:?}");
    }

    #[test]
    fn refuses_names_that_no_server_signs() {
        for wrong in [
            "party",
            "https://party.example.org",
            "party.example.org:443",
            "party.example.org/",
            "*.example.org",
            "203.0.113.7",
            "[2001:db8::7]",
            "party..org",
            "-party.example.org",
            "fæst.example.org",
            "party example.org",
            "a.example.org,b.example.org",
            "party.local",
        ] {
            let error = read(&[(DOMAIN, wrong)]).expect_err(wrong);
            assert!(error.starts_with("ACME_DOMAIN=") && error.contains("write "), "{error}");
        }
    }

    #[test]
    fn refuses_unusable_directories_and_mail_addresses() {
        let domain = (DOMAIN, "party.example.org");
        for wrong in ["http://ca.home/dir", "ca.home", "https://", "https:///dir", "production"] {
            assert!(read(&[domain, (DIRECTORY, wrong)]).expect_err(wrong).starts_with("ACME_DIRECTORY="), "{wrong}");
        }
        for wrong in ["ana", "ana@", "@example.org", "a@example.org,b@example.org", "mailto:a@example.org"] {
            assert!(read(&[domain, (EMAIL, wrong)]).expect_err(wrong).starts_with("ACME_EMAIL="), "{wrong}");
        }
        for alone in [(DIRECTORY, "staging"), (EMAIL, "ana@example.org")] {
            assert!(read(&[alone]).expect_err("no domain").contains("set ACME_DOMAIN as well"));
        }
    }
}
