//! The address that guests open, and whether they open it over HTTPS.

use std::net::SocketAddr;

use wpp_runtime::{
    config::{ConfigError, Env},
    network,
};

use super::WebSettings;
use crate::tls::{AcmeSettings, HttpsSettings};

impl WebSettings {
    /// Returns the prefix of links that guests open. Without `PUBLIC_URL`, the links follow the machine into another network.
    /// Until browsers accept the certificate of an ACME server, the links are without HTTPS.
    #[must_use]
    pub fn link_base(&self, is_trusted: bool) -> String {
        match self.acme().filter(|_| !is_trusted) {
            Some(acme) if self.public_url.starts_with("https://") => format!("http://{}", acme.domain),
            _ if self.is_public_url_set => self.public_url.clone(),
            _ => url_of_machine(self.listen),
        }
    }

    /// Reports whether guests use HTTPS: browsers accept the certificate under `public_url`, or a proxy ends HTTPS.
    #[must_use]
    pub fn is_public_https(&self, is_trusted: bool) -> bool {
        self.public_url.starts_with("https://") && (is_trusted || self.acme().is_none())
    }

    /// Reports whether browsers may refuse plain HTTP under `public_url`. With a certificate that they do not accept, they
    /// could not open the address at all.
    #[must_use]
    pub fn demands_https(&self, is_trusted: bool) -> bool {
        let is_behind_proxy = self.trusted_hops.is_some() || self.https.is_none();
        self.is_public_https(is_trusted) && (is_trusted || is_behind_proxy)
    }

    /// Reports whether this process, and not a reverse proxy, serves `public_url` over HTTPS.
    #[must_use]
    pub fn serves_public_https(&self, is_trusted: bool) -> bool {
        self.demands_https(is_trusted) && self.https.is_some() && self.trusted_hops.is_none()
    }

    fn acme(&self) -> Option<&AcmeSettings> {
        self.https.as_ref().and_then(HttpsSettings::acme)
    }
}

/// Returns the default of `PORT`. ACME servers open port 80 only.
#[must_use]
pub fn default_port(env: &Env<'_>) -> u16 {
    if AcmeSettings::is_set(env) { 80 } else { 8080 }
}

/// Returns `PUBLIC_URL`, or the address of the domain or of the machine. A certificate is for one host only.
pub(super) fn read(env: &Env<'_>, listen: SocketAddr) -> Result<String, ConfigError> {
    const NAME: &str = "PUBLIC_URL";
    let Some(acme) = AcmeSettings::read(env)? else { return env.http_url(NAME, &url_of_machine(listen)) };
    // A port that cannot be used is reported where it is read.
    let port = match env.text("HTTPS_PORT", "443").parse::<u16>() {
        Ok(0 | 443) | Err(_) => String::new(),
        Ok(port) => format!(":{port}"),
    };
    let url = env.http_url(NAME, &format!("https://{}{port}", acme.domain))?;
    let host = url.split_once("://").and_then(|(_, rest)| rest.split(':').next());
    if host != Some(&acme.domain) {
        let why = format!("ACME_DOMAIN is {}; name the same host, or remove PUBLIC_URL", acme.domain);
        return Err(ConfigError::Bad { name: NAME, value: url, why });
    }
    Ok(url)
}

/// Returns the address under which guests reach a server that listens on `listen`; `localhost` without a network.
fn url_of_machine(listen: SocketAddr) -> String {
    let host = network::address(listen.ip()).map_or_else(|| "localhost".to_owned(), network::host);
    format!("http://{host}:{}", listen.port())
}

#[cfg(test)]
mod tests {
    use wpp_runtime::secure_rng::SecureRng;

    use super::{super::Settings, *};

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Settings::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32]))
    }

    #[test]
    fn links_have_the_address_of_the_machine_unless_set() {
        let base = |pairs: &[_]| read(pairs).unwrap().web.link_base(false);
        assert_eq!(base(&[("HOST", "10.0.0.7")]), "http://10.0.0.7:8080");
        assert_eq!(base(&[("HOST", "fd00::7"), ("PORT", "80")]), "http://[fd00::7]:80");
        assert_eq!(base(&[("HOST", "::1")]), "http://localhost:8080");
        assert_eq!(base(&[("HOST", "10.0.0.7"), ("PUBLIC_URL", "https://party.example")]), "https://party.example");
    }

    #[test]
    fn https_is_demanded_with_a_real_certificate() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, kind: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, format!("-----BEGIN {kind}-----\n")).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let (certificate, key) = (file("chain.pem", "CERTIFICATE"), file("key.pem", "PRIVATE KEY"));
        let url = ("PUBLIC_URL", "https://party.example.org");
        let port = ("HTTPS_PORT", "443");
        let files = [url, port, ("TLS_CERTIFICATE", &*certificate), ("TLS_KEY", &*key)];
        let proxied = [files[0], files[1], files[2], files[3], ("TRUST_PROXY", "1")];
        let web = |pairs: &[_]| read(pairs).unwrap().web;
        for (pairs, demands, serves) in [
            (&[url][..], true, false),
            (&[url, port], false, false),
            (&files, true, true),
            (&files[1..], false, false),
            (&proxied, true, false),
        ] {
            let (web, is_trusted) = (web(pairs), pairs.contains(&files[2]));
            assert_eq!(
                (web.demands_https(is_trusted), web.serves_public_https(is_trusted)),
                (demands, serves),
                "{pairs:?}"
            );
        }
    }

    #[test]
    fn a_domain_is_public_once_its_certificate_is_trusted() {
        let domain = ("ACME_DOMAIN", "party.example.org");
        let web = read(&[domain]).unwrap().web;
        assert_eq!((web.listen.port(), &*web.public_url), (80, "https://party.example.org"));
        assert_eq!([false, true].map(|trusted| web.serves_public_https(trusted)), [false, true]);
        assert_eq!(web.link_base(false), "http://party.example.org");
        assert_eq!(web.link_base(true), "https://party.example.org");
        let other_port = read(&[domain, ("HTTPS_PORT", "8443"), ("PORT", "8080")]).unwrap().web;
        assert_eq!((other_port.listen.port(), &*other_port.public_url), (8080, "https://party.example.org:8443"));
        let behind_proxy = read(&[domain, ("TRUST_PROXY", "1")]).unwrap().web;
        assert_eq!([false, true].map(|trusted| behind_proxy.demands_https(trusted)), [false, true]);
        let wrong = read(&[domain, ("HTTPS_PORT", "on")]).expect_err("no port").to_string();
        assert!(wrong.starts_with("HTTPS_PORT="), "{wrong}");
        let wrong = read(&[domain, ("PUBLIC_URL", "https://other.example.org")]).expect_err("another host").to_string();
        assert!(wrong.contains("ACME_DOMAIN is party.example.org"), "{wrong}");
    }
}
