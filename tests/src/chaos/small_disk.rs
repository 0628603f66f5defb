//! A small file system that can run full.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Size of the file system: room for the database with all built-in packs, and for the append-only file.
const SIZE: &str = "size=64m";

/// A `tmpfs` on a folder. Dropping it unmounts the file system.
#[derive(Debug)]
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Mounts an empty file system on the folder.
    ///
    /// # Errors
    /// Returns a sentence if this user may not mount file systems.
    pub fn mount(folder: &Path) -> Result<Self, String> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", SIZE, "tmpfs"]).arg(folder).stderr(Stdio::null());
        match mount.status() {
            Ok(status) if status.success() => Ok(Self { folder: folder.to_owned() }),
            _ => Err("a small file system cannot be mounted; run as root".to_owned()),
        }
    }

    /// Fills the file system.
    ///
    /// # Panics
    /// Panics if nothing can be written.
    pub fn fill(&self) {
        let mut filler = File::create(self.filler()).expect("the disk has room");
        // Ends at the first failed write: the disk is full.
        for size in [64 * 1024, 512] {
            while filler.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Frees what [`fill`](Self::fill) used.
    ///
    /// # Panics
    /// Panics if the disk was not filled.
    pub fn free(&self) {
        std::fs::remove_file(self.filler()).expect("the disk was filled");
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily, because a server may still have files open.
        let _ = Command::new("umount").arg("-l").arg(&self.folder).status();
    }
}
