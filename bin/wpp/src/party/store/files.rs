//! The folder of the store: its data, its log, and its socket.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::UnixStream,
    time::timeout,
};
use url::Url;

/// Longest path of a socket. Linux allows 107 bytes, macOS 103.
const MAX_SOCKET_PATH: usize = 100;

/// Time for a command to a store on the same machine.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(10);

/// The files of a store.
#[derive(Debug)]
pub struct StoreFiles {
    folder: PathBuf,
    socket: PathBuf,
    /// A short path for the socket, if the folder's is too long.
    _short: Option<tempfile::TempDir>,
}

impl StoreFiles {
    /// Returns the files in `folder`, which is absolute.
    ///
    /// # Errors
    /// When a folder for the socket cannot be created.
    pub fn new(folder: &Path) -> io::Result<Self> {
        const NAME: &str = "store.sock";
        let socket = folder.join(NAME);
        if socket.as_os_str().len() <= MAX_SOCKET_PATH {
            return Ok(Self { folder: folder.to_owned(), socket, _short: None });
        }
        let short = tempfile::Builder::new().prefix("wpp-").tempdir()?;
        Ok(Self { folder: folder.to_owned(), socket: short.path().join(NAME), _short: Some(short) })
    }

    /// Returns the folder of the data.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the socket.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// Returns the log of the store.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.folder.join("redis.log")
    }

    /// Returns the value for `REDIS_URL`.
    ///
    /// # Errors
    /// When the path is not absolute.
    pub fn url(&self) -> io::Result<String> {
        let file = Url::from_file_path(&self.socket).map_err(|()| io::Error::other("the path is not absolute"))?;
        Ok(format!("redis+unix://{}", file.path()))
    }

    /// Reports whether the store takes commands. A store that loads its data answers with an error.
    pub async fn answers(&self) -> bool {
        const PONG: &[u8] = b"+PONG\r\n";
        let ping = async {
            let mut socket = UnixStream::connect(&self.socket).await?;
            socket.write_all(b"PING\r\n").await?;
            let mut answer = [0; PONG.len()];
            socket.read_exact(&mut answer).await?;
            Ok::<_, io::Error>(answer == PONG)
        };
        matches!(timeout(COMMAND_TIMEOUT, ping).await, Ok(Ok(true)))
    }

    /// Stops a store that outlived the process that started it, where the operating system does not end it.
    pub async fn stop_leftover(&self) {
        let stop = async {
            let mut socket = UnixStream::connect(&self.socket).await?;
            // Writes the append-only file and ends. The connection closes with the store.
            socket.write_all(b"SHUTDOWN\r\n").await?;
            socket.read_to_end(&mut Vec::new()).await
        };
        if let Ok(Ok(_)) = timeout(COMMAND_TIMEOUT, stop).await {
            tracing::warn!("stopped the store of an earlier wpp that was killed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_escapes_the_path() {
        let files = StoreFiles::new(Path::new("/a b/ø")).unwrap();
        assert_eq!(files.url().unwrap(), "redis+unix:///a%20b/%C3%B8/store.sock");
    }

    #[test]
    fn a_long_folder_has_a_short_socket() {
        let folder = PathBuf::from("/").join("long".repeat(40));
        let files = StoreFiles::new(&folder).unwrap();
        assert!(files.socket().as_os_str().len() <= MAX_SOCKET_PATH, "{files:?}");
        assert_eq!(files.folder(), folder);
    }
}
