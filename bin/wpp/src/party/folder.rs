//! The folder of all data. One `wpp` at a time uses it.

use std::{
    error::Error,
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use rustix::fs::{FlockOperation, flock};
use wpp_runtime::secure_rng::SecureRng;

use super::store::StoreFiles;

/// Characters of a generated secret: letters and digits, about 380 bits.
const SECRET_CHARACTERS: usize = 64;

/// The folder, which only its owner can read. Another `wpp` can use it when this value drops, or when the process ends in
/// any way.
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Creates the folder if it is missing, and claims it for this process.
    ///
    /// # Errors
    /// When another process has claimed the folder, or the folder cannot be written.
    pub(super) fn claim(path: &Path) -> Result<Self, Box<dyn Error>> {
        let lock = create_private(path)
            .and_then(|()| private_file().read(true).truncate(false).open(path.join("wpp.lock")))
            .map_err(|error| {
                format!("the folder {} cannot be written ({error}); start in another folder", path.display())
            })?;
        if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_err() {
            let process = holder(&lock).map_or_else(String::new, |process| format!(" (process {process})"));
            return Err(format!(
                "wpp is already running in {}{process}; stop that process, or start in another folder",
                path.display()
            )
            .into());
        }
        lock.set_len(0)?;
        writeln!(&lock, "{}", std::process::id())?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Returns the key that signs tokens. The first start generates it: tokens of players stay valid after a restart.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub(super) fn token_secret(&self, rng: &SecureRng) -> io::Result<String> {
        let file = self.path.join("token_secret");
        match fs::read_to_string(&file) {
            Ok(secret) if !secret.trim().is_empty() => return Ok(secret),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let secret = rng.word(SECRET_CHARACTERS);
        let mut file = private_file().truncate(true).open(file)?;
        file.write_all(secret.as_bytes())?;
        file.sync_all()?;
        Ok(secret)
    }

    /// Returns the files of the store, in a folder that exists.
    ///
    /// # Errors
    /// When the folder cannot be created.
    pub(super) fn store(&self) -> io::Result<StoreFiles> {
        // The name of earlier versions, whose data the store reads.
        let folder = self.path.join("redis");
        create_private(&folder)?;
        StoreFiles::new(&fs::canonicalize(folder)?)
    }
}

/// Creates a folder that only its owner can read, and withdraws the rights of others to an existing one.
fn create_private(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o700))
}

/// Returns options that create a file that only its owner can read.
fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true).mode(0o600);
    options
}

/// Returns the process id in the lock's file.
fn holder(mut lock: &File) -> Option<u32> {
    let mut text = String::new();
    lock.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_claims_a_folder() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("var");
        let first = Folder::claim(&path).unwrap();
        let error = Folder::claim(&path).err().expect("claimed already").to_string();
        assert!(error.contains(&format!("(process {})", std::process::id())), "{error}");
        drop(first);
        Folder::claim(&path).unwrap();
    }

    #[test]
    fn the_secret_is_kept_and_private() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("var");
        let folder = Folder::claim(&path).unwrap();
        let secret = |seed| folder.token_secret(&SecureRng::from_seed([seed; 32])).unwrap();
        let first = secret(1);
        assert_eq!((first.len(), secret(2)), (SECRET_CHARACTERS, first));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&path.join("token_secret"))), (0o700, 0o600));
    }
}
