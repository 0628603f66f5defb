//! One phone's connection, as the hub sees it: written to directly, by whoever has something to say.
//!
//! Nearly always the kernel takes a frame at once, and no task is woken for it. What it does not
//! take waits in the [`Outbox`], and the connection's own task is told to bring it out.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use axum::body::Bytes;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::Notify,
};
use tokio_tungstenite::tungstenite::protocol::frame::{
    Frame,
    coding::{Data, OpCode},
};

use super::{
    close::Close,
    outbox::{Fared, Outbox, Wish},
};

/// A phone's connection and what is on its way there.
#[derive(Debug)]
pub(super) struct Outlet {
    stream: TcpStream,
    outbox: Mutex<Outbox>,
    /// Rung when the connection's task has something to do.
    bell: Notify,
}

impl Outlet {
    pub(super) fn new(stream: TcpStream) -> Arc<Self> {
        Arc::new(Self { stream, outbox: Mutex::default(), bell: Notify::new() })
    }

    /// The next event of the session, framed by [`framed`]. Returns whether the phone keeps up.
    pub(super) fn event(&self, seq: u64, frame: &Bytes) -> bool {
        self.tell(|outbox, stream| outbox.event(seq, frame, &mut |bytes: &[u8]| stream.try_write(bytes)))
    }

    /// A frame without a number that must arrive. Returns whether the phone keeps up.
    pub(super) fn reliable(&self, frame: &Bytes) -> bool {
        self.tell(|outbox, stream| outbox.reliable(frame, &mut |bytes: &[u8]| stream.try_write(bytes)))
    }

    /// A frame without a number that only matters until the next of its `key`. Returns whether it
    /// was sent, or waits without another giving way.
    pub(super) fn latest(&self, key: &str, frame: &Bytes) -> bool {
        self.tell(|outbox, stream| outbox.latest(key, frame, &mut |bytes: &[u8]| stream.try_write(bytes)))
    }

    /// The phone has its first frame, and with it knows all events up to `seq`.
    pub(super) fn greeted(&self, seq: u64) {
        self.tell(|outbox, stream| outbox.greeted(seq, &mut |bytes: &[u8]| stream.try_write(bytes)));
    }

    /// The last event the phone knows, even while it waits to be greeted anew.
    pub(super) fn known(&self) -> u64 {
        self.lock().known()
    }

    /// The phone cannot follow from where it is: its task greets it anew.
    pub(super) fn start_over(&self) {
        self.tell(|outbox, _| outbox.start_over());
    }

    /// The phone is to be sent away.
    pub(super) fn close(&self, reason: Close) {
        self.tell(|outbox, _| outbox.close(reason));
    }

    /// What the connection's task has to do, once there is something. Safe to drop and call again.
    pub(super) async fn wish(&self) -> Wish {
        loop {
            let wish = self.lock().wish();
            if let Some(wish) = wish {
                return wish;
            }
            self.bell.notified().await;
        }
    }

    /// Brings out what waits, however long the phone takes for it.
    ///
    /// # Errors
    /// When the connection is gone.
    pub(super) async fn flush(&self) -> io::Result<()> {
        loop {
            let flushed = self.lock().flush(&mut |bytes: &[u8]| self.stream.try_write(bytes));
            match flushed {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.stream.writable().await?,
                ended => return ended,
            }
        }
    }

    /// Brings out what waits and then `frame`, the connection's last.
    ///
    /// # Errors
    /// When the connection is gone.
    pub(super) async fn farewell(&self, frame: Bytes) -> io::Result<()> {
        self.lock().farewell(frame);
        self.flush().await
    }

    fn tell(&self, what: impl FnOnce(&mut Outbox, &TcpStream) -> Fared) -> bool {
        let fared = what(&mut self.lock(), &self.stream);
        if fared != Fared::Settled {
            self.bell.notify_one();
        }
        fared != Fared::Dropped
    }

    fn lock(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `text` as it goes over the wire: framed once, however many phones it goes to.
pub(super) fn framed(text: impl Into<Bytes>) -> Bytes {
    let text = text.into();
    let mut bytes = Vec::with_capacity(text.len() + 10);
    // Writing into memory does not fail.
    let _ = Frame::message(text, OpCode::Data(Data::Text), true).format(&mut bytes);
    bytes.into()
}

/// The connection as the WebSocket library sees it: what it writes joins the outbox, whole frame by
/// whole frame, so that it never comes between the hub's.
#[derive(Debug)]
pub(super) struct Wire(pub(super) Arc<Outlet>);

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        loop {
            ready!(self.0.stream.poll_read_ready(cx))?;
            match self.0.stream.try_read(buffer.initialize_unfilled()) {
                Ok(read) => {
                    buffer.advance(read);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, frame: &[u8]) -> Poll<io::Result<usize>> {
        self.0.reliable(&Bytes::copy_from_slice(frame));
        Poll::Ready(Ok(frame.len()))
    }

    /// The connection's task brings out what waits; to wait here would be to stop reading.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
