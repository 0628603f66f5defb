//! The write half of one client's connection. The hub and the connection's task both write to it.
//!
//! The kernel nearly always accepts a frame at once, so no task wakes for it. Bytes that the kernel does not accept
//! wait in the [`Outbox`], and the connection's task is notified to flush them.

use std::{io, sync::Arc};

use axum::body::Bytes;
use futures_util::future::BoxFuture;
use serde::Serialize;
use tokio::sync::Notify;
use tokio_tungstenite::tungstenite::protocol::frame::{
    Frame as WebSocketFrame,
    coding::{Data, OpCode},
};

use super::{
    close::Close,
    frames::Frame,
    lock::Lock,
    outbox::{ConnectionTask, Outbox, SendOutcome},
};

/// The connection to one client, as a `SocketWriter` writes to it.
pub trait Transport: Send + Sync + 'static {
    /// Writes at least one byte of `bytes`, and returns the number of bytes written.
    ///
    /// # Errors
    /// `WouldBlock` if the connection accepts no bytes now, or the connection's error.
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize>;

    /// Reports whether accepted bytes wait in the transport, as encrypted bytes do.
    fn has_unsent(&self) -> bool {
        false
    }

    /// Sends the accepted bytes that wait in the transport.
    ///
    /// # Errors
    /// `WouldBlock` if the connection accepts no bytes now, or the connection's error.
    fn try_flush(&self) -> io::Result<()> {
        Ok(())
    }

    /// Waits until the connection may accept bytes.
    fn writable(&self) -> BoxFuture<'_, io::Result<()>>;
}

/// A client's connection and the frames that wait for it.
pub(crate) struct SocketWriter {
    transport: Arc<dyn Transport>,
    outbox: Lock<Outbox>,
    /// Notified when the connection's task has work.
    task_ready: Notify,
}

impl SocketWriter {
    pub(crate) fn new(transport: Arc<dyn Transport>) -> Arc<Self> {
        Arc::new(Self { transport, outbox: Lock::default(), task_ready: Notify::new() })
    }

    /// Sends the next events of the session, encoded by [`text_frame`]. Returns `false` if the client is too slow.
    pub(crate) fn send_events(&self, events: &[(u64, Bytes)]) -> bool {
        self.send(|outbox, transport| outbox.send_events(events, &mut |bytes: &[u8]| transport.try_write(bytes)))
    }

    /// Sends a frame without a `seq` that must arrive. Returns `false` if the client is too slow.
    pub(crate) fn send_reliable(&self, frame: &Bytes) -> bool {
        self.send(|outbox, transport| outbox.send_reliable(frame, &mut |bytes: &[u8]| transport.try_write(bytes)))
    }

    /// Sends a frame that the next frame of the same `key` replaces. Returns `false` if a frame was dropped.
    pub(crate) fn send_latest(&self, key: &str, frame: &Bytes) -> bool {
        self.send(|outbox, transport| outbox.send_latest(key, frame, &mut |bytes: &[u8]| transport.try_write(bytes)))
    }

    /// Records that the first frame was sent and contains all events up to `seq`.
    pub(crate) fn first_frame_sent(&self, seq: u64) {
        self.send(|outbox, transport| outbox.first_frame_sent(seq, &mut |bytes: &[u8]| transport.try_write(bytes)));
    }

    /// Returns `seq` of the last event the client has, also while the client waits for a snapshot.
    pub(crate) fn last_sent(&self) -> u64 {
        self.outbox.lock().last_sent()
    }

    /// Makes the connection's task send a new snapshot, because the client cannot follow the event stream.
    pub(crate) fn start_over(&self) {
        self.send(|outbox, _| outbox.start_over());
    }

    /// Makes the connection's task close the socket.
    pub(crate) fn close(&self, reason: Close) {
        self.send(|outbox, _| outbox.close(reason));
    }

    /// Waits for work for the connection's task. Cancel safe.
    pub(crate) async fn next_task(&self) -> ConnectionTask {
        loop {
            let flush = || self.transport.has_unsent().then_some(ConnectionTask::Flush);
            let task = self.outbox.lock().next_task().or_else(flush);
            if let Some(task) = task {
                return task;
            }
            self.task_ready.notified().await;
        }
    }

    /// Writes all waiting frames. Waits for as long as the client needs to accept them.
    ///
    /// # Errors
    /// The connection is broken.
    pub(crate) async fn flush(&self) -> io::Result<()> {
        loop {
            let flushed = self.outbox.lock().flush(&mut |bytes: &[u8]| self.transport.try_write(bytes));
            match flushed.and_then(|()| self.transport.try_flush()) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.transport.writable().await?,
                ended => return ended,
            }
        }
    }

    /// Writes all waiting frames and then `frame`, the last frame of the connection.
    ///
    /// # Errors
    /// The connection is broken.
    pub(crate) async fn send_close_frame(&self, frame: Bytes) -> io::Result<()> {
        self.outbox.lock().queue_close_frame(frame);
        self.flush().await
    }

    fn send(&self, write: impl FnOnce(&mut Outbox, &dyn Transport) -> SendOutcome) -> bool {
        let outcome = write(&mut self.outbox.lock(), &*self.transport);
        if outcome != SendOutcome::Done || self.transport.has_unsent() {
            self.task_ready.notify_one();
        }
        outcome != SendOutcome::Dropped
    }
}

/// Sends a frame without a `seq` to one client. Does not wait until it is written.
pub(crate) fn send_frame<T: Serialize>(writer: &SocketWriter, frame: &Frame<'_, T>) {
    match serde_json::to_string(frame) {
        Ok(text) => drop(writer.send_reliable(&text_frame(text))),
        Err(error) => tracing::error!(%error, kind = frame.kind, "frame not serialised"),
    }
}

/// Encodes `text` as a WebSocket text frame. All sockets that receive the frame share the bytes.
pub(crate) fn text_frame(text: impl Into<Bytes>) -> Bytes {
    let text = text.into();
    let mut bytes = Vec::with_capacity(text.len() + 10);
    // Writing to a `Vec` cannot fail.
    let _ = WebSocketFrame::message(text, OpCode::Data(Data::Text), true).format(&mut bytes);
    bytes.into()
}
