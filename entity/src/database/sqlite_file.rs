//! The file of a SQLite database. Only the user of the process may read it.

use std::{
    ffi::OsString,
    fs::{DirBuilder, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    str::FromStr as _,
};

use sea_orm::sqlx::sqlite::SqliteConnectOptions;

/// Rights of a folder: its owner may do everything.
const FOLDER: u32 = 0o700;

/// Rights of a file: its owner may read and write.
const FILE: u32 = 0o600;

/// Rights of users who are neither the owner nor in the group.
const OTHERS: u32 = 0o007;

/// Endings of the files of one database: the database, the write-ahead log with its index, and the rollback journal.
const ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Returns the file of a `sqlite:` address. Returns `None` for a database in memory and for other databases.
#[must_use]
pub fn path(url: &str) -> Option<PathBuf> {
    if !url.starts_with("sqlite:") || url.contains(":memory:") || url.contains("mode=memory") {
        return None;
    }
    let options = SqliteConnectOptions::from_str(url).ok()?;
    Some(options.get_filename().to_owned()).filter(|file| !file.as_os_str().is_empty())
}

/// Creates the folder and the file of the database at `url`, if it is a SQLite file that may be created. Withdraws the
/// rights of existing files that every user of the machine has. Rights of a group are kept if others have none.
///
/// # Errors
/// The folder cannot be created. SQLite itself reports a file that cannot be created.
pub fn prepare(url: &str) -> io::Result<()> {
    let Some(file) = path(url) else { return Ok(()) };
    if let Some(folder) = folder(&file) {
        DirBuilder::new().recursive(true).mode(FOLDER).create(folder)?;
    }
    if url.contains("mode=rwc") {
        // SQLite gives the log and its index the rights of this file.
        let _ = OpenOptions::new().create(true).append(true).mode(FILE).open(&file);
    }
    for ending in ENDINGS {
        let mut name = OsString::from(&file);
        name.push(ending);
        // Fails for files of another user, which that user must restrict.
        let _ = restrict(Path::new(&name));
    }
    Ok(())
}

/// Returns the folder that contains `file`, or `None` for the working folder.
#[must_use]
pub fn folder(file: &Path) -> Option<&Path> {
    file.parent().filter(|folder| !folder.as_os_str().is_empty())
}

fn restrict(file: &Path) -> io::Result<()> {
    let mode = file.metadata()?.permissions().mode();
    if mode & OTHERS == 0 {
        return Ok(());
    }
    std::fs::set_permissions(file, Permissions::from_mode(mode & FILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn finds_the_file_of_an_address() {
        assert_eq!(path("sqlite://var/wpp.db?mode=rwc"), Some("var/wpp.db".into()));
        assert_eq!(path("sqlite:/srv/my%20party.db"), Some("/srv/my party.db".into()));
        for elsewhere in ["sqlite::memory:", "sqlite://x?mode=memory", "postgres://db/x", "sqlite:"] {
            assert_eq!(path(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn new_files_are_private() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("var/party/wpp.db");
        prepare(&format!("sqlite://{}?mode=rwc", file.display())).unwrap();
        assert_eq!(rights(&file), 0o600);
        assert_eq!(rights(&home.path().join("var")), 0o700);
        assert_eq!(rights(&home.path().join("var/party")), 0o700);
    }

    #[test]
    fn existing_files_become_private() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("wpp.db");
        let url = format!("sqlite://{}", file.display());
        for (before, after) in [(0o644, 0o600), (0o666, 0o600), (0o640, 0o640), (0o600, 0o600), (0o444, 0o400)] {
            for ending in ["", "-wal", "-shm"] {
                let name = home.path().join(format!("wpp.db{ending}"));
                std::fs::write(&name, "kept").unwrap_or_default();
                std::fs::set_permissions(&name, Permissions::from_mode(before)).unwrap();
            }
            prepare(&url).unwrap();
            for ending in ["", "-wal", "-shm"] {
                let name = home.path().join(format!("wpp.db{ending}"));
                assert_eq!(rights(&name), after, "{before:o} of {}", name.display());
            }
        }
    }

    #[test]
    fn only_rwc_creates_a_file() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("wpp.db");
        prepare(&format!("sqlite://{}?mode=rw", file.display())).unwrap();
        assert!(!file.exists());
    }
}
