//! The pictures and sounds of questions in a backup: the files of the media store.

use std::{io, path::Path};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use wpp_library::media::MediaFiles;

/// Folder in a backup.
const FOLDER: &str = "media";

/// Number of files that are copied at the same time.
const COPIED_AT_ONCE: usize = 8;

/// Copies the files of the media store `store` into the backup `folder`. Returns their number.
///
/// Files that are deleted meanwhile are left out. Files that are newer than the copy of the database are deleted some minutes
/// after a restore, because no row names them.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) async fn dump(store: &MediaFiles, folder: &Path) -> io::Result<usize> {
    copy(store, &MediaFiles::in_folder(folder.join(FOLDER))).await
}

/// Copies the files of a backup into the media store. Files that are there already have the same content.
///
/// # Errors
/// As [`dump`].
pub(super) async fn restore(store: &MediaFiles, folder: &Path) -> io::Result<usize> {
    copy(&MediaFiles::in_folder(folder.join(FOLDER)), store).await
}

async fn copy(from: &MediaFiles, to: &MediaFiles) -> io::Result<usize> {
    let copies = from.names().await?.into_iter().map(|name| async move {
        let Some(content) = from.read(&name).await? else { return Ok(0) };
        to.write(&name, content).await.map(|()| 1)
    });
    let copied = stream::iter(copies).buffer_unordered(COPIED_AT_ONCE);
    copied.try_fold(0, async |copied, one| io::Result::Ok(copied + one)).await
}
