//! The folder of the media store. Names are digests of contents, so a file never changes.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::PathBuf,
    sync::Arc,
};

use wpp_game::content::MediaKind;

/// Ending of a file that is being written.
const UNFINISHED: &str = ".new";

/// A folder of files. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Files {
    folder: Arc<PathBuf>,
}

impl Files {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder: Arc::new(folder) }
    }

    /// Writes a file that only the user of the process can read. The caller holds the lock of the store.
    pub async fn write(&self, name: String, content: Vec<u8>) -> io::Result<()> {
        let folder = self.folder.clone();
        on_blocking_thread(move || {
            let file = folder.join(&name);
            if file.exists() {
                return Ok(());
            }
            DirBuilder::new().recursive(true).mode(0o700).create(&*folder)?;
            let unfinished = folder.join(name + UNFINISHED);
            let mut out = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
            out.write_all(&content)?;
            out.sync_all()?;
            fs::rename(unfinished, file)
        })
        .await
    }

    /// Returns the content of a file; `None` if there is none with this name.
    pub async fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let file = self.folder.join(name);
        on_blocking_thread(move || match fs::read(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        })
        .await
    }

    /// Deletes files. Missing ones are no error.
    pub async fn remove(&self, names: Vec<String>) -> io::Result<()> {
        let folder = self.folder.clone();
        on_blocking_thread(move || {
            for name in names {
                match fs::remove_file(folder.join(name)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        })
        .await
    }

    /// Returns the names of all files of the store, in any order. Leaves out foreign files.
    pub async fn names(&self) -> io::Result<Vec<String>> {
        let folder = self.folder.clone();
        on_blocking_thread(move || {
            let entries = match fs::read_dir(&*folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                read => read?,
            };
            let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
            let is_ours = |name: &String| MediaKind::of_file(name.strip_suffix(UNFINISHED).unwrap_or(name)).is_some();
            Ok(names.filter(is_ours).collect())
        })
        .await
    }
}

async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}
