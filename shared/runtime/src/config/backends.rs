//! Addresses and secrets of the store and the database.

use super::{ConfigError, Env};
use crate::{db::DEFAULT_URL, secure_rng::SecureRng, token_secret::TokenSecret};

/// Addresses and secrets that both processes use.
#[derive(Debug, Clone)]
pub struct Backends {
    /// `DATABASE_URL`, or the content of the file `DATABASE_URL_FILE`; default `sqlite://var/wpp.db?mode=rwc`.
    /// `postgres://…` selects PostgreSQL.
    pub database_url: String,
    /// `REDIS_URL`, or the content of the file `REDIS_URL_FILE`; default `redis://127.0.0.1:6379`.
    pub redis_url: String,
    /// `TOKEN_SECRET`, or the content of the file `TOKEN_SECRET_FILE`: the key that signs tokens; at least 32 bytes.
    /// Required when `APP_ENV=production`. Otherwise every start generates a key, and tokens end with the process.
    pub token_secret: TokenSecret,
}

impl Backends {
    /// Reads the addresses and the secret. `rng` generates the secret where none is required.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>, rng: &SecureRng) -> Result<Self, ConfigError> {
        // Checked even with a secret: a misspelt value would otherwise go unnoticed.
        let production = env.is_production()?;
        Ok(Self {
            database_url: database_url(env)?,
            redis_url: redis_url(env)?,
            token_secret: token_secret(env, rng, production)?,
        })
    }
}

/// Reads `DATABASE_URL`.
///
/// # Errors
/// [`ConfigError`] for another database, or an unreadable file.
pub fn database_url(env: &Env<'_>) -> Result<String, ConfigError> {
    let url = env.secret("DATABASE_URL")?.unwrap_or_else(|| DEFAULT_URL.to_owned());
    with_scheme("DATABASE_URL", url, &["sqlite:", "postgres://", "postgresql://"], "use sqlite:// or postgres://")
}

/// Reads `REDIS_URL`.
///
/// # Errors
/// [`ConfigError`] for another scheme, or an unreadable file.
pub fn redis_url(env: &Env<'_>) -> Result<String, ConfigError> {
    let url = env.secret("REDIS_URL")?.unwrap_or_else(|| "redis://127.0.0.1:6379".to_owned());
    with_scheme("REDIS_URL", url, &["redis://", "unix://", "redis+unix://"], "use redis:// or redis+unix://")
}

fn token_secret(env: &Env<'_>, rng: &SecureRng, production: bool) -> Result<TokenSecret, ConfigError> {
    const NAME: &str = "TOKEN_SECRET";
    match env.secret(NAME)? {
        Some(text) => TokenSecret::parse(&text).map_err(|weakness| ConfigError::Bad {
            name: NAME,
            value: "…".to_owned(),
            why: format!("{weakness}; make one with `openssl rand -hex 32`"),
        }),
        None if production => Err(ConfigError::Missing {
            name: NAME,
            why: "make one with `openssl rand -hex 32` and give all processes the same",
        }),
        None => Ok(TokenSecret::new(rng.seed().to_vec())),
    }
}

/// Checks the scheme of an address. The error shows the scheme alone, because the rest may contain a password.
fn with_scheme(name: &'static str, url: String, schemes: &[&str], why: &str) -> Result<String, ConfigError> {
    if schemes.iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(url);
    }
    let value = url.split_once(':').map_or("…", |(scheme, _)| scheme).to_owned();
    Err(ConfigError::Bad { name, value, why: why.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "a secret for tests, as long as it has to be";

    fn read(pairs: &[(&str, &str)]) -> Result<Backends, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Backends::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32]))
    }

    fn error(pairs: &[(&str, &str)]) -> String {
        read(pairs).expect_err("must be rejected").to_string()
    }

    #[test]
    fn an_empty_environment_gives_the_defaults() {
        assert_eq!(read(&[]).unwrap().redis_url, "redis://127.0.0.1:6379");
    }

    #[test]
    fn production_requires_a_secret() {
        assert!(error(&[("APP_ENV", "production")]).starts_with("TOKEN_SECRET is not set"));
        assert!(read(&[("APP_ENV", "production"), ("TOKEN_SECRET", SECRET)]).is_ok());
    }

    #[test]
    fn an_unknown_environment_is_refused() {
        for wrong in ["prod", "Production", "live"] {
            let error = error(&[("APP_ENV", wrong), ("TOKEN_SECRET", SECRET)]);
            assert!(error.starts_with("APP_ENV=") && error.ends_with("write development or production"), "{error}");
        }
    }

    #[test]
    fn errors_hide_secrets_and_addresses() {
        assert!(!error(&[("TOKEN_SECRET", "hunter2")]).contains("hunter2"));
        assert!(!error(&[("DATABASE_URL", "mysql://me:hunter2@db/x")]).contains("hunter2"));
        assert!(!error(&[("REDIS_URL", "http://:hunter2@db")]).contains("hunter2"));
        assert!(!error(&[("REDIS_URL", "hunter2")]).contains("hunter2"));
    }

    #[test]
    fn reads_secrets_from_files() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let (secret, database) = (file("secret", &format!("{SECRET}\n")), file("database", "postgres://db/x\n"));
        let redis = file("redis", "redis://store:6379");
        let files = [("TOKEN_SECRET_FILE", &*secret), ("DATABASE_URL_FILE", &*database), ("REDIS_URL_FILE", &*redis)];
        let backends = read(&files).unwrap();
        assert_eq!(backends.token_secret.bytes(), SECRET.as_bytes());
        assert_eq!((&*backends.database_url, &*backends.redis_url), ("postgres://db/x", "redis://store:6379"));

        let both = error(&[("TOKEN_SECRET_FILE", &*secret), ("TOKEN_SECRET", SECRET)]);
        assert_eq!(both, "TOKEN_SECRET and TOKEN_SECRET_FILE are both set; remove one of them");
        let empty = file("empty", " \n");
        assert!(error(&[("REDIS_URL_FILE", &*empty)]).starts_with("REDIS_URL_FILE="));
        assert!(error(&[("REDIS_URL_FILE", "/nowhere/redis")]).contains("/nowhere/redis"));
        let weak = file("weak", "hunter2");
        assert!(!error(&[("TOKEN_SECRET_FILE", &*weak)]).contains("hunter2"));
    }
}
