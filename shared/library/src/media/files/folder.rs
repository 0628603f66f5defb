//! A folder of files.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::PathBuf,
    sync::Arc,
};

use hyper::body::Bytes;

/// Ending of a file that is being written.
pub(super) const UNFINISHED: &str = ".new";

/// A folder of files. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Folder(Arc<PathBuf>);

impl Folder {
    pub fn new(folder: PathBuf) -> Self {
        Self(Arc::new(folder))
    }

    /// Writes a file that only the user of the process can read. Does nothing if there is one with this name.
    pub async fn write(&self, name: String, content: Bytes) -> io::Result<()> {
        let folder = self.0.clone();
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

    pub async fn read(&self, name: &str) -> io::Result<Option<Bytes>> {
        let file = self.0.join(name);
        on_blocking_thread(move || match fs::read(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(|content| Some(content.into())),
        })
        .await
    }

    /// Deletes files. Missing ones are no error.
    pub async fn remove(&self, names: Vec<String>) -> io::Result<()> {
        let folder = self.0.clone();
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

    /// Returns the names of all files, in any order.
    pub async fn names(&self) -> io::Result<Vec<String>> {
        let folder = self.0.clone();
        on_blocking_thread(move || {
            let entries = match fs::read_dir(&*folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
                read => read?,
            };
            Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
        })
        .await
    }
}

async fn on_blocking_thread<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}
