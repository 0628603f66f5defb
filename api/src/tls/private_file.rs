//! Files that only the user of the process can read.

use std::{
    io::{self, Write as _},
    os::unix::fs::DirBuilderExt as _,
    path::Path,
};

use tempfile::NamedTempFile;

/// Replaces `file` in one step, and creates its folder where it is missing. A reader sees the old content or the new one.
pub(super) fn write(file: &Path, content: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    create_folder(folder)?;
    // Only the owner can read the temporary file, and the file that it becomes.
    let mut written = NamedTempFile::new_in(folder)?;
    written.write_all(content)?;
    written.as_file().sync_all()?;
    written.persist(file).map(drop).map_err(|error| error.error)
}

/// Creates a folder, with its parents, that only the owner can open.
pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}
