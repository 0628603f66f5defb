//! The file of a SQLite database.

use std::path::Path;

/// Returns the file of a `sqlite:` address, if it has one.
pub fn file(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    path.split('?').next().filter(|file| !file.is_empty() && *file != ":memory:").map(Path::new)
}
