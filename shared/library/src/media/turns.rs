//! Turns to write and delete files: one at a time, in all processes.
//!
//! A file is deleted when no row names it. Without turns, an upload could write the file and insert its row between the check
//! and the deletion. Rows alone are protected by [`lock`](super::lock). A turn may wait for a slow store, so it holds neither
//! that lock nor the writer of SQLite.

use std::{fs::File, io, path::PathBuf, sync::Arc, time::Duration};

use sea_orm::{ConnectionTrait as _, DbBackend};
use tokio::sync::{Mutex, OwnedMutexGuard};
use wpp_entity::sqlite_file;
use wpp_runtime::db::{WriteTransaction, Writer};

use super::MediaError;

/// Key of the PostgreSQL advisory lock on the files of media.
const LOCK: i64 = 0x0077_7070_6669_6c65;

/// How long a turn is awaited. Each turn ends within some requests to the store.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// The turns of one media store. Cheap to clone.
#[derive(Clone)]
pub(super) struct Turns {
    writer: Writer,
    /// Keeps the waiting tasks of this process from holding a connection or a thread each.
    of_process: Arc<Mutex<()>>,
    /// Folder of a SQLite database, which all its processes share.
    folder: Option<PathBuf>,
}

/// The turn, until it is dropped.
pub(super) struct Turn {
    _among_processes: AmongProcesses,
    _of_process: OwnedMutexGuard<()>,
}

#[expect(dead_code, reason = "they are held until they are dropped")]
enum AmongProcesses {
    Transaction(WriteTransaction),
    File(File),
    /// A database that only this process has.
    Nobody,
}

impl Turns {
    pub fn new(writer: Writer, database_url: &str) -> Self {
        let file = sqlite_file::path(database_url);
        let folder = file.map(|file| sqlite_file::folder(&file).map_or_else(|| PathBuf::from("."), ToOwned::to_owned));
        Self { writer, of_process: Arc::default(), folder }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// When the database fails, or others take more than [`MAX_WAIT`].
    pub async fn wait(&self) -> Result<Turn, MediaError> {
        let waited = tokio::time::timeout(MAX_WAIT, async {
            let of_process = self.of_process.clone().lock_owned().await;
            Ok(Turn { _among_processes: self.among_processes().await?, _of_process: of_process })
        });
        waited.await.unwrap_or_else(|_| Err(MediaError::Store(io::ErrorKind::TimedOut.into())))
    }

    async fn among_processes(&self) -> Result<AmongProcesses, MediaError> {
        if let Some(folder) = self.folder.clone() {
            let locked = tokio::task::spawn_blocking(move || {
                let folder = File::open(folder)?;
                folder.lock()?;
                Ok(folder)
            });
            let file = locked.await.unwrap_or_else(|error| Err(io::Error::other(error)));
            return Ok(AmongProcesses::File(file?));
        }
        if self.writer.db().get_database_backend() != DbBackend::Postgres {
            return Ok(AmongProcesses::Nobody);
        }
        let tx = self.writer.begin().await?;
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
        Ok(AmongProcesses::Transaction(tx))
    }
}
