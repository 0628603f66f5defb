//! Finds a program that can be the store.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use wpp_runtime::config::Env;

/// Programs that can be the store.
const NAMES: [&str; 2] = ["redis-server", "valkey-server"];

/// Oldest major version with the commands that games need.
const OLDEST: u32 = 7;

/// No program can be the store.
#[derive(Debug, thiserror::Error)]
#[error(
    "wpp needs Redis or Valkey {OLDEST}.0 or newer, and {found}. Install it (Debian: apt-get install redis-server; \
     Homebrew: brew install redis), start with bin/run, which downloads one, or set REDIS_URL to a server."
)]
pub struct MissingProgram {
    found: String,
}

/// Returns the first suitable program of `PATH`, of the folder of `wpp`, where packages put it, and of `var/valkey`, where
/// `bin/run` puts it.
///
/// # Errors
/// [`MissingProgram`], with the programs that were found and are too old.
pub fn find(env: &Env<'_>) -> Result<PathBuf, MissingProgram> {
    let path = env.text("PATH", "");
    let own_folder = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.to_owned()));
    let folders = std::env::split_paths(&path).chain(own_folder).chain([PathBuf::from("var/valkey")]);
    let mut old = Vec::new();
    for program in folders.flat_map(|folder| NAMES.map(|name| folder.join(name))).filter(|program| program.is_file()) {
        match major_version(&program) {
            Some(version) if version >= OLDEST => return Ok(program),
            Some(version) => old.push(format!("{} is version {version}", program.display())),
            None => old.push(format!("{} does not run", program.display())),
        }
    }
    Err(MissingProgram { found: if old.is_empty() { "none was found".to_owned() } else { old.join(", ") } })
}

/// Returns the major version that a program prints.
fn major_version(program: &Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    parse_major(&String::from_utf8_lossy(&output.stdout))
}

/// Reads the version of a line such as `Redis server v=7.0.15 sha=…`.
fn parse_major(line: &str) -> Option<u32> {
    line.split_whitespace().find_map(|word| word.strip_prefix("v=")?.split('.').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::*;

    #[test]
    fn reads_versions() {
        assert_eq!(parse_major("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64"), Some(7));
        assert_eq!(parse_major("Valkey server v=8.1.4 sha=00000000:0 malloc=libc bits=64"), Some(8));
        assert_eq!(parse_major("no version"), None);
    }

    #[test]
    fn skips_old_programs_and_names_them() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, version: &str| {
            let file = folder.path().join(name);
            fs::write(&file, format!("#!/bin/sh\necho 'server v={version} sha=0'\n")).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
            file
        };
        let path = folder.path().display().to_string();
        let lookup = |name: &str| (name == "PATH").then(|| path.clone());
        let found = || find(&Env::new(&lookup));
        assert!(found().unwrap_err().to_string().contains("none was found"));
        write("redis-server", "6.2.1");
        assert!(found().unwrap_err().to_string().contains("redis-server is version 6"));
        let valkey = write("valkey-server", "8.1.4");
        assert_eq!(found().unwrap(), valkey);
    }
}
