//! The names of all settings: for `--help`, and for warnings about misspelt names.

use std::fmt::Write as _;

/// A process that reads settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Process {
    /// The API.
    Web,
    /// The worker.
    Worker,
}

impl Process {
    /// Returns the name of the role, as on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Worker => "worker",
        }
    }
}

/// A setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Name of the environment variable.
    pub name: &'static str,
    /// The process that reads it; `None` for both.
    pub process: Option<Process>,
    /// Its meaning and default, in a few words. `docs/operations.md` has more.
    pub about: &'static str,
}

const fn both(name: &'static str, about: &'static str) -> Setting {
    Setting { name, process: None, about }
}

const fn web(name: &'static str, about: &'static str) -> Setting {
    Setting { name, process: Some(Process::Web), about }
}

const fn worker(name: &'static str, about: &'static str) -> Setting {
    Setting { name, process: Some(Process::Worker), about }
}

/// All settings, in the order of the table in `docs/operations.md`.
pub const SETTINGS: &[Setting] = &[
    web("PORT", "port of the API; default 8080"),
    both("HOST", "IP address to listen on; default 0.0.0.0"),
    web("HTTPS_PORT", "port of HTTPS, or off; default off"),
    web("TLS_CERTIFICATE", "PEM file with the certificate of HTTPS; default a self-signed one"),
    web("TLS_KEY", "PEM file with the key of TLS_CERTIFICATE"),
    web("PUBLIC_URL", "address that guests open; default http:// with the address of the machine and PORT"),
    web("LOCAL_NAME", "name that the server announces in the local network, without .local, or off; default off"),
    web("ALLOWED_HOSTS", "further host names of the server, separated by commas"),
    both("DATABASE_URL", "sqlite:// or postgres://; default sqlite://var/wpp.db?mode=rwc"),
    both("DATABASE_URL_FILE", "file with DATABASE_URL"),
    both(
        "REDIS_URL",
        "redis://, rediss://, redis+unix://, redis+sentinel:// or redis+cluster://; default redis://127.0.0.1:6379",
    ),
    both("REDIS_URL_FILE", "file with REDIS_URL"),
    both("QUEUE_SHARDS", "deadline queues, the same number in all processes; default 1, and 12 on a cluster"),
    both("REDIS_TLS_CA", "PEM file with the authorities for rediss://; default those of the system"),
    both("REDIS_TLS_CERT", "PEM file with the client certificate for rediss://"),
    both("REDIS_TLS_KEY", "PEM file with the key of REDIS_TLS_CERT"),
    both("TOKEN_SECRET", "key that signs tokens, at least 32 bytes; required in production"),
    both("TOKEN_SECRET_FILE", "file with TOKEN_SECRET"),
    both("APP_ENV", "development or production; default development"),
    both("METRICS_ADDR", "IP address for metrics, and for the worker's health; default 127.0.0.1"),
    worker("METRICS_PORT", "port of health and metrics; default 9090"),
    web("WEB_METRICS_PORT", "port of metrics; default PORT + 1000"),
    worker("WORKER_CONCURRENCY", "deadlines that the process waits for at a time; default 4000"),
    web("TRUST_PROXY", "1 behind a reverse proxy; default 0"),
    web("TRUSTED_HOPS", "number of reverse proxies; default 1"),
    web("SESSIONS_PER_MINUTE", "sessions that one address may create; default 30"),
    web("JOINS_PER_MINUTE", "joins from one address to one room; default 60"),
    web("IMPORTS_PER_MINUTE", "uploads and copies of packs that one account may begin; default 30"),
    web("ACTIONS_PER_SECOND", "messages that one player may send; default 20"),
    web("EPHEMERAL_MESSAGES_PER_SECOND", "ephemeral messages that one player may send; default 40"),
    web("REGISTRATION", "open or closed; default open"),
    web("REGISTRATIONS_PER_ADDRESS", "accounts that one address may register in an hour; default 10"),
    web("ATTEMPTS_PER_ACCOUNT", "wrong passwords for one account in 15 minutes; default 10"),
    web("ATTEMPTS_PER_ADDRESS", "wrong passwords from one address in 15 minutes; default 50"),
    web("PASSWORD_HASHES", "passwords hashed at a time; default 2"),
    web("QUESTIONS_PER_ACCOUNT", "questions in all packs of one account; default 500000"),
    web("UPLOAD_SECONDS", "maximum duration of an upload; default 120"),
    web("BACKUP_FOLDER", "folder of backups that operators start; default var/backups"),
    web("MAX_SOCKETS", "sockets of the process; default 20000"),
    web("SOCKETS_PER_ADDRESS", "sockets from one address; default 500"),
    both("RUST_LOG", "filter of the log; default info"),
    both("LOG_FORMAT", "text or json; default text"),
];

/// Returns the settings of a process as text for `--help`.
#[must_use]
pub fn help(process: Process) -> String {
    let read = || SETTINGS.iter().filter(|setting| setting.process.is_none_or(|only| only == process));
    let width = read().map(|setting| setting.name.len()).max().unwrap_or_default();
    let mut text = "Settings, from environment variables:\n".to_owned();
    for Setting { name, about, .. } in read() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name:width$}  {about}");
    }
    text
}

/// Returns a sentence for each name that is no setting but resembles one.
pub fn misspelt(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut sentences: Vec<String> = names
        .filter_map(|name| {
            let meant = meant(&name)?;
            Some(format!("{name} is no setting and has no effect; did you mean {meant}?"))
        })
        .collect();
    sentences.sort();
    sentences
}

/// Returns the setting that a name resembles, unless the name is a setting or resembles none.
fn meant(name: &str) -> Option<&'static str> {
    /// Longest name that may differ by one letter only. Many short names are near to each other.
    const SHORT: usize = 7;
    if name == "ASIDES_PER_SECOND" {
        return Some("EPHEMERAL_MESSAGES_PER_SECOND");
    }
    if SETTINGS.iter().any(|setting| setting.name == name) {
        return None;
    }
    let normalized = name.to_ascii_uppercase().replace(['-', '.'], "_");
    let text = normalized.strip_prefix("WPP_").unwrap_or(&normalized);
    let distances = SETTINGS.iter().map(|setting| (strsim::osa_distance(setting.name, text), setting.name));
    let (distance, nearest) = distances.min()?;
    (distance <= if nearest.len() <= SHORT { 1 } else { 2 }).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_misspelt_names() {
        for (wrong, right) in [
            ("PUBLIC_ULR", "PUBLIC_URL"),
            ("PUBLICURL", "PUBLIC_URL"),
            ("public_url", "PUBLIC_URL"),
            ("WPP_PORT", "PORT"),
            ("DATABASE_URI", "DATABASE_URL"),
            ("REDIS_URL_FIEL", "REDIS_URL_FILE"),
            ("TRUSTED_PROXY", "TRUST_PROXY"),
            ("MAX_SOCKET", "MAX_SOCKETS"),
            ("APP-ENV", "APP_ENV"),
            ("ASIDES_PER_SECOND", "EPHEMERAL_MESSAGES_PER_SECOND"),
        ] {
            assert_eq!(meant(wrong), Some(right), "{wrong}");
        }
    }

    #[test]
    fn ignores_settings_and_names_of_others() {
        let others = [
            "PATH",
            "HOME",
            "HOSTNAME",
            "TERM",
            "USER",
            "LANG",
            "PWD",
            "SHLVL",
            "NODE_ENV",
            "RUST_BACKTRACE",
            "MAIL",
            "RUST_LOG_STYLE",
            "LOG_LEVEL",
            "DATABASE_USER",
            "REDIS_SERVICE_HOST",
            "MALLOC_ARENA_MAX",
            "INVOCATION_ID",
            "MIMALLOC_PURGE_DELAY",
            "WPP_BIN_DIR",
            "LS_COLORS",
            "KUBERNETES_PORT",
            "SSH_TTY",
            "WEB_CONCURRENCY",
        ];
        for name in SETTINGS.iter().map(|setting| setting.name).chain(others) {
            assert_eq!(meant(name), None, "{name}");
        }
    }

    #[test]
    fn help_names_only_what_the_process_reads() {
        assert!(help(Process::Web).contains("PUBLIC_URL") && !help(Process::Web).contains("WORKER_CONCURRENCY"));
        assert!(help(Process::Worker).contains("WORKER_CONCURRENCY") && !help(Process::Worker).contains("MAX_SOCKETS"));
    }
}
