//! One client's WebSocket, as the connection's task uses it: client messages, heartbeats and flushing.

use std::{
    future::poll_fn,
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use crate::{
    limits::MAX_MESSAGE,
    wire::{
        close::{self, Close},
        connection::{Connection, Wire},
        outbox::ConnectionTask,
        writer::SocketWriter,
    },
};
use tokio::time::{Sleep, sleep, timeout};
use tokio_tungstenite::tungstenite::{
    Error, Message, Utf8Bytes, WebSocket,
    error::ProtocolError,
    protocol::{Role, WebSocketConfig, frame::coding::CloseCode},
};

/// Size of the read buffer that tungstenite reserves for each socket. The default of 128 KiB would need 1.3 GB for
/// 10,000 sockets. [`Wire`] reads more at once, into memory that an idle socket does not need.
const READ_BUFFER: usize = 64;

/// Longest time for which a client may accept no bytes, and for the closing handshake. TCP itself would wait for minutes.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// Time between two pings. A client that sends nothing for two intervals is disconnected.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// A WebSocket whose write half is shared with the hub.
///
/// The library is called without its asynchronous wrapper, which allocates two wakers for each socket.
pub(super) struct ClientSocket {
    socket: WebSocket<Wire>,
    writer: Arc<SocketWriter>,
    heartbeat: Pin<Box<Sleep>>,
    /// Pings sent since the client last sent a frame.
    unanswered: u8,
    /// Whether the library has reported the end or an error. It must not be read again.
    has_ended: bool,
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
    pub(super) fn new(connection: Connection, read: Vec<u8>) -> Self {
        let wire = Wire::new(connection, read);
        let writer = wire.writer().clone();
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_MESSAGE))
            .max_frame_size(Some(MAX_MESSAGE));
        let socket = WebSocket::from_raw_socket(wire, Role::Server, Some(config));
        Self { socket, writer, heartbeat: Box::pin(sleep(HEARTBEAT)), unanswered: 0, has_ended: false }
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
                message = poll_fn(|cx| poll_message(&mut self.socket, &mut self.has_ended, cx)) => {
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
                () = self.heartbeat.as_mut() => self.ping()?,
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
                    while let Some(Ok(message)) =
                        poll_fn(|cx| poll_message(&mut self.socket, &mut self.has_ended, cx)).await
                    {
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
        // Boxed: a socket rarely has to wait for its client.
        match Box::pin(timeout(SEND_TIMEOUT, self.writer.flush())).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Stop::Gone),
        }
    }

    fn ping(&mut self) -> Result<(), Stop> {
        self.unanswered += 1;
        if self.unanswered > 2 {
            return Err(Stop::Gone);
        }
        let next = self.heartbeat.deadline() + HEARTBEAT;
        self.heartbeat.as_mut().reset(next);
        self.socket.send(Message::Ping(Vec::new().into())).map_err(|_| Stop::Gone)
    }
}

/// Reads the next message. Returns `None` after the end of the connection, and after an error.
fn poll_message(
    socket: &mut WebSocket<Wire>,
    has_ended: &mut bool,
    cx: &mut Context<'_>,
) -> Poll<Option<Result<Message, Error>>> {
    if *has_ended {
        return Poll::Ready(None);
    }
    let failure = loop {
        match socket.read() {
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                if let Err(error) = ready!(socket.get_ref().poll_readable(cx)) {
                    break Error::Io(error);
                }
            }
            Ok(message) => return Poll::Ready(Some(Ok(message))),
            Err(error) => break error,
        }
    };
    *has_ended = true;
    let is_end = matches!(failure, Error::AlreadyClosed | Error::ConnectionClosed);
    Poll::Ready((!is_end).then_some(Err(failure)))
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
