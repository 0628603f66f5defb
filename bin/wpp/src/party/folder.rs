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

/// File that is locked while a `wpp` uses the folder.
const LOCK: &str = "wpp.lock";

/// File with the key that signs tokens.
const SECRET: &str = "token_secret";

/// File with the address of the store, for commands of the operator.
const STORE_URL: &str = "store_url";

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
            .and_then(|()| private_file().read(true).truncate(false).open(path.join(LOCK)))
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
        let file = self.path.join(SECRET);
        match fs::read_to_string(&file) {
            Ok(secret) if !secret.trim().is_empty() => return Ok(secret),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let secret = rng.word(SECRET_CHARACTERS);
        write_private(&file, &secret)?;
        Ok(secret)
    }

    /// Keeps the key of a backup.
    ///
    /// # Errors
    /// When the folder has another key, or the file cannot be written.
    pub(super) fn keep_token_secret(&self, secret: &str) -> Result<(), Box<dyn Error>> {
        let file = self.path.join(SECRET);
        match read(&file) {
            Some(kept) if kept == secret => Ok(()),
            Some(_) => {
                let folder = self.path.display();
                Err(format!("{folder} has the secret of another server; restore in another folder").into())
            }
            None => Ok(write_private(&file, secret)?),
        }
    }

    /// Returns the files of the store, in a folder that exists. Commands of the operator find the store while `self` exists.
    ///
    /// # Errors
    /// When the folder cannot be created.
    pub(super) fn store(&self) -> io::Result<StoreFiles> {
        // The name of earlier versions, whose data the store reads.
        let folder = self.path.join("redis");
        create_private(&folder)?;
        let files = StoreFiles::new(&fs::canonicalize(folder)?)?;
        write_private(&self.path.join(STORE_URL), &files.url()?)?;
        Ok(files)
    }

    /// Notes that the process uses a store of another address.
    pub(super) fn without_store(&self) {
        // The file is usually missing.
        let _ = fs::remove_file(self.path.join(STORE_URL));
    }
}

/// What a running `wpp` keeps in its folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// The address of its store; `None` if it uses another one.
    pub(super) store_url: Option<String>,
    /// The key that signs tokens; `None` if a setting has it.
    pub(super) token_secret: Option<String>,
}

impl Kept {
    /// Returns what the `wpp` keeps that runs in the folder at `path`. `None` if none runs there.
    pub(super) fn of_running(path: &Path) -> Option<Self> {
        let lock = File::open(path.join(LOCK)).ok()?;
        // Nobody uses the folder if the lock can be taken. The lock ends with `lock`.
        if flock(&lock, FlockOperation::NonBlockingLockShared).is_ok() {
            return None;
        }
        Some(Self { store_url: read(&path.join(STORE_URL)), token_secret: read(&path.join(SECRET)) })
    }
}

/// Returns the content of a file; `None` if it is missing or empty.
fn read(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Writes a file that only its owner can read.
fn write_private(file: &Path, content: &str) -> io::Result<()> {
    let mut file = private_file().truncate(true).open(file)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
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
        assert_eq!((mode(&path), mode(&path.join(SECRET))), (0o700, 0o600));
    }

    #[test]
    fn commands_find_what_a_running_process_keeps() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("var");
        assert_eq!(Kept::of_running(&path), None);
        let folder = Folder::claim(&path).unwrap();
        assert_eq!(Kept::of_running(&path), Some(Kept { store_url: None, token_secret: None }));
        let url = folder.store().unwrap().url().unwrap();
        folder.keep_token_secret("a secret").unwrap();
        let kept = Kept { store_url: Some(url), token_secret: Some("a secret".to_owned()) };
        assert_eq!(Kept::of_running(&path), Some(kept));
        folder.without_store();
        assert_eq!(Kept::of_running(&path).unwrap().store_url, None);
        drop(folder);
        assert_eq!(Kept::of_running(&path), None);
    }

    #[test]
    fn a_folder_has_one_secret() {
        let parent = tempfile::tempdir().unwrap();
        let folder = Folder::claim(&parent.path().join("var")).unwrap();
        folder.keep_token_secret("one").unwrap();
        folder.keep_token_secret("one").unwrap();
        assert!(folder.keep_token_secret("another").unwrap_err().to_string().contains("another folder"));
    }
}
