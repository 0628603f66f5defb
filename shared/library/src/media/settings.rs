//! Settings of the media store.

use std::path::{Path, PathBuf};

use wpp_entity::sqlite_file;
use wpp_runtime::config::{ConfigError, Env};

/// Bytes of a megabyte.
pub(super) const MEGABYTE: u64 = 1024 * 1024;

/// Name of the folder, in the folder of the database.
const FOLDER: &str = "media";

/// Place and limit of the media store.
#[derive(Debug, Clone)]
pub struct MediaSettings {
    /// `MEDIA_FOLDER`: folder of the files; default `media` in the folder of a SQLite database, otherwise `var/media`. All
    /// web processes need the same folder.
    pub folder: Option<PathBuf>,
    /// `MEDIA_MB_PER_ACCOUNT`: maximum size of all pictures and sounds of an account; default 50 MB.
    pub bytes_per_account: u64,
}

impl MediaSettings {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        let folder = Some(env.text("MEDIA_FOLDER", "")).filter(|given| !given.is_empty());
        let most = Self::default().bytes_per_account / MEGABYTE;
        let most: u64 = env.number("MEDIA_MB_PER_ACCOUNT", most, 1, 100_000)?;
        Ok(Self { folder: folder.map(PathBuf::from), bytes_per_account: most * MEGABYTE })
    }

    /// Returns the folder of the files of a server with this database.
    #[must_use]
    pub fn folder(&self, database_url: &str) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| folder_of(database_url))
    }
}

impl Default for MediaSettings {
    fn default() -> Self {
        Self { folder: None, bytes_per_account: 50 * MEGABYTE }
    }
}

/// Returns the folder next to a SQLite database.
fn folder_of(database_url: &str) -> PathBuf {
    let file = sqlite_file::path(database_url);
    file.map_or_else(|| Path::new("var").join(FOLDER), |file| file.with_file_name(FOLDER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_next_to_the_database() {
        assert_eq!(folder_of("sqlite://var/wpp.db?mode=rwc"), PathBuf::from("var/media"));
        assert_eq!(folder_of("sqlite:///srv/party/wpp.db"), PathBuf::from("/srv/party/media"));
        assert_eq!(folder_of("sqlite://wpp.db"), PathBuf::from("media"));
        assert_eq!(folder_of("postgres://db/wpp"), PathBuf::from("var/media"));
    }
}
