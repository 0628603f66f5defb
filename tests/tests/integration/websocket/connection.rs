//! A WebSocket client that can send any bytes. Client libraries refuse to send invalid frames.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use wpp_tests::harness::TIMEOUT;

pub const CONTINUATION: u8 = 0;
pub const TEXT: u8 = 1;
pub const BINARY: u8 = 2;
pub const CLOSE: u8 = 8;
pub const PING: u8 = 9;
pub const PONG: u8 = 10;

/// A frame of the client, correct unless a test changes a field.
#[derive(Clone)]
pub struct ClientFrame {
    pub opcode: u8,
    pub payload: Vec<u8>,
    pub is_final: bool,
    /// The three reserved bits.
    pub reserved: u8,
    pub is_masked: bool,
    /// The length in the header; `None` is the length of the payload.
    pub declared: Option<u64>,
}

impl ClientFrame {
    pub fn new(opcode: u8, payload: impl Into<Vec<u8>>) -> Self {
        Self { opcode, payload: payload.into(), is_final: true, reserved: 0, is_masked: true, declared: None }
    }

    /// Makes the frame a fragment with more fragments after it.
    pub fn more(mut self) -> Self {
        self.is_final = false;
        self
    }

    pub fn encode(&self) -> Vec<u8> {
        const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
        let mut bytes = vec![u8::from(self.is_final) << 7 | self.reserved << 4 | self.opcode];
        let mask_bit = u8::from(self.is_masked) << 7;
        let length = self.declared.unwrap_or(self.payload.len() as u64);
        match (u8::try_from(length), u16::try_from(length)) {
            (Ok(short @ ..126), _) => bytes.push(mask_bit | short),
            (_, Ok(medium)) => {
                bytes.push(mask_bit | 126);
                bytes.extend(medium.to_be_bytes());
            }
            _ => {
                bytes.push(mask_bit | 127);
                bytes.extend(length.to_be_bytes());
            }
        }
        if self.is_masked {
            bytes.extend(MASK);
            bytes.extend(self.payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
        } else {
            bytes.extend(&self.payload);
        }
        bytes
    }
}

/// A frame of the server.
#[derive(Debug, PartialEq, Eq)]
pub struct ServerFrame {
    pub opcode: u8,
    pub payload: Vec<u8>,
}

/// An open connection after the handshake.
pub struct Connection {
    stream: TcpStream,
}

impl Connection {
    /// Opens the socket at `path` of `host`.
    pub async fn open(host: &str, path: &str) -> Self {
        let mut stream = TcpStream::connect(host).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        assert!(head.starts_with(b"HTTP/1.1 101 "), "{}", String::from_utf8_lossy(&head));
        Self { stream }
    }

    /// Sends bytes. The server may already have ended the connection.
    pub async fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    /// Returns the next frame, or `None` after the server ended the connection in order.
    ///
    /// # Panics
    /// Panics if the connection is reset, if the server sends an invalid frame, or if nothing arrives in time.
    pub async fn read(&mut self) -> Option<ServerFrame> {
        timeout(TIMEOUT, self.read_frame()).await.expect("a frame arrives in time")
    }

    async fn read_frame(&mut self) -> Option<ServerFrame> {
        let mut head = [0; 2];
        if self.stream.read(&mut head[..1]).await.expect("the connection is not reset") == 0 {
            return None;
        }
        self.stream.read_exact(&mut head[1..]).await.unwrap();
        assert_eq!(head[0] & 0xf0, 0x80, "the server sends whole messages without reserved bits");
        assert_eq!(head[1] & 0x80, 0, "the server does not mask its frames");
        let length = match head[1] {
            126 => self.stream.read_u16().await.unwrap().into(),
            127 => self.stream.read_u64().await.unwrap().try_into().unwrap(),
            short => usize::from(short),
        };
        let mut payload = vec![0; length];
        self.stream.read_exact(&mut payload).await.unwrap();
        Some(ServerFrame { opcode: head[0] & 0x0f, payload })
    }
}
