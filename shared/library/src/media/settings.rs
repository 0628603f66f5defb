//! Settings of the media store.

use std::path::{Path, PathBuf};

use rusty_s3::{Bucket, Credentials, UrlStyle};
use url::Url;
use wpp_entity::sqlite_file;
use wpp_runtime::config::{ConfigError, Env};

/// Bytes of a megabyte.
pub(super) const MEGABYTE: u64 = 1024 * 1024;

/// Name of the folder, in the folder of the database.
const FOLDER: &str = "media";

/// Default of `MEDIA_S3_REGION`, which most servers other than AWS accept.
const REGION: &str = "us-east-1";

/// Place and limit of the media store.
#[derive(Debug, Clone)]
pub struct MediaSettings {
    /// `MEDIA_FOLDER`: folder of the files; default `media` in the folder of a SQLite database, otherwise `var/media`. All
    /// web processes need the same folder.
    pub folder: Option<PathBuf>,
    /// `MEDIA_S3_BUCKET` and its further settings: a bucket instead of the folder; default none.
    pub bucket: Option<BucketSettings>,
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
        let bucket = BucketSettings::read(env)?;
        if bucket.is_some() && folder.is_some() {
            return Err(ConfigError::Bad {
                name: "MEDIA_FOLDER",
                value: folder.unwrap_or_default(),
                why: "MEDIA_S3_BUCKET is set as well; remove one of them".to_owned(),
            });
        }
        Ok(Self { folder: folder.map(PathBuf::from), bucket, bytes_per_account: most * MEGABYTE })
    }

    /// Returns the folder of the files of a server with this database.
    #[must_use]
    pub fn folder(&self, database_url: &str) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| folder_of(database_url))
    }
}

impl Default for MediaSettings {
    fn default() -> Self {
        Self { folder: None, bucket: None, bytes_per_account: 50 * MEGABYTE }
    }
}

/// A bucket of an S3 server, and the keys for it.
#[derive(Debug, Clone)]
pub struct BucketSettings {
    /// `MEDIA_S3_BUCKET`, `MEDIA_S3_URL` (default `https://s3.<region>.amazonaws.com`) and `MEDIA_S3_REGION` (default
    /// `us-east-1`).
    pub bucket: Bucket,
    /// `MEDIA_S3_KEY_ID` and `MEDIA_S3_KEY`, or the contents of the files `MEDIA_S3_KEY_ID_FILE` and `MEDIA_S3_KEY_FILE`.
    pub credentials: Credentials,
}

impl BucketSettings {
    /// Reads the settings. `None` without `MEDIA_S3_BUCKET`.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    fn read(env: &Env<'_>) -> Result<Option<Self>, ConfigError> {
        let (name, url) = (env.text("MEDIA_S3_BUCKET", ""), env.text("MEDIA_S3_URL", ""));
        let region = env.text("MEDIA_S3_REGION", REGION);
        let (key_id, key) = (env.secret("MEDIA_S3_KEY_ID")?, env.secret("MEDIA_S3_KEY")?);
        if name.is_empty() {
            let given = [
                ("MEDIA_S3_URL", !url.is_empty()),
                ("MEDIA_S3_KEY_ID", key_id.is_some()),
                ("MEDIA_S3_KEY", key.is_some()),
            ];
            return match given.into_iter().find(|(_, is_given)| *is_given) {
                Some((given, _)) => Err(incomplete(given, "MEDIA_S3_BUCKET")),
                None => Ok(None),
            };
        }
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
        if !name.chars().all(is_name) || name.starts_with('.') {
            let why = "write the name of a bucket: letters, digits, points and hyphens".to_owned();
            return Err(ConfigError::Bad { name: "MEDIA_S3_BUCKET", value: name, why });
        }
        let address = if url.is_empty() { format!("https://s3.{region}.amazonaws.com") } else { url };
        // Every server knows addresses with the bucket in the path; only some have a host name for each bucket.
        let bucket = Url::parse(&address).ok().and_then(|url| Bucket::new(url, UrlStyle::Path, name, region).ok());
        let Some(bucket) = bucket else {
            let value = address.split_once(':').map_or("…", |(scheme, _)| scheme).to_owned();
            let why = "write the address of an S3 server, such as https://s3.example.org".to_owned();
            return Err(ConfigError::Bad { name: "MEDIA_S3_URL", value, why });
        };
        let key_id = key_id.ok_or_else(|| incomplete("MEDIA_S3_BUCKET", "MEDIA_S3_KEY_ID"))?;
        let key = key.ok_or_else(|| incomplete("MEDIA_S3_BUCKET", "MEDIA_S3_KEY"))?;
        Ok(Some(Self { bucket, credentials: Credentials::new(key_id, key) }))
    }
}

fn incomplete(name: &'static str, missing: &str) -> ConfigError {
    ConfigError::Bad { name, value: "…".to_owned(), why: format!("set {missing} as well") }
}

/// Returns the folder next to a SQLite database.
fn folder_of(database_url: &str) -> PathBuf {
    let file = sqlite_file::path(database_url);
    file.map_or_else(|| Path::new("var").join(FOLDER), |file| file.with_file_name(FOLDER))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<MediaSettings, String> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        MediaSettings::read(&Env::new(&lookup)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_bucket_needs_its_keys_and_an_address() {
        let keys = [("MEDIA_S3_KEY_ID", "ana"), ("MEDIA_S3_KEY", "secret")];
        let with = |more: &[(&'static str, &'static str)]| read(&[&keys[..], more].concat());
        let bucket = |settings: MediaSettings| settings.bucket.expect("a bucket").bucket.base_url().to_string();
        assert_eq!(
            with(&[("MEDIA_S3_BUCKET", "party")]).map(bucket).unwrap(),
            "https://s3.us-east-1.amazonaws.com/party/"
        );
        let own = [("MEDIA_S3_BUCKET", "party"), ("MEDIA_S3_URL", "http://[::1]:9000"), ("MEDIA_S3_REGION", "home")];
        assert_eq!(with(&own).map(bucket).unwrap(), "http://[::1]:9000/party/");
        assert!(read(&[]).unwrap().bucket.is_none());
        for (pairs, words) in [
            (&[("MEDIA_S3_BUCKET", "party")][..], "set MEDIA_S3_KEY_ID as well"),
            (&[("MEDIA_S3_BUCKET", "party"), ("MEDIA_S3_KEY_ID", "ana")], "set MEDIA_S3_KEY as well"),
            (&[("MEDIA_S3_URL", "https://s3.example.org")], "set MEDIA_S3_BUCKET as well"),
            (&[("MEDIA_S3_KEY", "secret")], "set MEDIA_S3_BUCKET as well"),
        ] {
            let error = read(pairs).expect_err("must be refused");
            assert!(error.contains(words) && !error.contains("secret"), "{error}");
        }
        for (pair, words) in [
            (("MEDIA_S3_URL", "ftp://user:secret@host"), "write the address of an S3 server"),
            (("MEDIA_FOLDER", "pictures"), "remove one of them"),
        ] {
            let error = with(&[("MEDIA_S3_BUCKET", "party"), pair]).expect_err("must be refused");
            assert!(error.contains(words) && !error.contains("secret"), "{error}");
        }
        assert!(with(&[("MEDIA_S3_BUCKET", "../party")]).expect_err("must be refused").contains("name of a bucket"));
    }

    #[test]
    fn the_folder_is_next_to_the_database() {
        assert_eq!(folder_of("sqlite://var/wpp.db?mode=rwc"), PathBuf::from("var/media"));
        assert_eq!(folder_of("sqlite:///srv/party/wpp.db"), PathBuf::from("/srv/party/media"));
        assert_eq!(folder_of("sqlite://wpp.db"), PathBuf::from("media"));
        assert_eq!(folder_of("postgres://db/wpp"), PathBuf::from("var/media"));
    }
}
