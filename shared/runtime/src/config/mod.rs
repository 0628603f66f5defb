//! The settings of both processes, and the reader that other crates use for theirs.
//!
//! There is one struct per concern. Each field's documentation names its variable and default. An unusable
//! value stops the start with an error that names the variable and what to write.
//!
//! | settings | read by |
//! |---|---|
//! | [`Backends`], [`Logs`] | both processes |
//! | `wpp_library::accounts::AccountSettings` | the web process |
//! | `wpp_api::settings::WebSettings` | the web process |
//! | `wpp_worker::settings::WorkerSettings` | the worker |

mod env;

pub use self::env::{ConfigError, Env};
use crate::{secure_rng::SecureRng, token_secret::TokenSecret};

/// Addresses and secrets that both processes use.
#[derive(Debug, Clone)]
pub struct Backends {
    /// `DATABASE_URL`; default `sqlite://var/wpp.db?mode=rwc`. `postgres://…` selects PostgreSQL.
    pub database_url: String,
    /// `REDIS_URL`; default `redis://127.0.0.1:6379`.
    pub redis_url: String,
    /// `TOKEN_SECRET`: the key that signs tokens; at least 32 bytes. Required when `APP_ENV=production`.
    /// Otherwise every start generates a key, and tokens end with the process.
    pub token_secret: TokenSecret,
}

/// Format and filter of the log.
#[derive(Debug, Clone)]
pub struct Logs {
    /// `RUST_LOG`; default `info`, with verbose libraries at `warn`.
    pub filter: String,
    /// `LOG_FORMAT`: `text` or `json`; default `text`.
    pub json: bool,
}

impl Backends {
    /// Reads the addresses and the secret. `rng` generates the secret where none is required.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>, rng: &SecureRng) -> Result<Self, ConfigError> {
        Ok(Self {
            database_url: env.database_url()?,
            redis_url: env.redis_url()?,
            token_secret: env.token_secret(rng)?,
        })
    }
}

impl Logs {
    /// Reads the log's settings.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            filter: env.text("RUST_LOG", "info,apalis_core=warn,memory_serve=warn,sea_orm_migration=warn"),
            json: !env.one_of("LOG_FORMAT", "text", "json")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<(Backends, Logs), ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let env = Env::new(&lookup);
        Ok((Backends::read(&env, &SecureRng::from_seed([7; 32]))?, Logs::read(&env)?))
    }

    fn error(pairs: &[(&str, &str)]) -> String {
        read(pairs).expect_err("must be rejected").to_string()
    }

    #[test]
    fn an_empty_environment_gives_the_defaults() {
        let (backends, logs) = read(&[]).unwrap();
        assert_eq!(backends.redis_url, "redis://127.0.0.1:6379");
        assert!(!logs.json);
    }

    #[test]
    fn production_requires_a_secret() {
        assert!(error(&[("APP_ENV", "production")]).starts_with("TOKEN_SECRET is not set"));
    }

    #[test]
    fn errors_name_what_to_write() {
        assert!(error(&[("LOG_FORMAT", "xml")]).ends_with("write text or json"));
    }

    #[test]
    fn errors_hide_secrets_and_addresses() {
        assert!(!error(&[("TOKEN_SECRET", "hunter2")]).contains("hunter2"));
        assert!(!error(&[("DATABASE_URL", "mysql://me:hunter2@db/x")]).contains("hunter2"));
        assert!(!error(&[("REDIS_URL", "http://:hunter2@db")]).contains("hunter2"));
    }
}
