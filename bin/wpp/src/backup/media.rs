//! The pictures and sounds of questions in a backup: the files of the media store.

use std::{
    ffi::OsStr,
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::Path,
};

/// Folder in a backup.
const FOLDER: &str = "media";

/// Copies the files of the media store `store` into the backup `folder`. Returns their number.
///
/// Files that are deleted meanwhile are left out. Files that are newer than the copy of the database are deleted some minutes
/// after a restore, because no row names them.
///
/// # Errors
/// When a file cannot be read or written.
pub(super) fn dump(store: &Path, folder: &Path) -> io::Result<usize> {
    copy(store, &folder.join(FOLDER))
}

/// Copies the files of a backup into the media store. Files that are there already have the same content.
///
/// # Errors
/// As [`dump`].
pub(super) fn restore(store: &Path, folder: &Path) -> io::Result<usize> {
    copy(&folder.join(FOLDER), store)
}

fn copy(from: &Path, to: &Path) -> io::Result<usize> {
    let entries = match fs::read_dir(from) {
        // A server without media has no folder.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        read => read?,
    };
    DirBuilder::new().recursive(true).mode(0o700).create(to)?;
    let mut copied = 0;
    for entry in entries {
        let file = entry?.path();
        let Some(name) = file.file_name().and_then(OsStr::to_str).filter(|name| is_media(name)) else { continue };
        match fs::copy(&file, to.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            copied_file => {
                copied_file?;
                copied += 1;
            }
        }
    }
    Ok(copied)
}

fn is_media(name: &str) -> bool {
    wpp_game::content::MediaKind::of_file(name).is_some()
}
