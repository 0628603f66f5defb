//! Settings of the web process, read once at the start.

mod public_url;

use std::{net::SocketAddr, num::NonZeroUsize, time::Duration};

use wpp_library::{accounts::AccountSettings, packs::PackSettings};
use wpp_runtime::{
    config::{self, Backends, ConfigError, Env, SettingInForce},
    metrics_address::MetricsAddress,
    open_files,
    secure_rng::SecureRng,
};

pub use self::public_url::default_port;
use crate::{
    allowed_hosts::AllowedHosts,
    backup_settings::BackupSettings,
    tls::{AcmeSettings, HttpsSettings},
};

/// All settings of the web process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Addresses and secrets that both processes use.
    pub backends: Backends,
    /// Address and limits of the web process.
    pub web: WebSettings,
    /// Registration and login limits.
    pub accounts: AccountSettings,
    /// Limits of question packs.
    pub packs: PackSettings,
    /// Backups that operators start.
    pub backup: BackupSettings,
    /// All settings for the operator's page, without secrets.
    pub in_force: Vec<SettingInForce>,
    /// Sentences about settings that have no effect or contradict each other, for the log.
    pub warnings: Vec<String>,
}

/// Address and limits of the web process.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// `PORT`; default 8080, and 80 with `ACME_DOMAIN`. `HOST` sets the IP address to listen on; default `::`, all addresses
    /// of both families.
    pub listen: SocketAddr,
    /// `WEB_METRICS_PORT`: port of `/metrics`; default `PORT` + 1000, or the next free one. `METRICS_ADDR` sets the IP
    /// address to listen on; default `127.0.0.1`.
    pub metrics: MetricsAddress,
    /// `HTTPS_PORT`, `TLS_CERTIFICATE`, `TLS_KEY`, `ACME_DOMAIN`: the address and the certificate of HTTPS; default none.
    pub https: Option<HttpsSettings>,
    /// `PUBLIC_URL`: prefix of join links, without a trailing slash; default `http://`, the address of the machine at the
    /// start, and `PORT`; with `ACME_DOMAIN` `https://`, the domain, and `HTTPS_PORT`.
    pub public_url: String,
    /// Whether `PUBLIC_URL` or `ACME_DOMAIN` is set.
    pub is_public_url_set: bool,
    /// `LOCAL_NAME`: name that the server announces in the local network, without `.local`; default none.
    pub local_name: Option<String>,
    /// `ALLOWED_HOSTS`: further host names, separated by commas, under which the server answers; default none.
    pub allowed_hosts: AllowedHosts,
    /// `TRUST_PROXY`: `1` when a reverse proxy sets `X-Forwarded-For` or `Forwarded`; default `0`. `TRUSTED_HOPS`: number
    /// of such proxies between the client and this process; default 1. `None` without a trusted proxy.
    pub trusted_hops: Option<NonZeroUsize>,
    /// `SESSIONS_PER_MINUTE`: sessions one address may create per minute; default 30. Loopback has no limit.
    pub sessions_per_minute: u32,
    /// `JOINS_PER_MINUTE`: joins from one address to one room per minute; default 60. Loopback has no limit.
    pub joins_per_minute: u32,
    /// `ACTIONS_PER_SECOND`: messages one player may send per second, with bursts of twice as many;
    /// default 20.
    pub actions_per_second: u32,
    /// `EPHEMERAL_MESSAGES_PER_SECOND`: ephemeral messages one player may send per second, with bursts
    /// of twice as many; default 40.
    pub ephemeral_per_second: u32,
    /// `IMPORTS_PER_MINUTE`: uploads and copies of question packs that one account may begin per minute; default 30.
    /// Loopback has no limit.
    pub imports_per_minute: u32,
    /// `UPLOAD_SECONDS`: maximum duration of an upload in seconds; default 120.
    pub upload_timeout: Duration,
    /// `MAX_SOCKETS`: maximum number of sockets of one process; default 20000.
    pub max_sockets: usize,
    /// `MAX_AUDIENCE`: maximum number of people in the audience of one session; default 10000.
    pub max_audience: usize,
    /// `SOCKETS_PER_ADDRESS`: maximum number of sockets from one address; default 500. Loopback has no limit.
    pub sockets_per_address: usize,
}

impl Settings {
    /// Reads all settings.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>, rng: &SecureRng) -> Result<Self, ConfigError> {
        Ok(Self {
            backends: Backends::read(env, rng)?,
            web: WebSettings::read(env)?,
            accounts: AccountSettings::read(env)?,
            packs: PackSettings::read(env)?,
            backup: BackupSettings::read(env)?,
            in_force: config::in_force(env),
            warnings: warnings(env)?,
        })
    }
}

impl WebSettings {
    /// Reads the settings of the HTTP server.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        let listen = env.listen_address("PORT", default_port(env))?;
        let hops = env.number("TRUSTED_HOPS", 1, 1, 16)?;
        let public_url = public_url::read(env, listen)?;
        let local_name = local_name(env)?;
        Ok(Self {
            listen,
            metrics: MetricsAddress::read(env, "WEB_METRICS_PORT", metrics_port(listen.port()))?,
            https: HttpsSettings::read(env, &public_url, local_name.as_deref())?,
            is_public_url_set: !env.text("PUBLIC_URL", "").is_empty() || AcmeSettings::is_set(env),
            local_name,
            allowed_hosts: AllowedHosts::new(&public_url, &env.text("ALLOWED_HOSTS", "")),
            public_url,
            trusted_hops: if env.flag("TRUST_PROXY")? { NonZeroUsize::new(hops) } else { None },
            sessions_per_minute: env.number("SESSIONS_PER_MINUTE", 30, 1, 1_000_000)?,
            joins_per_minute: env.number("JOINS_PER_MINUTE", 60, 1, 1_000_000)?,
            actions_per_second: env.number("ACTIONS_PER_SECOND", 20, 1, 10_000)?,
            ephemeral_per_second: env.number("EPHEMERAL_MESSAGES_PER_SECOND", 40, 1, 10_000)?,
            imports_per_minute: env.number("IMPORTS_PER_MINUTE", 30, 1, 1_000_000)?,
            upload_timeout: Duration::from_secs(env.number("UPLOAD_SECONDS", 120, 1, 3600)?),
            sockets_per_address: env.number("SOCKETS_PER_ADDRESS", 500, 1, 1_000_000)?,
            max_audience: env.number("MAX_AUDIENCE", 10_000, 0, 1_000_000)?,
            max_sockets: env.number("MAX_SOCKETS", 20_000, 1, 1_000_000)?,
        })
    }

    /// Lowers `max_sockets` to what the limit of open files allows, and adds a warning. Further sockets then receive the
    /// close code for "reconnect"; without files, the process could not even accept them.
    pub fn fit_sockets(&mut self, open_files: Option<u64>, warnings: &mut Vec<String>) {
        let Some(limit) = open_files else { return };
        let possible = open_files::sockets_within(limit);
        if possible >= self.max_sockets {
            return;
        }
        warnings.push(format!(
            "the limit of {limit} open files allows {possible} sockets, fewer than MAX_SOCKETS={}; raise the limit \
             (LimitNOFILE of systemd, ulimit -Hn), or lower MAX_SOCKETS",
            self.max_sockets
        ));
        self.max_sockets = possible;
    }
}

fn local_name(env: &Env<'_>) -> Result<Option<String>, ConfigError> {
    let value = env.text("LOCAL_NAME", "off").to_ascii_lowercase();
    let is_label = (1..=63).contains(&value.len())
        && !value.starts_with('-')
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match &*value {
        "off" => Ok(None),
        _ if is_label => Ok(Some(value)),
        _ => Err(ConfigError::Bad {
            name: "LOCAL_NAME",
            value,
            why: "write letters, digits and hyphens, such as party, or off".to_owned(),
        }),
    }
}

/// Returns the default port for metrics. It follows from `PORT`, which Procfile runners choose for each process. Port 0
/// selects any free port.
fn metrics_port(port: u16) -> u16 {
    if port == 0 { 0 } else { port.checked_add(1000).unwrap_or(0) }
}

/// Returns a sentence for each setting that the operator should change.
fn warnings(env: &Env<'_>) -> Result<Vec<String>, ConfigError> {
    let mut warnings = env.misspelt_names();
    if env.text("PUBLIC_URL", "").is_empty() && !AcmeSettings::is_set(env) && env.is_production()? {
        warnings.push(
            "PUBLIC_URL is not set, so join links have the address of this machine; set it to the address that guests open"
                .to_owned(),
        );
    }
    Ok(warnings)
}

#[cfg(test)]
mod tests {
    use std::{cell::RefCell, collections::BTreeSet};

    use wpp_runtime::config::SETTINGS;

    use super::*;

    pub(super) fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Settings::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32]))
    }

    fn error(pairs: &[(&str, &str)]) -> String {
        read(pairs).expect_err("must be rejected").to_string()
    }

    #[test]
    fn an_empty_environment_gives_the_defaults() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.web.listen.to_string(), "[::]:8080");
        assert_eq!(read(&[("HOST", "127.0.0.1")]).unwrap().web.public_url, "http://localhost:8080");
    }

    #[test]
    fn metrics_port_follows_from_the_port() {
        assert_eq!([0, 8080, 65_000].map(metrics_port), [0, 9080, 0]);
    }

    #[test]
    fn every_name_is_listed() {
        let unlisted = RefCell::new(BTreeSet::new());
        let lookup = |name: &str| {
            if SETTINGS.iter().all(|setting| setting.name != name) {
                unlisted.borrow_mut().insert(name.to_owned());
            }
            None
        };
        Settings::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32])).unwrap();
        assert_eq!(unlisted.into_inner(), BTreeSet::new(), "add these names to `config::SETTINGS`");
    }

    #[test]
    fn sockets_need_open_files() {
        let mut web = read(&[]).unwrap().web;
        let mut warnings = Vec::new();
        web.fit_sockets(None, &mut warnings);
        web.fit_sockets(Some(65_536), &mut warnings);
        assert_eq!((web.max_sockets, warnings.len()), (20_000, 0));
        web.fit_sockets(Some(4096), &mut warnings);
        assert_eq!((web.max_sockets, warnings.len()), (3584, 1));
        assert!(warnings[0].contains("4096 open files") && warnings[0].contains("MAX_SOCKETS=20000"), "{warnings:?}");
    }

    #[test]
    fn production_without_public_url_is_reported() {
        let secret = ("TOKEN_SECRET", "a secret for tests, as long as it has to be");
        let warnings = |pairs: &[_]| read(pairs).unwrap().warnings.len();
        assert_eq!(warnings(&[("APP_ENV", "production"), secret]), 1);
        assert_eq!(warnings(&[("APP_ENV", "production"), secret, ("PUBLIC_URL", "https://party.example.org")]), 0);
        assert_eq!(warnings(&[]), 0);
    }

    #[test]
    fn public_url_has_no_path() {
        let read_url = |url| read(&[("PUBLIC_URL", url)]).map(|settings| settings.web.public_url);
        assert_eq!(read_url("https://party.example.org/").unwrap(), "https://party.example.org");
        assert_eq!(read_url("http://[fd00::7]:8080").unwrap(), "http://[fd00::7]:8080");
        for wrong in ["https://home.example/party", "https://home.example?x", "https://home.example#x", "https://"] {
            assert!(error(&[("PUBLIC_URL", wrong)]).starts_with("PUBLIC_URL="), "{wrong}");
        }
    }

    #[test]
    fn the_local_name_is_one_label() {
        let name = |value| read(&[("LOCAL_NAME", value)]).map(|settings| settings.web.local_name);
        assert_eq!(name("Our-Party").unwrap().as_deref(), Some("our-party"));
        assert_eq!((name("off").unwrap(), read(&[]).unwrap().web.local_name), (None, None));
        for wrong in ["party.local", "-party", "fæst", "a b"] {
            assert!(error(&[("LOCAL_NAME", wrong)]).starts_with("LOCAL_NAME="), "{wrong}");
        }
    }

    #[test]
    fn trusted_hops_require_a_trusted_proxy() {
        let hops = |pairs: &[_]| read(pairs).unwrap().web.trusted_hops.map_or(0, NonZeroUsize::get);
        assert_eq!(hops(&[("TRUSTED_HOPS", "2")]), 0);
        assert_eq!(hops(&[("TRUST_PROXY", "1")]), 1);
        assert_eq!(hops(&[("TRUST_PROXY", "1"), ("TRUSTED_HOPS", "2")]), 2);
        assert!(error(&[("TRUSTED_HOPS", "0")]).starts_with("TRUSTED_HOPS="));
    }

    #[test]
    fn errors_name_the_variable_and_what_to_write() {
        assert_eq!(error(&[("PORT", "eighty")]), r#"PORT="eighty" cannot be used: write a whole number, 0 to 65535"#);
        assert!(error(&[("HOST", "example.org")]).starts_with("HOST="));
    }
}
