//! The hidden command that becomes the store: it prepares its own process, and then executes the store in its place.

use std::{
    error::Error,
    ffi::OsString,
    fs::OpenOptions,
    os::unix::{fs::OpenOptionsExt as _, process::CommandExt as _},
    path::PathBuf,
    process::{Command, Stdio},
};

use clap::Args;
use rustix::{
    fs::{FlockOperation, flock},
    io::{FdFlags, fcntl_setfd},
};

use super::StoreFiles;

/// Arguments of the hidden command.
#[derive(Debug, Args)]
pub struct RunStore {
    /// The store to execute.
    #[arg(long)]
    program: PathBuf,
    /// The folder of the data.
    #[arg(long)]
    folder: PathBuf,
    /// The socket to listen on.
    #[arg(long)]
    socket: PathBuf,
    /// The process with which the store ends.
    #[arg(long)]
    parent: u32,
}

/// Returns the command line that starts [`RunStore`] as a child of this process.
pub(super) fn arguments(program: &PathBuf, files: &StoreFiles) -> Vec<OsString> {
    let parent = std::process::id().to_string();
    let paths: [(&str, OsString); 4] = [
        ("--program", program.into()),
        ("--folder", files.folder().into()),
        ("--socket", files.socket().into()),
        ("--parent", parent.into()),
    ];
    std::iter::once("run-store".into())
        .chain(paths.into_iter().flat_map(|(name, value)| [name.into(), value]))
        .collect()
}

impl RunStore {
    /// Becomes the store.
    ///
    /// # Errors
    /// When the folder cannot be locked, or the program does not start.
    pub fn run(self) -> Result<(), Box<dyn Error>> {
        self.end_with_parent()?;
        // The lock lasts as long as the store and its children: a new store waits until the earlier one has written its
        // file and removed its socket.
        let lock =
            OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(self.folder.join("lock"))?;
        flock(&lock, FlockOperation::LockExclusive)?;
        fcntl_setfd(&lock, FdFlags::empty())?;
        let mut store = Command::new(&self.program);
        // Redis does not start in a locale that is not installed.
        store.env("LC_ALL", "C").arg("--unixsocket").arg(&self.socket).args(["--unixsocketperm", "700", "--port", "0"]);
        // A crash of the store loses nothing, a power cut at most one second.
        store.arg("--dir").arg(&self.folder).args(["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]);
        store.args(["--daemonize", "no", "--logfile", "redis.log"]);
        // The store has a log of its own, and must not keep the output of its parent open.
        store.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Err(store.exec().into())
    }

    /// Requests SIGTERM for this process when its parent ends, also by SIGKILL. The store that replaces this program keeps
    /// the request.
    #[cfg(target_os = "linux")]
    fn end_with_parent(&self) -> Result<(), Box<dyn Error>> {
        use rustix::process::{Signal, getppid, set_parent_process_death_signal};

        set_parent_process_death_signal(Some(Signal::TERM))?;
        let parent = getppid().map(|pid| pid.as_raw_nonzero().get().cast_unsigned());
        if parent != Some(self.parent) {
            return Err("the process that started the store has ended".into());
        }
        Ok(())
    }

    /// Other systems have no such request: the next start stops the store.
    #[cfg(not(target_os = "linux"))]
    fn end_with_parent(&self) -> Result<(), Box<dyn Error>> {
        let _ = self.parent;
        Ok(())
    }
}
