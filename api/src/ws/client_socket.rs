//! One client's WebSocket, as the connection's task uses it: client messages, heartbeats and flushing.

use std::{pin::Pin, sync::Arc, time::Duration};

use crate::{
    limits::MAX_MESSAGE,
    wire::{
        close::{self, Close},
        connection::{Connection, Wire},
        outbox::ConnectionTask,
        writer::SocketWriter,
    },
};
use futures_util::{SinkExt, StreamExt};
use tokio::time::{Sleep, sleep, timeout};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message, Utf8Bytes,
        error::ProtocolError,
        protocol::{Role, WebSocketConfig, frame::coding::CloseCode},
    },
};

/// Size of the read buffer that tungstenite reserves for each socket. The default of 128 KiB would need 1.3 GB for
/// 10,000 sockets. Client messages are short; a longer message needs several reads.
const READ_BUFFER: usize = 256;

/// Longest time for which a client may accept no bytes, and for the closing handshake. TCP itself would wait for minutes.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// Time between two pings. A client that sends nothing for two intervals is disconnected.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// A WebSocket whose write half is shared with the hub.
pub(super) struct ClientSocket {
    socket: WebSocketStream<Wire>,
    writer: Arc<SocketWriter>,
    heartbeat: Pin<Box<Sleep>>,
    /// Pings sent since the client last sent a frame.
    unanswered: u8,
}

/// The next work of the connection's task.
pub(super) enum SocketEvent {
    /// The client sent a message; `None` if the message is not text.
    Message(Option<Utf8Bytes>),
    /// The client cannot follow the event stream and needs a new snapshot.
    StartOver,
}

/// The reason for which a connection ends.
pub(super) enum Stop {
    /// The client disconnected or does not respond.
    Gone,
    /// The client closed the socket, with this code. The library replaces an invalid code by 1002.
    ByClient(Option<CloseCode>),
    /// The server closes the socket.
    Because(Close),
}

impl From<Close> for Stop {
    fn from(reason: Close) -> Self {
        Self::Because(reason)
    }
}

impl ClientSocket {
    /// Creates the socket over `connection`. `read` holds the bytes that the HTTP server read after the handshake.
    pub(super) async fn new(connection: Connection, read: Vec<u8>) -> Self {
        let wire = Wire::new(connection);
        let writer = wire.writer().clone();
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_MESSAGE))
            .max_frame_size(Some(MAX_MESSAGE));
        let socket = WebSocketStream::from_partially_read(wire, read, Role::Server, Some(config)).await;
        Self { socket, writer, heartbeat: Box::pin(sleep(HEARTBEAT)), unanswered: 0 }
    }

    /// Returns the write half.
    pub(super) fn writer(&self) -> &Arc<SocketWriter> {
        &self.writer
    }

    /// Waits for the next work. Meanwhile flushes the outbox and sends pings.
    pub(super) async fn next(&mut self) -> Result<SocketEvent, Stop> {
        loop {
            tokio::select! {
                biased;
                task = self.writer.next_task() => match task {
                    ConnectionTask::Flush => self.flush().await?,
                    ConnectionTask::StartOver => return Ok(SocketEvent::StartOver),
                    ConnectionTask::Close(reason) => return Err(reason.into()),
                },
                message = self.socket.next() => {
                    self.unanswered = 0;
                    match message {
                        None => return Err(Stop::Gone),
                        Some(Ok(Message::Close(frame))) => {
                            return Err(Stop::ByClient(frame.map(|frame| frame.code)));
                        }
                        Some(Err(error)) => return Err(stop_after(&error)),
                        Some(Ok(Message::Text(text))) => return Ok(SocketEvent::Message(Some(text))),
                        Some(Ok(Message::Binary(_))) => return Ok(SocketEvent::Message(None)),
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    }
                }
                () = self.heartbeat.as_mut() => self.ping().await?,
            }
        }
    }

    /// Completes the closing handshake: sends the close frame, waits for the client's, and ends the connection.
    pub(super) async fn close(mut self, stop: Stop) {
        let closing = async {
            match stop {
                Stop::Gone => return Ok(()),
                Stop::ByClient(code) => self.writer.send_close_frame(close::answer(code)).await?,
                Stop::Because(reason) => {
                    self.writer.send_close_frame(reason.frame()).await?;
                    // After a violation the library reads nothing, so the client's close frame is not awaited.
                    while let Some(Ok(message)) = self.socket.next().await {
                        if matches!(message, Message::Close(_)) {
                            break;
                        }
                    }
                }
            }
            self.socket.get_ref().end().await
        };
        // An error means that the client disconnected first.
        let _ = timeout(SEND_TIMEOUT, closing).await;
    }

    async fn flush(&self) -> Result<(), Stop> {
        match timeout(SEND_TIMEOUT, self.writer.flush()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Stop::Gone),
        }
    }

    async fn ping(&mut self) -> Result<(), Stop> {
        self.unanswered += 1;
        if self.unanswered > 2 {
            return Err(Stop::Gone);
        }
        let next = self.heartbeat.deadline() + HEARTBEAT;
        self.heartbeat.as_mut().reset(next);
        self.socket.send(Message::Ping(Vec::new().into())).await.map_err(|_| Stop::Gone)
    }
}

/// Returns how the connection ends after the library failed to read from it. The close code follows section 7.4.1 of
/// RFC 6455.
fn stop_after(error: &Error) -> Stop {
    match error {
        Error::Capacity(_) => Close::TooLarge.into(),
        Error::Utf8(_) => Close::InvalidUtf8.into(),
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => Stop::Gone,
        Error::Protocol(_) => Close::ProtocolError.into(),
        _ => Stop::Gone,
    }
}
