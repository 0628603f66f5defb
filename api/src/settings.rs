//! Settings of the web process, read once at the start.

use std::net::SocketAddr;

use wpp_library::accounts::AccountSettings;
use wpp_runtime::{
    config::{Backends, ConfigError, Env, Logs},
    secure_rng::SecureRng,
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
    /// Format and filter of the log.
    pub logs: Logs,
}

/// Address and limits of the web process.
#[derive(Debug, Clone)]
pub struct WebSettings {
    /// `PORT`; default 8080. `HOST` sets the IP address to listen on; default `0.0.0.0`.
    pub listen: SocketAddr,
    /// `PUBLIC_URL`: prefix of join links, without a trailing slash; default `http://localhost:<PORT>`.
    pub public_url: String,
    /// `TRUST_PROXY`: `1` when a reverse proxy sets `X-Forwarded-For`; default `0`.
    pub trust_proxy: bool,
    /// `SESSIONS_PER_MINUTE`: sessions one address may create per minute; default 30. Loopback has no limit.
    pub sessions_per_minute: u32,
    /// `ACTIONS_PER_SECOND`: messages one player may send per second, with bursts of twice as many;
    /// default 20.
    pub actions_per_second: u32,
    /// `ASIDES_PER_SECOND`: ephemeral messages one player may send per second over one socket, with bursts
    /// of twice as many; default 40.
    pub ephemeral_per_second: u32,
    /// `MAX_SOCKETS`: maximum number of sockets of one process; default 20000.
    pub max_sockets: usize,
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
            logs: Logs::read(env)?,
        })
    }
}

impl WebSettings {
    fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        let listen = env.listen_address("PORT", 8080)?;
        Ok(Self {
            listen,
            public_url: env.http_url("PUBLIC_URL", &format!("http://localhost:{}", listen.port()))?,
            trust_proxy: env.flag("TRUST_PROXY")?,
            sessions_per_minute: env.number("SESSIONS_PER_MINUTE", 30, 1, 1_000_000)?,
            actions_per_second: env.number("ACTIONS_PER_SECOND", 20, 1, 10_000)?,
            ephemeral_per_second: env.number("ASIDES_PER_SECOND", 40, 1, 10_000)?,
            max_sockets: env.number("MAX_SOCKETS", 20_000, 1, 1_000_000)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Settings::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32]))
    }

    fn error(pairs: &[(&str, &str)]) -> String {
        read(pairs).expect_err("must be rejected").to_string()
    }

    #[test]
    fn an_empty_environment_gives_the_defaults() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.web.listen.to_string(), "0.0.0.0:8080");
        assert_eq!(settings.web.public_url, "http://localhost:8080");
    }

    #[test]
    fn errors_name_the_variable_and_what_to_write() {
        assert_eq!(error(&[("PORT", "eighty")]), r#"PORT="eighty" cannot be used: write a whole number, 0 to 65535"#);
        assert!(error(&[("HOST", "example.org")]).starts_with("HOST="));
    }
}
