//! Settings of backups that operators start.

use std::path::PathBuf;

use wpp_runtime::config::{ConfigError, Env};

/// Where backups are written, and what `wpp backup` has to know.
#[derive(Clone)]
pub struct BackupSettings {
    /// `BACKUP_FOLDER`: folder of the backups that operators start; default `var/backups`.
    pub folder: PathBuf,
    /// The addresses and the secret of this process, as variables for the command.
    pub environment: Vec<(&'static str, String)>,
}

impl BackupSettings {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`ConfigError`] for an unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        let mut environment = Vec::new();
        for name in ["REDIS_URL", "TOKEN_SECRET"] {
            environment.extend(env.secret(name)?.map(|value| (name, value)));
        }
        Ok(Self { folder: env.text("BACKUP_FOLDER", "var/backups").into(), environment })
    }

    /// Returns the settings for the database at `url`.
    #[must_use]
    pub fn of_database(mut self, url: &str) -> Self {
        self.environment.push(("DATABASE_URL", url.to_owned()));
        self
    }
}

// The environment has secrets.
impl std::fmt::Debug for BackupSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BackupSettings").field("folder", &self.folder).finish_non_exhaustive()
    }
}
