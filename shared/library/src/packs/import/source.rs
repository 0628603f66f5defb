//! The file of an import or a preview.

use std::{fs::File, io::Read as _, sync::Arc};

use crate::packs::{
    archive::PackReader,
    format::{self, FileError},
};

/// The content of a file.
pub(in crate::packs) struct Source {
    /// The questions.
    pub bytes: Arc<Vec<u8>>,
    /// The archive with the pictures and sounds, if the file is one.
    pub archive: Option<PackReader>,
}

impl Source {
    /// Reads a file; of an archive, its directory and its questions.
    ///
    /// # Errors
    /// [`FileError`] when the file is too large or cannot be read.
    pub async fn open(file: File) -> Result<Self, FileError> {
        on_blocking_thread(move || match PackReader::open(file)? {
            Ok(mut archive) => Ok(Self { bytes: Arc::new(archive.questions()?), archive: Some(archive) }),
            Err(file) => Ok(Self { bytes: Arc::new(read(file)?), archive: None }),
        })
        .await
    }
}

fn read(file: File) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let most = format::MAX_FILE as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > format::MAX_FILE {
        let most = format::MAX_FILE / (1024 * 1024);
        let why = format!("the file is larger than {most} MB; split it");
        return Err(FileError::new("file_too_large", why).with("most", most.to_string()));
    }
    Ok(bytes)
}

/// Runs work that reads or writes a file.
pub(in crate::packs) async fn on_blocking_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(unreadable("the reader failed")))
}

fn unreadable(error: impl std::fmt::Display) -> FileError {
    let why = format!("the file cannot be read: {error}; upload it again");
    FileError::new("unreadable", why).with("message", error.to_string())
}
