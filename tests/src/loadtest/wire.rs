//! Opens thousands of sockets: small buffers, no delay, several source addresses.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::{TcpSocket, TcpStream, lookup_host};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{self, protocol::WebSocketConfig},
};

/// Size of the read buffer, which holds most events. The library zeroes it before each read, so a larger buffer
/// costs time and memory.
const READ_BUFFER: usize = 1024;

/// Sockets from one loopback address, which has about 28,000 ports by default.
const PER_ADDRESS: usize = 20_000;

/// A client's socket.
pub type Socket = WebSocketStream<TcpStream>;

/// The socket address of an API.
#[derive(Debug, Clone)]
pub struct Target {
    base: String,
    address: SocketAddr,
}

/// Why an address cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The address has another form than `http://host:port`.
    #[error("{0:?} is not an address like http://127.0.0.1:8080")]
    Url(String),
    /// The host cannot be resolved.
    #[error("{url} cannot be resolved: {source}")]
    Resolve {
        /// The address as given.
        url: String,
        /// The cause.
        source: std::io::Error,
    },
}

impl Target {
    /// Resolves the API at `url` (plain HTTP).
    ///
    /// # Errors
    /// Returns [`TargetError`] when `url` has another form or its host is unknown.
    pub async fn resolve(url: &str) -> Result<Self, TargetError> {
        let bad = || TargetError::Url(url.to_owned());
        let authority = url.strip_prefix("http://").ok_or_else(bad)?;
        let host = if authority.contains(':') { authority.to_owned() } else { format!("{authority}:80") };
        let mut found =
            lookup_host(host).await.map_err(|source| TargetError::Resolve { url: url.to_owned(), source })?;
        let address = found.next().ok_or_else(bad)?;
        Ok(Self { base: format!("ws://{authority}"), address })
    }

    /// Opens a socket of session `code`. `place` is the position to resume from, `number` the number among all
    /// sockets of the test.
    ///
    /// # Errors
    /// Returns an error if the server cannot be reached or refuses the upgrade.
    pub async fn open(
        &self,
        code: &str,
        who: &SocketRole,
        place: Option<(&str, u64)>,
        number: usize,
    ) -> Result<Socket, tungstenite::Error> {
        let stream = self.connect(number).await?;
        stream.set_nodelay(true)?;
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER).write_buffer_size(0);
        let (socket, _response) =
            client_async_with_config(self.address(code, who, place), stream, Some(config)).await?;
        Ok(socket)
    }

    async fn connect(&self, number: usize) -> std::io::Result<TcpStream> {
        let further = u8::try_from(number / PER_ADDRESS).unwrap_or(u8::MAX - 1);
        if further == 0 || self.address.ip() != IpAddr::V4(Ipv4Addr::LOCALHOST) {
            return TcpStream::connect(self.address).await;
        }
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from(([127, 0, 0, 1 + further], 0)))?;
        socket.connect(self.address).await
    }

    fn address(&self, code: &str, who: &SocketRole, place: Option<(&str, u64)>) -> String {
        let who = match who {
            SocketRole::Player(token) => format!("session_token={}", escaped(token)),
            SocketRole::Screen => "role=host".to_owned(),
        };
        let place = place.map(|(epoch, seq)| format!("&epoch={}&since={seq}", escaped(epoch))).unwrap_or_default();
        format!("{}/ws/game/{code}/?{who}{place}", self.base)
    }
}

/// The role of a socket.
#[derive(Debug, Clone)]
pub enum SocketRole {
    /// A player, by session token.
    Player(String),
    /// A public screen.
    Screen,
}

/// Escapes `text` for a query string.
fn escaped(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
