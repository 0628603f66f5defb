//! Settings, read once at the start from the environment: one struct a concern, every field's
//! variable and default in its doc. A bad value stops the start with a sentence that says what to do.

use std::{net::SocketAddr, path::Path, str::FromStr};

use crate::{db::DEFAULT_URL, secure_rng::SecureRng, token_secret::TokenSecret};

/// All a process needs to know of its surroundings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What both processes connect to.
    pub backends: Backends,
    /// How the API is reached.
    pub web: Web,
    /// Who may have an account, and how often one may try.
    pub accounts: Accounts,
    /// How the worker works.
    pub worker: Worker,
    /// What is written to the log.
    pub logs: Logs,
}

/// What both processes connect to.
#[derive(Debug, Clone)]
pub struct Backends {
    /// `DATABASE_URL`; default `sqlite://var/wpp.db?mode=rwc`. PostgreSQL by `postgres://…`.
    pub database_url: String,
    /// `REDIS_URL`; default `redis://127.0.0.1:6379`.
    pub redis_url: String,
    /// `TOKEN_SECRET`: signs tokens; at least 32 bytes. Required when `APP_ENV=production`; else
    /// one is made at each start, and tokens end with the process.
    pub token_secret: TokenSecret,
}

/// How the API is reached.
#[derive(Debug, Clone)]
pub struct Web {
    /// `PORT`; default 8080. `HOST` chooses the address to listen on; default `0.0.0.0`.
    pub listen: SocketAddr,
    /// `PUBLIC_URL`: what join links begin with; default `http://localhost:<PORT>`. No slash at
    /// the end.
    pub public_url: String,
    /// `TRUST_PROXY`: `1` when a reverse proxy in front sets `X-Forwarded-For`; default `0`.
    pub trust_proxy: bool,
    /// `SESSIONS_PER_MINUTE`: sessions one address may create a minute; default 30. Loopback is
    /// the operator's own and has no limit.
    pub sessions_per_minute: u32,
    /// `ACTIONS_PER_SECOND`: messages one player may send a second, with bursts of twice as many;
    /// default 20.
    pub actions_per_second: u32,
    /// `ASIDES_PER_SECOND`: what one player may say beside a game (chords) a second over one socket, with
    /// bursts of twice as many; default 40.
    pub asides_per_second: u32,
    /// `MAX_SOCKETS`: sockets one process holds at most; default 20000.
    pub max_sockets: usize,
}

/// Who may have an account, and how often one may try.
#[derive(Debug, Clone)]
pub struct Accounts {
    /// `REGISTRATION`: `open`, or `closed` where the operator alone makes accounts (`migration
    /// account add`); default `open`.
    pub registration_open: bool,
    /// `REGISTRATIONS_PER_ADDRESS`: accounts one address may register an hour; default 10.
    /// Loopback is the operator's own and has no limit.
    pub registrations_per_address: u32,
    /// `ATTEMPTS_PER_ACCOUNT`: wrong passwords for one account in 15 minutes; default 10.
    pub attempts_per_account: u32,
    /// `ATTEMPTS_PER_ADDRESS`: wrong passwords from one address in 15 minutes; default 50. Loopback
    /// has no limit.
    pub attempts_per_address: u32,
    /// `PASSWORD_HASHES`: passwords hashed at a time, 19 MiB and one core each; default 2.
    pub password_hashes: usize,
}

/// How the worker works.
#[derive(Debug, Clone)]
pub struct Worker {
    /// `WORKER_CONCURRENCY`: deadlines one process waits for or applies at a time; default 4000,
    /// 1 to 6000 (above, the queue's scripts fail on a backlog).
    pub concurrency: usize,
    /// `METRICS_PORT`: where `/healthz`, `/readyz` and `/metrics` of the worker answer; default
    /// 9090, on every address of `HOST`.
    pub listen: SocketAddr,
}

/// What is written to the log.
#[derive(Debug, Clone)]
pub struct Logs {
    /// `RUST_LOG`; default `info`, with libraries that talk much at `warn`.
    pub filter: String,
    /// `LOG_FORMAT`: `text` or `json`; default `text`.
    pub json: bool,
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A value that does not fit.
    #[error("{name}={value:?} cannot be used: {why}")]
    Bad {
        /// The variable.
        name: &'static str,
        /// What it says.
        value: String,
        /// What it should say.
        why: String,
    },
    /// A variable production needs.
    #[error("{name} is not set; with APP_ENV=production it must be: {why}")]
    Missing {
        /// The variable.
        name: &'static str,
        /// What to do.
        why: &'static str,
    },
}

impl Settings {
    /// Reads the process's environment.
    ///
    /// # Errors
    /// [`ConfigError`] for the first setting that cannot be used.
    #[expect(clippy::disallowed_methods, reason = "this is the seam")]
    pub fn from_env(entropy: &SecureRng) -> Result<Self, ConfigError> {
        Self::read(&|name| std::env::var(name).ok(), entropy)
    }

    /// Reads settings from `lookup`.
    ///
    /// # Errors
    /// [`ConfigError`] for the first setting that cannot be used.
    pub fn read(lookup: &dyn Fn(&str) -> Option<String>, entropy: &SecureRng) -> Result<Self, ConfigError> {
        let env = Env(lookup);
        let host = env.text("HOST", "0.0.0.0");
        let web = env.address(&host, "PORT", 8080)?;
        let public_url = env.text("PUBLIC_URL", &format!("http://localhost:{}", web.port()));
        Ok(Self {
            backends: Backends {
                database_url: env.database_url()?,
                redis_url: env.redis_url()?,
                token_secret: env.token_secret(entropy)?,
            },
            web: Web {
                listen: web,
                public_url: env.check("PUBLIC_URL", public_url.trim_end_matches('/').to_owned(), |url| {
                    (!url.starts_with("http://") && !url.starts_with("https://"))
                        .then_some("write it with http:// or https://")
                })?,
                trust_proxy: env.flag("TRUST_PROXY")?,
                sessions_per_minute: env.number("SESSIONS_PER_MINUTE", 30, 1, 1_000_000)?,
                actions_per_second: env.number("ACTIONS_PER_SECOND", 20, 1, 10_000)?,
                asides_per_second: env.number("ASIDES_PER_SECOND", 40, 1, 10_000)?,
                max_sockets: env.number("MAX_SOCKETS", 20_000, 1, 1_000_000)?,
            },
            accounts: Accounts {
                registration_open: env.one_of("REGISTRATION", "open", "closed")?,
                registrations_per_address: env.number("REGISTRATIONS_PER_ADDRESS", 10, 1, 1_000_000)?,
                attempts_per_account: env.number("ATTEMPTS_PER_ACCOUNT", 10, 1, 1_000_000)?,
                attempts_per_address: env.number("ATTEMPTS_PER_ADDRESS", 50, 1, 1_000_000)?,
                password_hashes: env.number("PASSWORD_HASHES", 2, 1, 256)?,
            },
            worker: Worker {
                concurrency: env.number("WORKER_CONCURRENCY", 4000, 1, 6000)?,
                listen: env.address(&host, "METRICS_PORT", 9090)?,
            },
            logs: Logs {
                filter: env.text("RUST_LOG", "info,apalis_core=warn,memory_serve=warn,sea_orm_migration=warn"),
                json: !env.one_of("LOG_FORMAT", "text", "json")?,
            },
        })
    }
}

/// The environment with the questions asked of it.
struct Env<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Env<'_> {
    fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    fn text(&self, name: &str, default: &str) -> String {
        self.get(name).unwrap_or_else(|| default.to_owned())
    }

    fn check(
        &self,
        name: &'static str,
        value: String,
        fault: impl Fn(&str) -> Option<&'static str>,
    ) -> Result<String, ConfigError> {
        match fault(&value) {
            Some(why) => Err(ConfigError::Bad { name, value, why: why.to_owned() }),
            None => Ok(value),
        }
    }

    fn number<N: FromStr + PartialOrd + std::fmt::Display>(
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

    fn flag(&self, name: &'static str) -> Result<bool, ConfigError> {
        match self.text(name, "0").as_str() {
            "1" | "true" | "yes" => Ok(true),
            "0" | "false" | "no" => Ok(false),
            value => Err(ConfigError::Bad { name, value: value.to_owned(), why: "write 1 or 0".to_owned() }),
        }
    }

    fn address(&self, host: &str, name: &'static str, default: u16) -> Result<SocketAddr, ConfigError> {
        let port = self.number(name, default, 0, u16::MAX)?;
        let bracketed = if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") };
        bracketed.parse().map_err(|_| ConfigError::Bad {
            name: "HOST",
            value: host.to_owned(),
            why: "write an IP address, such as 0.0.0.0 or 127.0.0.1".to_owned(),
        })
    }

    /// Whether the variable says `first`, which it does by default, and not `other`.
    fn one_of(&self, name: &'static str, first: &str, other: &str) -> Result<bool, ConfigError> {
        let value = self.text(name, first);
        if value == first || value == other {
            return Ok(value == first);
        }
        Err(ConfigError::Bad { name, value, why: format!("write {first} or {other}") })
    }

    fn database_url(&self) -> Result<String, ConfigError> {
        let url = self.text("DATABASE_URL", DEFAULT_URL);
        let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if known {
            return Ok(url);
        }
        let scheme = url.split(':').next().unwrap_or_default().to_owned();
        Err(ConfigError::Bad { name: "DATABASE_URL", value: scheme, why: "use sqlite:// or postgres://".to_owned() })
    }

    fn redis_url(&self) -> Result<String, ConfigError> {
        let url = self.text("REDIS_URL", "redis://127.0.0.1:6379");
        if url.starts_with("redis://") || url.starts_with("unix://") || url.starts_with("redis+unix://") {
            return Ok(url);
        }
        let scheme = url.split(':').next().unwrap_or_default().to_owned();
        Err(ConfigError::Bad { name: "REDIS_URL", value: scheme, why: "use redis:// or redis+unix://".to_owned() })
    }

    fn token_secret(&self, entropy: &SecureRng) -> Result<TokenSecret, ConfigError> {
        let production = self.text("APP_ENV", "development") == "production";
        match self.get("TOKEN_SECRET") {
            Some(secret) if secret.len() >= TokenSecret::MIN_BYTES => Ok(TokenSecret::new(secret.into_bytes())),
            Some(secret) => Err(ConfigError::Bad {
                name: "TOKEN_SECRET",
                value: "…".repeat(usize::from(!secret.is_empty())),
                why: format!(
                    "it is shorter than {} bytes; make one with `openssl rand -hex 32`",
                    TokenSecret::MIN_BYTES
                ),
            }),
            None if production => Err(ConfigError::Missing {
                name: "TOKEN_SECRET",
                why: "make one with `openssl rand -hex 32` and give all processes the same",
            }),
            None => Ok(TokenSecret::new(entropy.seed().to_vec())),
        }
    }
}

/// The folder a `sqlite://` address lies in, so that it can be made before the file is opened.
#[must_use]
pub fn sqlite_folder(database_url: &str) -> Option<&Path> {
    let path = database_url.strip_prefix("sqlite://").or_else(|| database_url.strip_prefix("sqlite:"))?;
    let file = path.split('?').next().unwrap_or_default();
    if file.is_empty() || file == ":memory:" {
        return None;
    }
    Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let owned: Vec<(String, String)> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let lookup = move |name: &str| owned.iter().find(|(k, _)| k == name).map(|(_, v)| v.clone());
        Settings::read(&lookup, &SecureRng::from_seed([7; 32]))
    }

    fn refusal(pairs: &[(&str, &str)]) -> String {
        read(pairs).expect_err("must be refused").to_string()
    }

    #[test]
    fn an_empty_environment_gives_the_defaults() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.web.listen.to_string(), "0.0.0.0:8080");
        assert_eq!(settings.web.public_url, "http://localhost:8080");
        assert_eq!(settings.backends.redis_url, "redis://127.0.0.1:6379");
        assert_eq!(settings.worker.concurrency, 4000);
    }

    #[test]
    fn production_does_not_start_without_a_secret() {
        assert!(refusal(&[("APP_ENV", "production")]).starts_with("TOKEN_SECRET is not set"));
    }

    #[test]
    fn a_bad_value_names_the_variable_and_what_to_write() {
        assert_eq!(refusal(&[("PORT", "eighty")]), r#"PORT="eighty" cannot be used: write a whole number, 0 to 65535"#);
        assert!(refusal(&[("LOG_FORMAT", "xml")]).ends_with("write text or json"));
        assert!(refusal(&[("WORKER_CONCURRENCY", "9000")]).ends_with("1 to 6000"));
        assert!(refusal(&[("HOST", "example.org")]).starts_with("HOST="));
    }

    #[test]
    fn a_refused_secret_or_address_is_not_repeated() {
        assert!(!refusal(&[("TOKEN_SECRET", "hunter2")]).contains("hunter2"));
        assert!(!refusal(&[("DATABASE_URL", "mysql://me:hunter2@db/x")]).contains("hunter2"));
        assert!(!refusal(&[("REDIS_URL", "http://:hunter2@db")]).contains("hunter2"));
    }

    #[test]
    fn the_folder_of_a_sqlite_file_is_found() {
        assert_eq!(sqlite_folder("sqlite://var/wpp.db?mode=rwc"), Some(Path::new("var")));
        assert_eq!(sqlite_folder("sqlite::memory:"), None);
        assert_eq!(sqlite_folder("postgres://db/x"), None);
    }
}
