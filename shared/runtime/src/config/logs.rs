//! Format and filter of the log.

use tracing_subscriber::EnvFilter;

use super::{ConfigError, Env};

/// The filter without `RUST_LOG`: verbose libraries log warnings only.
const DEFAULT_FILTER: &str = "info,apalis_core=warn,sea_orm_migration=warn";

/// Levels of a filter.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Names of levels in other programs.
const OTHER_NAMES: [(&str, &str); 5] =
    [("warning", "warn"), ("fatal", "error"), ("critical", "error"), ("verbose", "debug"), ("none", "off")];

/// Format and filter of the log.
#[derive(Debug, Clone)]
pub struct Logs {
    /// `RUST_LOG`; default `info`, with verbose libraries at `warn`.
    pub filter: String,
    /// `LOG_FORMAT`: `text` or `json`; default `text`.
    pub json: bool,
}

impl Logs {
    /// Reads the log's settings.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        Ok(Self { filter: filter(env)?, json: !env.one_of("LOG_FORMAT", "text", "json")? })
    }
}

/// Reads `RUST_LOG`.
fn filter(env: &Env<'_>) -> Result<String, ConfigError> {
    let value = env.text("RUST_LOG", DEFAULT_FILTER);
    let example =
        "write a level (off, error, warn, info, debug or trace) or levels of modules, such as info,wpp_api=debug";
    let why = match misspelt_level(&value) {
        Some(level) => format!("write {level}"),
        None if EnvFilter::try_new(&value).is_err() => example.to_owned(),
        None => return Ok(value),
    };
    Err(ConfigError::Bad { name: "RUST_LOG", value, why })
}

/// Returns the level that a word of the filter is near to. The filter takes a word alone for the name of a module: with
/// `RUST_LOG=inof` nothing would be logged.
fn misspelt_level(filter: &str) -> Option<&'static str> {
    filter.split(',').map(|directive| directive.trim().to_ascii_lowercase()).find_map(|word| {
        if LEVELS.contains(&&*word) {
            return None;
        }
        let renamed = OTHER_NAMES.iter().find(|(other, _)| *other == word).map(|(_, level)| *level);
        let near = |level: &&&str| strsim::osa_distance(level, &word) == 1;
        renamed.or_else(|| LEVELS.iter().find(near).copied())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(filter: &str) -> Result<String, String> {
        let lookup = |name: &str| (name == "RUST_LOG").then(|| filter.to_owned());
        Logs::read(&Env::new(&lookup)).map(|logs| logs.filter).map_err(|error| error.to_string())
    }

    #[test]
    fn accepts_filters() {
        for valid in ["info", "INFO", "off", "info,wpp_api=debug", "warn,sqlx", "wpp_runtime::store=trace", "want=off"]
        {
            assert_eq!(read(valid).as_deref(), Ok(valid));
        }
        assert_eq!(read("").as_deref(), Ok(DEFAULT_FILTER));
    }

    #[test]
    fn refuses_unreadable_filters() {
        for (wrong, right) in [
            ("inof", "write info"),
            ("warning", "write warn"),
            ("wpp_api=debug,debugg", "write debug"),
            ("wpp_api=verbose", "such as info,wpp_api=debug"),
            ("info,=,", "such as info,wpp_api=debug"),
        ] {
            let error = read(wrong).expect_err(wrong);
            assert!(error.starts_with("RUST_LOG=") && error.ends_with(right), "{error}");
        }
    }

    #[test]
    fn errors_name_the_formats() {
        let lookup = |name: &str| (name == "LOG_FORMAT").then(|| "xml".to_owned());
        let error = Logs::read(&Env::new(&lookup)).expect_err("must be rejected").to_string();
        assert!(error.ends_with("write text or json"), "{error}");
    }
}
