//! The files of the media store: a folder, or a bucket of an S3 server. Names are digests of contents, so a file never
//! changes.

mod bucket;
mod folder;
mod listing;

use std::{io, path::PathBuf};

use hyper::body::Bytes;
use wpp_game::content::MediaKind;
use wpp_runtime::clock::SharedClock;

use self::{
    bucket::Bucket,
    folder::{Folder, UNFINISHED},
};
use super::MediaSettings;

/// Access to the files. Cheap to clone.
#[derive(Clone)]
pub struct MediaFiles(Store);

#[derive(Clone)]
enum Store {
    Folder(Folder),
    Bucket(Bucket),
}

impl MediaFiles {
    /// Returns the files of a server with these settings and this database. `clock` shows the moments of signatures.
    #[must_use]
    pub fn new(settings: &MediaSettings, database_url: &str, clock: SharedClock) -> Self {
        match &settings.bucket {
            Some(bucket) => Self(Store::Bucket(Bucket::new(bucket.clone(), clock))),
            None => Self::in_folder(settings.folder(database_url)),
        }
    }

    /// Returns the files in a folder, which the first file creates.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self(Store::Folder(Folder::new(folder)))
    }

    /// Writes a file. Nobody sees a part of it. Does nothing, or writes the same content again, if the file exists.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn write(&self, name: &str, content: Bytes) -> io::Result<()> {
        match &self.0 {
            Store::Folder(folder) => folder.write(name.to_owned(), content).await,
            Store::Bucket(bucket) => bucket.write(name, content).await,
        }
    }

    /// Returns the content of a file; `None` if there is none with this name, or it is no name of a picture or a sound.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn read(&self, name: &str) -> io::Result<Option<Bytes>> {
        if MediaKind::of_file(name).is_none() {
            return Ok(None);
        }
        match &self.0 {
            Store::Folder(folder) => folder.read(name).await,
            Store::Bucket(bucket) => bucket.read(name).await,
        }
    }

    /// Returns the names of all files, in any order. Leaves out foreign and unfinished ones.
    ///
    /// # Errors
    /// When the files cannot be listed.
    pub async fn names(&self) -> io::Result<Vec<String>> {
        let mut names = self.all_names().await?;
        names.retain(|name| MediaKind::of_file(name).is_some());
        Ok(names)
    }

    /// Checks whether the store can be listed, written and read. Leaves nothing behind.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn check(&self) -> io::Result<()> {
        match &self.0 {
            // The first file creates the folder.
            Store::Folder(folder) => folder.names().await.map(drop),
            Store::Bucket(bucket) => bucket.check().await,
        }
    }

    /// Returns the names of all files, also of unfinished ones. Leaves out foreign files.
    pub(super) async fn all_names(&self) -> io::Result<Vec<String>> {
        let mut names = match &self.0 {
            Store::Folder(folder) => folder.names().await?,
            Store::Bucket(bucket) => bucket.names().await?,
        };
        names.retain(|name| MediaKind::of_file(name.strip_suffix(UNFINISHED).unwrap_or(name)).is_some());
        Ok(names)
    }

    /// Deletes files. Missing ones are no error. Stops at the first file that cannot be deleted.
    pub(super) async fn remove(&self, names: Vec<String>) -> io::Result<()> {
        match &self.0 {
            Store::Folder(folder) => folder.remove(names).await,
            Store::Bucket(bucket) => bucket.remove(names).await,
        }
    }
}
