//! Addresses and secrets of the store and the database.

use super::{ConfigError, Env};
use crate::{
    db::DEFAULT_URL,
    redis_address::{Certificates, RedisAddress},
    secure_rng::SecureRng,
    token_secret::TokenSecret,
};

/// Most deadline queues of an installation. Each costs every worker about 13 commands a second.
pub const MAX_QUEUE_SHARDS: usize = 64;

/// Number of deadline queues on a cluster. A multiple of the usual numbers of primaries: 3, 4, 6 and 12.
const CLUSTER_SHARDS: usize = 12;

/// Addresses and secrets that both processes use.
#[derive(Debug, Clone)]
pub struct Backends {
    /// `DATABASE_URL`, or the content of the file `DATABASE_URL_FILE`; default `sqlite://var/wpp.db?mode=rwc`.
    /// `postgres://…` selects PostgreSQL.
    pub database_url: String,
    /// `REDIS_URL`, or the content of the file `REDIS_URL_FILE`; default `redis://127.0.0.1:6379`. Includes the
    /// certificates of `REDIS_TLS_CA`, `REDIS_TLS_CERT` and `REDIS_TLS_KEY`.
    pub redis: RedisAddress,
    /// `QUEUE_SHARDS`: number of deadline queues, 1 to 64; default 1, and 12 on a cluster. The same in all processes.
    pub queue_shards: usize,
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
        let redis = redis_address(env)?;
        let default_shards = if redis.is_cluster() { CLUSTER_SHARDS } else { 1 };
        Ok(Self {
            database_url: database_url(env)?,
            redis,
            queue_shards: env.number("QUEUE_SHARDS", default_shards, 1, MAX_QUEUE_SHARDS)?,
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

/// Reads `REDIS_URL` and the certificates for it.
///
/// # Errors
/// [`ConfigError`] for an unsupported or malformed address, or an unreadable file.
pub fn redis_address(env: &Env<'_>) -> Result<RedisAddress, ConfigError> {
    let url = env.secret("REDIS_URL")?.unwrap_or_else(|| "redis://127.0.0.1:6379".to_owned());
    RedisAddress::new(&url, certificates(env)?).map_err(|error| ConfigError::Bad {
        name: "REDIS_URL",
        value: scheme(&url),
        why: error.to_string(),
    })
}

/// Reads the certificates for connections to Redis. `None` if no setting names any.
fn certificates(env: &Env<'_>) -> Result<Option<Certificates>, ConfigError> {
    let authorities = env.pem_file("REDIS_TLS_CA", "-----BEGIN CERTIFICATE-----")?;
    let certificate = env.pem_file("REDIS_TLS_CERT", "-----BEGIN CERTIFICATE-----")?;
    let key = env.pem_file("REDIS_TLS_KEY", "PRIVATE KEY-----")?;
    let client = match (certificate, key) {
        (Some(certificate), Some(key)) => Some((certificate, key)),
        (None, None) if authorities.is_none() => return Ok(None),
        (None, None) => None,
        (Some(_), None) => return Err(incomplete("REDIS_TLS_CERT", "REDIS_TLS_KEY")),
        (None, Some(_)) => return Err(incomplete("REDIS_TLS_KEY", "REDIS_TLS_CERT")),
    };
    Ok(Some(Certificates { authorities, client }))
}

fn incomplete(name: &'static str, missing: &str) -> ConfigError {
    ConfigError::Bad { name, value: "…".to_owned(), why: format!("set {missing} as well") }
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

/// Checks the scheme of an address.
fn with_scheme(name: &'static str, url: String, schemes: &[&str], why: &str) -> Result<String, ConfigError> {
    if schemes.iter().any(|scheme| url.starts_with(scheme)) {
        return Ok(url);
    }
    Err(ConfigError::Bad { name, value: scheme(&url), why: why.to_owned() })
}

/// Returns the part of an address that errors show. The rest may contain a password.
fn scheme(url: &str) -> String {
    url.split_once(':').map_or("…", |(scheme, _)| scheme).to_owned()
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
        assert!(format!("{:?}", read(&[]).unwrap().redis).contains("127.0.0.1:6379"));
    }

    #[test]
    fn a_cluster_has_several_queues() {
        let shards = |pairs: &[(&str, &str)]| read(pairs).unwrap().queue_shards;
        let cluster = ("REDIS_URL", "redis+cluster://one,two");
        assert_eq!((shards(&[]), shards(&[cluster]), shards(&[cluster, ("QUEUE_SHARDS", "5")])), (1, 12, 5));
        for wrong in ["0", "65", "many"] {
            assert!(error(&[("QUEUE_SHARDS", wrong)]).starts_with("QUEUE_SHARDS="));
        }
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
        assert!(!error(&[("REDIS_URL", "redis+sentinel://:hunter2@one")]).contains("hunter2"));
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
        assert_eq!(backends.database_url, "postgres://db/x");
        assert!(format!("{:?}", backends.redis).contains("store:6379"));

        let both = error(&[("TOKEN_SECRET_FILE", &*secret), ("TOKEN_SECRET", SECRET)]);
        assert_eq!(both, "TOKEN_SECRET and TOKEN_SECRET_FILE are both set; remove one of them");
        let empty = file("empty", " \n");
        assert!(error(&[("REDIS_URL_FILE", &*empty)]).starts_with("REDIS_URL_FILE="));
        assert!(error(&[("REDIS_URL_FILE", "/nowhere/redis")]).contains("/nowhere/redis"));
        let weak = file("weak", "hunter2");
        assert!(!error(&[("TOKEN_SECRET_FILE", &*weak)]).contains("hunter2"));
    }

    #[test]
    fn certificates_are_checked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        let path = path.to_str().unwrap();
        let url = ("REDIS_URL", "rediss://store");
        let missing = error(&[url, ("REDIS_TLS_CA", path)]);
        assert!(missing.starts_with("REDIS_TLS_CA=") && missing.contains(path), "{missing}");
        std::fs::write(path, "no certificate").unwrap();
        assert!(error(&[url, ("REDIS_TLS_CA", path)]).contains("PEM"));
        std::fs::write(path, "-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n").unwrap();
        assert!(error(&[url, ("REDIS_TLS_CA", path)]).contains("no usable certificate"));
        assert!(error(&[url, ("REDIS_TLS_CERT", path)]).contains("set REDIS_TLS_KEY as well"));
        assert!(error(&[("REDIS_URL", "redis://store"), ("REDIS_TLS_CA", path)]).contains("rediss"));
    }
}
