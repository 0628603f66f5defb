//! The environment, read by name with a default and a check.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use super::names;

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
    /// A value that is given directly and in a file.
    #[error("{name} and {name}_FILE are both set; remove one of them")]
    Twice {
        /// Name of the variable.
        name: &'static str,
    },
    /// A file with the value of a variable that cannot be read.
    #[error("{name}_FILE={file:?} cannot be read ({source}); name a file that this user can read")]
    File {
        /// Name of the variable.
        name: &'static str,
        /// The path.
        file: String,
        /// Cause reported by the operating system.
        source: std::io::Error,
    },
    /// A file without a value.
    #[error("{name}_FILE={file:?} cannot be used: the file is empty; write the value of {name} into it")]
    EmptyFile {
        /// Name of the variable.
        name: &'static str,
        /// The path.
        file: String,
    },
}

/// Reads variables by name. Blank values count as absent.
pub struct Env<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    /// Returns the names of all variables.
    names: fn() -> Vec<String>,
    /// Values of variables that are absent.
    defaults: Vec<(&'static str, String)>,
}

impl<'a> Env<'a> {
    /// Returns a reader of `lookup`, without a list of all names.
    #[must_use]
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { lookup, names: Vec::new, defaults: Vec::new() }
    }
}

impl Env<'static> {
    /// Returns a reader of the process's environment.
    #[must_use]
    pub fn of_process() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the only place that reads the environment")]
        const LOOKUP: fn(&str) -> Option<String> = |name| std::env::var(name).ok();
        let names = || std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect();
        Self { lookup: &LOOKUP, names, defaults: Vec::new() }
    }
}

impl Env<'_> {
    /// Returns the reader with a value for a variable that is absent, and whose `<name>_FILE` is absent.
    #[must_use]
    pub fn with_default(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if self.get(name).is_none() && self.get(&format!("{name}_FILE")).is_none() {
            self.defaults.push((name, value.into()));
        }
        self
    }

    fn get(&self, name: &str) -> Option<String> {
        let given = (self.lookup)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        given.or_else(|| self.defaults.iter().find(|(default, _)| *default == name).map(|(_, value)| value.clone()))
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

    /// Returns the IP address to listen on: `HOST`, by default `::`, which stands for all addresses of IPv6 and IPv4.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for any other value.
    pub fn host(&self) -> Result<IpAddr, ConfigError> {
        self.ip_address("HOST", Ipv6Addr::UNSPECIFIED.into())
    }

    /// Returns the address to listen on: [`host`](Self::host) with the port `name`.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] when either is unusable.
    pub fn listen_address(&self, name: &'static str, default: u16) -> Result<SocketAddr, ConfigError> {
        Ok(SocketAddr::new(self.host()?, self.number(name, default, 0, u16::MAX)?))
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

    /// Reports whether `APP_ENV` is `production`; default `development`.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for a third value, which would otherwise run in production without its checks.
    pub fn is_production(&self) -> Result<bool, ConfigError> {
        Ok(!self.one_of("APP_ENV", "development", "production")?)
    }

    /// Returns the value of `name`, or the content of the file that `<name>_FILE` names, without surrounding spaces.
    ///
    /// # Errors
    /// [`ConfigError`] when both are set, or the file is empty or cannot be read.
    pub fn secret(&self, name: &'static str) -> Result<Option<String>, ConfigError> {
        match (self.get(name), self.get(&format!("{name}_FILE"))) {
            (Some(_), Some(_)) => Err(ConfigError::Twice { name }),
            (value, None) => Ok(value),
            (None, Some(file)) => match std::fs::read_to_string(&file) {
                Ok(content) if content.trim().is_empty() => Err(ConfigError::EmptyFile { name, file }),
                Ok(content) => Ok(Some(content.trim().to_owned())),
                Err(source) => Err(ConfigError::File { name, file, source }),
            },
        }
    }

    /// Returns the content of the PEM file that `name` names. `marker` is the text that such a file contains.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for a file that cannot be read or is no such file.
    pub fn pem_file(&self, name: &'static str, marker: &str) -> Result<Option<Vec<u8>>, ConfigError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        match std::fs::read_to_string(&value) {
            Ok(content) if content.contains(marker) => Ok(Some(content.into_bytes())),
            Ok(_) => Err(ConfigError::Bad { name, value, why: "write the path of a file in PEM format".to_owned() }),
            Err(error) => Err(ConfigError::Bad {
                name,
                value,
                why: format!("the file cannot be read ({error}); write the path of a file that this user can read"),
            }),
        }
    }

    /// Returns a sentence for each variable whose name resembles a setting's.
    #[must_use]
    pub fn misspelt_names(&self) -> Vec<String> {
        names::misspelt((self.names)().into_iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_yields_to_a_value_and_to_a_file() {
        let given = |name: &str| match name {
            "PORT" => Some("80".to_owned()),
            "REDIS_URL_FILE" => Some("/etc/redis".to_owned()),
            _ => None,
        };
        let env =
            Env::new(&given).with_default("PORT", "8080").with_default("REDIS_URL", "x").with_default("HOST", "::");
        assert_eq!(["PORT", "REDIS_URL", "HOST"].map(|name| env.text(name, "none")), ["80", "none", "::"]);
    }
}
