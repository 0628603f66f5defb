//! The settings that a process runs with, without secrets.

use super::{Env, names::SETTINGS};

/// A setting of the running process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingInForce {
    /// Name of the environment variable.
    pub name: &'static str,
    /// Its meaning and default.
    pub about: &'static str,
    /// The value without secrets; `None` if the default applies.
    pub value: Option<String>,
}

/// Shown in place of a secret.
const REDACTED: &str = "…";

/// Returns all settings in the order of the documentation.
#[must_use]
pub fn in_force(env: &Env<'_>) -> Vec<SettingInForce> {
    let value = |name: &str| Some(env.text(name, "")).filter(|value| !value.is_empty());
    SETTINGS
        .iter()
        .map(|setting| SettingInForce {
            name: setting.name,
            about: setting.about,
            value: value(setting.name).map(|value| redacted(setting.name, &value)),
        })
        .collect()
}

/// Removes secrets from the value of a setting: the whole value of a setting whose name names a secret, and the user, the
/// password and the query of an address.
fn redacted(name: &str, value: &str) -> String {
    let is_file = name.ends_with("_FILE");
    let names_secret =
        ["SECRET", "PASSWORD", "TOKEN", "KEY"].iter().any(|word| name.split('_').any(|part| part == *word));
    if names_secret && !is_file {
        return REDACTED.to_owned();
    }
    let Some((scheme, rest)) = value.split_once("://") else { return value.to_owned() };
    let rest = rest.rsplit_once('@').map_or_else(|| rest.to_owned(), |(_, host)| format!("{REDACTED}@{host}"));
    let rest = rest.split_once('?').map_or_else(|| rest.clone(), |(address, _)| format!("{address}?{REDACTED}"));
    format!("{scheme}://{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_no_secrets() {
        for (name, value, shown) in [
            ("TOKEN_SECRET", "a very long secret", "…"),
            ("TOKEN_SECRET_FILE", "/etc/wpp/secret", "/etc/wpp/secret"),
            ("TLS_KEY", "/etc/key.pem", "…"),
            ("PORT", "8080", "8080"),
            ("DATABASE_URL", "postgres://wpp:p%40ss@db/wpp?password=x", "postgres://…@db/wpp?…"),
            ("DATABASE_URL", "sqlite://var/wpp.db?mode=rwc", "sqlite://var/wpp.db?…"),
            ("REDIS_URL", "redis+sentinel://wpp:a@b@one,two/party", "redis+sentinel://…@one,two/party"),
            ("REDIS_URL", "redis://127.0.0.1:6379", "redis://127.0.0.1:6379"),
        ] {
            assert_eq!(redacted(name, value), shown, "{name}");
        }
    }

    #[test]
    fn lists_defaults_without_a_value() {
        let given = |name: &str| (name == "PORT").then(|| "80".to_owned());
        let settings = in_force(&Env::new(&given));
        assert_eq!(settings.len(), SETTINGS.len());
        let value =
            |name| settings.iter().find(|setting| setting.name == name).and_then(|setting| setting.value.clone());
        assert_eq!((value("PORT"), value("HOST")), (Some("80".to_owned()), None));
    }
}
