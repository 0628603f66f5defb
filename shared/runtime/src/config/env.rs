//! The environment, read by name with a default and a check.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
};

use crate::{db::DEFAULT_URL, secure_rng::SecureRng, token_secret::TokenSecret};

/// An unusable setting.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value outside its format or bounds.
    #[error("{name}={value:?} cannot be used: {why}")]
    Bad {
        /// Name of the variable.
        name: &'static str,
        /// Its value, or a part of it without secrets.
        value: String,
        /// The values that are accepted.
        why: String,
    },
    /// A variable that production requires.
    #[error("{name} is not set; with APP_ENV=production it must be: {why}")]
    Missing {
        /// Name of the variable.
        name: &'static str,
        /// How to make a value.
        why: &'static str,
    },
}

/// Reads variables by name. Blank values count as absent.
pub struct Env<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Env<'a> {
    /// Returns a reader of `lookup`.
    #[must_use]
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { lookup }
    }
}

impl Env<'static> {
    /// Returns a reader of the process's environment.
    #[must_use]
    pub fn of_process() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the only place that reads the environment")]
        const LOOKUP: fn(&str) -> Option<String> = |name| std::env::var(name).ok();
        Self { lookup: &LOOKUP }
    }
}

impl Env<'_> {
    fn get(&self, name: &str) -> Option<String> {
        (self.lookup)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Returns the value of `name`, or `default`.
    #[must_use]
    pub fn text(&self, name: &str, default: &str) -> String {
        self.get(name).unwrap_or_else(|| default.to_owned())
    }

    /// Returns a whole number within `least` and `most`.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for any other value.
    pub fn number<N: FromStr + PartialOrd + std::fmt::Display>(
        &self,
        name: &'static str,
        default: N,
        least: N,
        most: N,
    ) -> Result<N, ConfigError> {
        let Some(value) = self.get(name) else { return Ok(default) };
        match value.parse::<N>() {
            Ok(number) if number >= least && number <= most => Ok(number),
            _ => Err(ConfigError::Bad { name, value, why: format!("write a whole number, {least} to {most}") }),
        }
    }

    /// Returns a switch, off by default.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for a value other than 1, true, yes, 0, false and no.
    pub fn flag(&self, name: &'static str) -> Result<bool, ConfigError> {
        match self.text(name, "0").as_str() {
            "1" | "true" | "yes" => Ok(true),
            "0" | "false" | "no" => Ok(false),
            value => Err(ConfigError::Bad { name, value: value.to_owned(), why: "write 1 or 0".to_owned() }),
        }
    }

    /// Returns the address to listen on: the IP address `HOST` (default `0.0.0.0`) with the port `name`.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] when either is unusable.
    pub fn listen_address(&self, name: &'static str, default: u16) -> Result<SocketAddr, ConfigError> {
        let host = self.ip_address("HOST", Ipv4Addr::UNSPECIFIED.into())?;
        Ok(SocketAddr::new(host, self.number(name, default, 0, u16::MAX)?))
    }

    /// Returns an IP address.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for any other value.
    pub fn ip_address(&self, name: &'static str, default: IpAddr) -> Result<IpAddr, ConfigError> {
        let Some(value) = self.get(name) else { return Ok(default) };
        value.parse().map_err(|_| ConfigError::Bad {
            name,
            value,
            why: "write an IP address, such as 0.0.0.0 or 127.0.0.1".to_owned(),
        })
    }

    /// Returns an `http` or `https` address without a path and without a trailing slash.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for an address with another scheme, without a host, or with a path.
    pub fn http_url(&self, name: &'static str, default: &str) -> Result<String, ConfigError> {
        let value = self.text(name, default).trim_end_matches('/').to_owned();
        let bad = |value, why: &str| Err(ConfigError::Bad { name, value, why: why.to_owned() });
        let Some(host) = value.strip_prefix("http://").or_else(|| value.strip_prefix("https://")) else {
            return bad(value, "write it with http:// or https://");
        };
        if host.is_empty() || host.contains(['/', '?', '#']) {
            return bad(
                value,
                "write it without a path, such as https://party.example.org; the app needs a whole host",
            );
        }
        Ok(value)
    }

    /// Returns whether the variable is `first`, which is the default, and not `other`.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for a third value.
    pub fn one_of(&self, name: &'static str, first: &str, other: &str) -> Result<bool, ConfigError> {
        let value = self.text(name, first);
        if value == first || value == other {
            return Ok(value == first);
        }
        Err(ConfigError::Bad { name, value, why: format!("write {first} or {other}") })
    }

    pub(super) fn database_url(&self) -> Result<String, ConfigError> {
        let url = self.text("DATABASE_URL", DEFAULT_URL);
        let is_known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if is_known {
            return Ok(url);
        }
        Err(ConfigError::Bad {
            name: "DATABASE_URL",
            value: scheme(&url),
            why: "use sqlite:// or postgres://".to_owned(),
        })
    }

    pub(super) fn redis_url(&self) -> Result<String, ConfigError> {
        let url = self.text("REDIS_URL", "redis://127.0.0.1:6379");
        let is_known = ["redis://", "unix://", "redis+unix://"].iter().any(|scheme| url.starts_with(scheme));
        if is_known {
            return Ok(url);
        }
        Err(ConfigError::Bad {
            name: "REDIS_URL",
            value: scheme(&url),
            why: "use redis:// or redis+unix://".to_owned(),
        })
    }

    pub(super) fn token_secret(&self, rng: &SecureRng) -> Result<TokenSecret, ConfigError> {
        let production = self.text("APP_ENV", "development") == "production";
        match self.get("TOKEN_SECRET") {
            Some(secret) if secret.len() >= TokenSecret::MIN_BYTES => Ok(TokenSecret::new(secret.into_bytes())),
            Some(_) => Err(ConfigError::Bad {
                name: "TOKEN_SECRET",
                value: "…".to_owned(),
                why: format!(
                    "it is shorter than {} bytes; make one with `openssl rand -hex 32`",
                    TokenSecret::MIN_BYTES
                ),
            }),
            None if production => Err(ConfigError::Missing {
                name: "TOKEN_SECRET",
                why: "make one with `openssl rand -hex 32` and give all processes the same",
            }),
            None => Ok(TokenSecret::new(rng.seed().to_vec())),
        }
    }
}

/// Returns the scheme of an address. The rest may contain a password and must not appear in an error.
fn scheme(url: &str) -> String {
    url.split(':').next().unwrap_or_default().to_owned()
}
