//! The line to one client, from its task's side: what it says, and whether it is there at all.

use std::{io, pin::Pin, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use serde::Serialize;
use tokio::{
    net::TcpStream,
    time::{Sleep, sleep, timeout},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Error, Message, Utf8Bytes,
        error::CapacityError,
        protocol::{Role, WebSocketConfig},
    },
};
use wpp_game::{driver::DEADLINE_GRANULARITY_MS, time::Timestamp};

use super::{
    close::Close,
    outbox::Wish,
    outlet::{Outlet, Wire, framed},
};
use crate::limits::MAX_MESSAGE;

/// tungstenite reserves this for every socket; by default 128 KiB, which is 1.3 GB at 10,000. What phones say is
/// shorter; what is longer takes some reads more.
const READ_BUFFER: usize = 256;

/// A phone that takes nothing for so long is gone, whatever TCP still hopes.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// How often a phone is asked whether it is there; silent twice, it is gone.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// Phones are asked in rounds, so many milliseconds apart: the few of a round wake the machine once, and hold
/// up nobody …
const ROUND_MS: i64 = 200;

/// … least of all events, which come on the games' ticks: a round lies between two of them.
const BETWEEN_TICKS_MS: i64 = DEADLINE_GRANULARITY_MS.cast_signed() / 2;

/// A WebSocket whose outgoing half is shared with the hub.
pub(super) struct Line {
    socket: WebSocketStream<Wire>,
    outlet: Arc<Outlet>,
    heartbeat: Pin<Box<Sleep>>,
    /// Heartbeats since the client was last heard.
    silent: u8,
}

/// What a client's task has to do next.
pub(super) enum Next {
    /// Answer a message; `None` is one that is not text.
    Message(Option<Utf8Bytes>),
    /// Greet the client anew: it cannot follow from where it is.
    StartOver,
}

/// Why a line ends.
pub(super) enum Stop {
    /// The client is gone.
    Gone,
    /// It is sent away.
    Because(Close),
}

impl From<Close> for Stop {
    fn from(reason: Close) -> Self {
        Self::Because(reason)
    }
}

impl Line {
    /// The line over `stream`, from which `read` was read already.
    pub(super) async fn over(stream: TcpStream, read: Vec<u8>, now: Timestamp) -> Self {
        let outlet = Outlet::new(stream);
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_MESSAGE))
            .max_frame_size(Some(MAX_MESSAGE));
        let wire = Wire(outlet.clone());
        let socket = WebSocketStream::from_partially_read(wire, read, Role::Server, Some(config)).await;
        Self { socket, outlet, heartbeat: Box::pin(sleep(HEARTBEAT + until_round(now))), silent: 0 }
    }

    /// Where the hub writes to.
    pub(super) fn outlet(&self) -> &Arc<Outlet> {
        &self.outlet
    }

    /// Waits until there is something to do, and meanwhile brings out what the connection did not
    /// take at once.
    pub(super) async fn next(&mut self) -> Result<Next, Stop> {
        loop {
            tokio::select! {
                biased;
                wish = self.outlet.wish() => match wish {
                    Wish::Flush => self.flush().await?,
                    Wish::StartOver => return Ok(Next::StartOver),
                    Wish::Close(reason) => return Err(reason.into()),
                },
                message = self.socket.next() => {
                    self.silent = 0;
                    match message {
                        None | Some(Ok(Message::Close(_))) => return Err(Stop::Gone),
                        Some(Err(Error::Capacity(CapacityError::MessageTooLong { .. }))) => {
                            return Err(Close::TooLarge.into());
                        }
                        Some(Err(_)) => return Err(Stop::Gone),
                        Some(Ok(Message::Text(text))) => return Ok(Next::Message(Some(text))),
                        Some(Ok(Message::Binary(_))) => return Ok(Next::Message(None)),
                        Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    }
                }
                () = self.heartbeat.as_mut() => self.beat().await?,
            }
        }
    }

    /// Sends this client alone a message, as JSON. Does not wait until it is out.
    pub(super) fn say(&self, message: &impl Serialize) {
        match serde_json::to_string(message) {
            Ok(text) => drop(self.outlet.reliable(&framed(text))),
            Err(error) => tracing::error!(%error, "a frame cannot be written"),
        }
    }

    /// Says why the line ends, and waits for the client to hang up: its goodbye lets the code arrive
    /// before the connection is reset over what it still had to say.
    pub(super) async fn say_goodbye(mut self, reason: Close) {
        let goodbye = async {
            self.outlet.farewell(reason.frame()).await?;
            while let Some(Ok(message)) = self.socket.next().await {
                if matches!(message, Message::Close(_)) {
                    break;
                }
            }
            Ok::<_, io::Error>(())
        };
        // It may be gone already; then there is nobody to tell.
        let _ = timeout(SEND_TIMEOUT, goodbye).await;
    }

    async fn flush(&self) -> Result<(), Stop> {
        match timeout(SEND_TIMEOUT, self.outlet.flush()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Stop::Gone),
        }
    }

    async fn beat(&mut self) -> Result<(), Stop> {
        self.silent += 1;
        if self.silent > 2 {
            return Err(Stop::Gone);
        }
        // From when it was due: so it stays in its round.
        let next = self.heartbeat.deadline() + HEARTBEAT;
        self.heartbeat.as_mut().reset(next);
        self.socket.send(Message::Ping(Vec::new().into())).await.map_err(|_| Stop::Gone)
    }
}

/// From `now` to the next round in which phones are asked.
fn until_round(now: Timestamp) -> Duration {
    let since = (now.millis() - BETWEEN_TICKS_MS).rem_euclid(ROUND_MS);
    Duration::from_millis((ROUND_MS - since).unsigned_abs())
}
