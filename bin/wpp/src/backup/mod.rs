//! `wpp backup` and `wpp restore`: copies of everything that a server stores.
//!
//! | file | content |
//! |---|---|
//! | `token_secret` | the key that signs tokens; without it every player loses the seat |
//! | `sessions.jsonl` | the live sessions |
//! | `database.sqlite`, or `database.dump` | the database: a SQLite file, or an archive of `pg_dump` |
//! | `media` | the pictures and sounds of questions |
//!
//! In the folder of a `wpp` without a command, a backup uses its store and its secret, and a restored backup becomes its data.
//!
//! A backup runs while the server runs, and copies the sessions before the database: an account that a session names is then in
//! the database too. The media follow the database, so that a copied question has its picture. The deadline queue is left out. Its jobs are hints, and API processes replace missing ones.

mod database;
mod media;
mod store;

use std::{
    error::Error,
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use wpp_library::media::{MediaFiles, MediaSettings};
use wpp_runtime::{
    clock::SystemClock,
    config::{self, ConfigError, Env},
    redis_address::RedisAddress,
    redis_connection,
    token_secret::TokenSecret,
};

use crate::party::{self, StoppedParty};

const SECRET: &str = "token_secret";
const SESSIONS: &str = "sessions.jsonl";

/// Arguments of `wpp backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// A new or empty folder. Only its owner can read it.
    folder: PathBuf,
}

/// Arguments of `wpp restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The folder of a backup.
    folder: PathBuf,
}

impl Backup {
    /// Copies secret, sessions, database and media, while the server runs.
    ///
    /// # Errors
    /// When the folder contains files, or a part cannot be read or written.
    pub async fn run(self, database_url: &str) -> Result<(), Box<dyn Error>> {
        let env = party::environment()?;
        let secret = env.secret("TOKEN_SECRET")?.ok_or(
            "TOKEN_SECRET is not set, so the tokens of a restored server would be void; set TOKEN_SECRET or \
             TOKEN_SECRET_FILE as for the server, or change into the folder in which wpp runs",
        )?;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        if fs::read_dir(&self.folder)?.next().is_some() {
            return Err(format!("{} is not empty; name a new folder", self.folder.display()).into());
        }
        write(&self.folder.join(SECRET), secret.as_bytes())?;
        let redis = redis_connection::open(&config::redis_address(&env)?).await?;
        let sessions = store::dump(&redis).await?;
        write(&self.folder.join(SESSIONS), sessions.lines.as_bytes())?;
        database::dump(database_url, &self.folder).await?;
        let files = media::dump(&media_files(&env, database_url)?, &self.folder).await?;
        let mut out = std::io::stdout().lock();
        let (count, folder) = (sessions.count, self.folder.display());
        writeln!(out, "{count} sessions, the database and {files} pictures and sounds are in {folder}")?;
        Ok(())
    }
}

impl Restore {
    /// Restores a backup into an empty Redis and an empty database, before the server starts.
    ///
    /// # Errors
    /// When the server runs, Redis or the database is not empty, the secret differs, or a part cannot be written.
    pub async fn run(&self, database_url: &str) -> Result<(), Box<dyn Error>> {
        let env = Env::of_process();
        let file = self.folder.join(SECRET);
        let secret = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        TokenSecret::parse(&secret)?;
        if env.secret("REDIS_URL")?.is_none() && env.secret("TOKEN_SECRET")?.is_none() {
            let party = StoppedParty::prepare(&env, &secret).await?;
            let restored = self.restore(&party.redis()?, database_url).await;
            party.stop().await;
            return restored;
        }
        if env.secret("TOKEN_SECRET")?.as_deref() != Some(&*secret) {
            let remedy = format!("set TOKEN_SECRET_FILE={} for this command and for the server", file.display());
            return Err(format!("TOKEN_SECRET differs from the backup's, so all tokens would be void; {remedy}").into());
        }
        self.restore(&config::redis_address(&env)?, database_url).await
    }

    async fn restore(&self, redis: &RedisAddress, database_url: &str) -> Result<(), Box<dyn Error>> {
        let redis = redis_connection::open(redis).await?;
        store::check_empty(&redis).await?;
        database::restore(database_url, &self.folder).await?;
        let files = media::restore(&media_files(&Env::of_process(), database_url)?, &self.folder).await?;
        let sessions = store::restore(&redis, &fs::read_to_string(self.folder.join(SESSIONS))?).await?;
        let restored = format!("{sessions} sessions, the database and {files} pictures and sounds are restored");
        writeln!(std::io::stdout(), "{restored}; start the server")?;
        Ok(())
    }
}

fn media_files(env: &Env<'_>, database_url: &str) -> Result<MediaFiles, ConfigError> {
    Ok(MediaFiles::new(&MediaSettings::read(env)?, database_url, Arc::new(SystemClock)))
}

/// Writes a file that only its owner can read.
fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(content)?;
    file.sync_all()
}
