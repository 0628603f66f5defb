//! All settings, declared once: for `--help`, for `docs/generated/settings.md`, and for warnings about misspelt names.

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
    /// Its meaning and its default, separated by `; default `, in Markdown.
    pub about: &'static str,
    /// Further sentences for the documentation, in Markdown; often empty.
    pub more: &'static str,
}

impl Setting {
    /// Adds sentences for the documentation.
    const fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }

    /// Returns the row of the setting in the table of the documentation.
    fn row(&self) -> String {
        let process = self.process.map_or("both", Process::name);
        let (meaning, default) = self.about.split_once(DEFAULT).unwrap_or((self.about, "none"));
        let mut letters = meaning.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let separator = if self.more.is_empty() { "" } else { ". " };
        let Self { name, more, .. } = self;
        format!("| `{name}` | {process} | {default} | {first}{}{separator}{more} |\n", letters.as_str())
    }
}

/// Separates the meaning of a setting from its default.
const DEFAULT: &str = "; default ";

const fn both(name: &'static str, about: &'static str) -> Setting {
    Setting { name, process: None, about, more: "" }
}

const fn web(name: &'static str, about: &'static str) -> Setting {
    Setting { name, process: Some(Process::Web), about, more: "" }
}

const fn worker(name: &'static str, about: &'static str) -> Setting {
    Setting { name, process: Some(Process::Worker), about, more: "" }
}

/// All settings, in the order of `--help` and of `docs/generated/settings.md`.
pub const SETTINGS: &[Setting] = &[
    web("PORT", "port of the API; default `8080`; with `ACME_DOMAIN` `80`"),
    both("HOST", "listen address; default `::`, all addresses of IPv6 and IPv4")
        .more("`0.0.0.0` is IPv4 alone. Use `127.0.0.1` behind a reverse proxy."),
    web(
        "HTTPS_PORT",
        "port of HTTPS in addition to `PORT`, or `off`; default `off`; with `ACME_DOMAIN` `443`; with `wpp` alone \
         `PORT` + 363 (8443)",
    )
    .more("[HTTPS](../operations.md#https) describes the certificates."),
    web(
        "TLS_CERTIFICATE",
        "PEM file with the certificate of HTTPS and its chain; default a self-signed certificate in `var/https`",
    )
    .more("Changes of the file are used within ten seconds."),
    web("TLS_KEY", "PEM file with the key of `TLS_CERTIFICATE`; default none"),
    web("ACME_DOMAIN", "public name of the server, for which an ACME server signs a certificate; default none").more(
        "[A certificate for a domain](../operations.md#a-certificate-for-a-domain) describes what the name needs.",
    ),
    web(
        "ACME_DIRECTORY",
        "`https://` address of the directory of another ACME server, or `staging` for trials with Let's Encrypt; \
         default Let's Encrypt",
    ),
    web("ACME_EMAIL", "address that the ACME server may warn; default none"),
    web(
        "PUBLIC_URL",
        "start of join links and QR codes, without a path; default `http://`, the machine's address in the local \
         network, and `PORT`; `localhost` without a network; with `ACME_DOMAIN` `https://` and the domain",
    ),
    web(
        "LOCAL_NAME",
        "name that the server announces in the local network by multicast DNS, without `.local`; default `off`; with \
         `wpp` alone `party`",
    ),
    web("ALLOWED_HOSTS", "further host names of the server, separated by commas; default none")
        .more("The server also answers under the host of `PUBLIC_URL`, IP addresses, `localhost` and `*.local`."),
    both(
        "DATABASE_URL",
        "database: `sqlite://…` or `postgres://user:password@host/name`; default `sqlite://var/wpp.db?mode=rwc`",
    ),
    both(
        "DATABASE_URL_FILE",
        "file with the value of `DATABASE_URL`, for secrets of containers and of systemd; default none",
    ),
    both(
        "REDIS_URL",
        "Redis, the same for all processes: `redis://…`, `rediss://…`, `redis+unix://…`, `redis+sentinel://…` or \
         `redis+cluster://…`; default `redis://127.0.0.1:6379`; with `wpp` alone its own store",
    )
    .more("[Addresses of Redis](../stores.md#addresses-of-redis) has examples."),
    both("REDIS_URL_FILE", "file with the value of `REDIS_URL`; default none"),
    both("QUEUE_SHARDS", "number of deadline queues, 1 to 64, the same for all processes; default 1; 12 on a cluster")
        .more("[A cluster](../stores.md#a-cluster) needs several."),
    both(
        "REDIS_TLS_CA",
        "PEM file with the certificate authorities for `rediss://`; default the authorities of the system",
    ),
    both(
        "REDIS_TLS_CERT",
        "PEM file with the certificate of the processes, for a Redis that requires one; default none",
    ),
    both("REDIS_TLS_KEY", "PEM file with the key of `REDIS_TLS_CERT`; default none"),
    both(
        "TOKEN_SECRET",
        "key that signs tokens, the same for all processes; default random at each start; with `wpp` alone random \
         once and kept",
    )
    .more("At least 32 bytes, and required with `APP_ENV=production`."),
    both("TOKEN_SECRET_FILE", "file with the value of `TOKEN_SECRET`; default none"),
    both("APP_ENV", "`development` or `production`; default `development`")
        .more("`production` requires `TOKEN_SECRET`."),
    both(
        "METRICS_ADDR",
        "IP address on which processes serve their metrics, and the worker its health; default `127.0.0.1`",
    ),
    worker("METRICS_PORT", "port for health and metrics; default `9090`")
        .more("A port in use is skipped: the next free one is taken and logged."),
    web("WEB_METRICS_PORT", "port for metrics; default `PORT` + 1000").more("A port in use is skipped likewise."),
    worker("WORKER_CONCURRENCY", "deadlines that one process waits for or applies at a time, 1–20000; default `4000`")
        .more("A deadline is held for 0.3 s."),
    web("TRUST_PROXY", "`1` behind a reverse proxy that sets `X-Forwarded-For` or `Forwarded`; default `0`"),
    web("TRUSTED_HOPS", "number of such proxies in a chain, with `TRUST_PROXY=1`; default `1`"),
    web(
        "SESSIONS_PER_MINUTE",
        "sessions that one address (IPv6: one /64) may create in a minute; no limit for loopback; default `30`",
    ),
    web(
        "JOINS_PER_MINUTE",
        "joins from one address (IPv6: one /64) to one room in a minute; no limit for loopback; default `60`",
    ),
    web(
        "IMPORTS_PER_MINUTE",
        "uploads and copies of question packs that one account begins in a minute; no limit for loopback; default \
         `30`",
    )
    .more("One account may run 2 at once."),
    web(
        "ACTIONS_PER_SECOND",
        "messages that one player may send in a second, with bursts of twice as many; default `20`",
    ),
    web(
        "EPHEMERAL_MESSAGES_PER_SECOND",
        "ephemeral messages (chords) that one player may send in a second, with bursts of twice as many; default `40`",
    ),
    web("REGISTRATION", "`open`, or `closed`: only the operator creates accounts; default `open`"),
    web(
        "REGISTRATIONS_PER_ADDRESS",
        "accounts that one address may register in an hour; no limit for loopback; default `10`",
    ),
    web("ATTEMPTS_PER_ACCOUNT", "wrong passwords for one account in 15 minutes; default `10`"),
    web(
        "ATTEMPTS_PER_ADDRESS",
        "wrong passwords from one address (IPv6: one /64) in 15 minutes; no limit for loopback; default `50`",
    ),
    web("PASSWORD_HASHES", "passwords hashed at a time: 19 MiB and one core each; default `2`"),
    web("QUESTIONS_PER_ACCOUNT", "questions in all packs of one account; default `500000`"),
    web("UPLOAD_SECONDS", "maximum duration of an upload of a file; default `120`"),
    web(
        "MEDIA_FOLDER",
        "folder of pictures and sounds of questions, the same for all web processes; default `media` in the folder of a SQLite \
         database, otherwise `var/media`",
    ),
    web("MEDIA_S3_BUCKET", "bucket of an S3 server for pictures and sounds, instead of `MEDIA_FOLDER`; default none")
        .more("[A bucket for pictures and sounds](../operations.md#a-bucket-for-pictures-and-sounds) has an example."),
    web("MEDIA_S3_URL", "address of the S3 server; default `https://s3.<region>.amazonaws.com`"),
    web("MEDIA_S3_REGION", "region of the S3 server; default `us-east-1`"),
    web("MEDIA_S3_KEY_ID", "id of the access key of the S3 server; default none"),
    web("MEDIA_S3_KEY_ID_FILE", "file with the value of `MEDIA_S3_KEY_ID`; default none"),
    web("MEDIA_S3_KEY", "secret access key of the S3 server; default none"),
    web("MEDIA_S3_KEY_FILE", "file with the value of `MEDIA_S3_KEY`; default none"),
    web("MEDIA_MB_PER_ACCOUNT", "size of all pictures and sounds of one account in MB; default `50`"),
    web("BACKUP_FOLDER", "folder of the backups that operators start on the page `/admin`; default `var/backups`"),
    web("MAX_AUDIENCE", "people in the audience of one session, over all processes; default `10000`")
        .more("Raise `SOCKETS_PER_ADDRESS` and `JOINS_PER_MINUTE` for a hall behind one address."),
    web("MAX_SOCKETS", "sockets of one process; default `20000`").more(
        "Each is an open file: the process raises its limit to the hard limit, and lowers `MAX_SOCKETS` with a \
         warning where that is too low.",
    ),
    web("SOCKETS_PER_ADDRESS", "sockets from one address (IPv6: one /64); no limit for loopback; default `500`")
        .more("One participant may open 6."),
    both("RUST_LOG", "log filter, such as `info,wpp_runtime=debug`; default `info`; with `wpp` alone `warn`")
        .more("Libraries that process secrets log at most at `info`, also with `trace`."),
    both("LOG_FORMAT", "`text`, or `json` with one object a line; default `text`"),
];

/// Returns the settings of a process as text for `--help`.
#[must_use]
pub fn help(process: Process) -> String {
    let read = || SETTINGS.iter().filter(|setting| setting.process.is_none_or(|only| only == process));
    let width = read().map(|setting| setting.name.len()).max().unwrap_or_default();
    let mut text = "Settings, from environment variables:\n".to_owned();
    for Setting { name, about, .. } in read() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name:width$}  {}", about.replace('`', ""));
    }
    text
}

/// Returns the page `docs/generated/settings.md`, with a table of all settings.
#[must_use]
pub fn page() -> String {
    SETTINGS.iter().map(Setting::row).fold(PAGE.to_owned(), |page, row| page + &row)
}

/// The page before the rows of its table.
const PAGE: &str = "\
# Settings

<!-- Generated by `wpp contract` from shared/runtime/src/config/names.rs. -->

Settings are environment variables, read once at the start. An unusable value stops the process with a text that states what
to write. A variable whose name resembles a setting's is reported with the right spelling. `wpp web --help` and
`wpp worker --help` list the settings of a process. Logs never contain a token, a secret or the query of a URL.

| variable | process | default | meaning |
|---|---|---|---|
";

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
    fn every_setting_has_a_meaning_and_a_default() {
        for setting in SETTINGS {
            let (meaning, default) = setting.about.split_once(DEFAULT).expect(setting.name);
            assert!(!meaning.is_empty() && !default.is_empty(), "{}", setting.name);
            assert!(setting.more.is_empty() || setting.more.ends_with('.'), "{} has half a sentence", setting.name);
        }
        let row = "| `TRUSTED_HOPS` | web | `1` | Number of such proxies in a chain, with `TRUST_PROXY=1` |\n";
        assert!(page().contains(row) && page().matches("\n| `").count() == SETTINGS.len(), "{}", page());
        assert!(help(Process::Web).contains("with TRUST_PROXY=1; default 1\n"), "{}", help(Process::Web));
    }

    #[test]
    fn help_names_only_what_the_process_reads() {
        assert!(help(Process::Web).contains("PUBLIC_URL") && !help(Process::Web).contains("WORKER_CONCURRENCY"));
        assert!(help(Process::Worker).contains("WORKER_CONCURRENCY") && !help(Process::Worker).contains("MAX_SOCKETS"));
    }
}
