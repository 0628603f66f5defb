//! Commands of the operator in the folder of a party.

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use wpp_runtime::{
    config::{ConfigError, Env},
    redis_address::RedisAddress,
};

use super::{
    FOLDER,
    folder::{Folder, Kept},
    store::{MissingProgram, StoreServer, find},
};

/// Returns the environment of the process. While a `wpp` without a command runs in this folder, its store and its secret
/// replace an absent `REDIS_URL` and `TOKEN_SECRET`, so that commands work on it.
///
/// # Errors
/// When a file of a secret cannot be read.
pub fn environment() -> Result<Env<'static>, ConfigError> {
    let env = Env::of_process();
    // With its own store, the party has its own secret.
    if env.secret("REDIS_URL")?.is_some() {
        return Ok(env);
    }
    let Some(Kept { store_url: Some(url), token_secret }) = Kept::of_running(Path::new(FOLDER)) else { return Ok(env) };
    let env = env.with_default("REDIS_URL", url);
    Ok(match token_secret {
        Some(secret) => env.with_default("TOKEN_SECRET", secret),
        None => env,
    })
}

/// Returns the program that a `wpp` without a command would start as its store.
///
/// # Errors
/// [`MissingProgram`], with what was found.
pub fn store_program(env: &Env<'_>) -> Result<PathBuf, MissingProgram> {
    find(env)
}

/// The folder of a party that does not run, with a running store, to restore a backup. Dropping the value kills the store.
pub struct StoppedParty {
    store: StoreServer,
    url: String,
    _folder: Folder,
}

impl StoppedParty {
    /// Claims the folder, keeps the secret of the backup there, and starts the store. Call this on the main thread: on Linux,
    /// the store ends with the thread that started it.
    ///
    /// # Errors
    /// When a `wpp` runs here, the folder belongs to another server, or the store does not start.
    pub async fn prepare(env: &Env<'_>, token_secret: &str) -> Result<Self, Box<dyn Error>> {
        let folder = Folder::claim(Path::new(FOLDER))?;
        folder.keep_token_secret(token_secret.trim())?;
        let files = folder.store()?;
        let url = files.url()?;
        Ok(Self { store: StoreServer::start(env, files).await?, url, _folder: folder })
    }

    /// Returns the address of the store.
    ///
    /// # Errors
    /// When the path of the folder cannot be part of an address.
    pub fn redis(&self) -> Result<RedisAddress, Box<dyn Error>> {
        Ok(self.url.parse()?)
    }

    /// Stops the store, which writes its file.
    pub async fn stop(self) {
        self.store.stop().await;
    }
}
