//! The network between an API process and a phone: delayed, bounded, and cut at any moment.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::sync::Notify;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use wpp_api::{wire::close::Close, ws::local_socket::Transport};

use super::world::World;

/// The direction from the server to a phone.
pub struct Pipe {
    world: Arc<World>,
    /// Bytes that the connection holds at most.
    capacity: usize,
    state: Mutex<PipeState>,
    /// Notified when the phone has bytes to read, or the connection has ended.
    readable: Notify,
    /// Notified when the connection accepts bytes.
    writable: Notify,
}

#[derive(Default)]
struct PipeState {
    /// Written bytes with the time of their arrival.
    segments: VecDeque<(i64, Vec<u8>)>,
    held: usize,
    /// Received bytes of an incomplete frame.
    received: Vec<u8>,
    ended: Option<End>,
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The server closed it for a reason.
    Closed(Close),
    /// It broke.
    Broken,
}

impl Pipe {
    /// Returns a connection that holds up to `capacity` bytes.
    #[must_use]
    pub fn new(world: &Arc<World>, capacity: usize) -> Arc<Self> {
        let (readable, writable) = (Notify::new(), Notify::new());
        Arc::new(Self { world: world.clone(), capacity, state: Mutex::default(), readable, writable })
    }

    /// Ends the connection. The phone reads what was written before.
    pub fn end(&self, end: End) {
        self.lock().ended.get_or_insert(end);
        self.readable.notify_one();
        self.writable.notify_one();
    }

    /// Waits for the next text frame.
    ///
    /// # Errors
    /// How the connection ended.
    pub async fn next(&self) -> Result<String, End> {
        loop {
            let arrives_us = {
                let mut state = self.lock();
                if let Some(text) = take_frame(&mut state.received) {
                    return Ok(text);
                }
                match (state.segments.front(), state.ended) {
                    (Some((at_us, _)), _) => Some(*at_us),
                    (None, Some(end)) => return Err(end),
                    (None, None) => None,
                }
            };
            match arrives_us {
                Some(at_us) => {
                    self.world.time.sleep_until(at_us).await;
                    let mut state = self.lock();
                    if let Some((_, bytes)) = state.segments.pop_front() {
                        state.held -= bytes.len();
                        state.received.extend(bytes);
                    }
                    self.writable.notify_one();
                }
                None => self.readable.notified().await,
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, PipeState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Pipe {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        let now_us = self.world.time.now_us();
        let delay = self.world.climate.delay(&mut self.world.lock().rng);
        let mut state = self.lock();
        if state.ended.is_some() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let count = bytes.len().min(self.capacity - state.held);
        if count == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let at_us = state.segments.back().map_or(0, |(at_us, _)| *at_us).max(now_us + delay);
        state.segments.push_back((at_us, bytes[..count].to_vec()));
        state.held += count;
        drop(state);
        self.readable.notify_one();
        Ok(count)
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        async move {
            let is_full = || {
                let state = self.lock();
                state.held >= self.capacity && state.ended.is_none()
            };
            while is_full() {
                self.writable.notified().await;
            }
            Ok(())
        }
        .boxed()
    }
}

/// Removes the first complete text frame.
fn take_frame(received: &mut Vec<u8>) -> Option<String> {
    let (start, length) = {
        let mut cursor = io::Cursor::new(&received[..]);
        let (_, length) = FrameHeader::parse(&mut cursor).ok()??;
        (usize::try_from(cursor.position()).ok()?, usize::try_from(length).ok()?)
    };
    let text = received.get(start..start + length)?;
    let text = String::from_utf8_lossy(text).into_owned();
    received.drain(..start + length);
    Some(text)
}
