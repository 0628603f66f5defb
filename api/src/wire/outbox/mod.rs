//! The frames that wait for one client, and the order in which they are written.
//!
//! The outbox does no I/O: callers pass a [`Write`]. [`SocketWriter`](super::writer::SocketWriter) combines an outbox
//! with a TCP connection.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
};

use axum::body::Bytes;

use super::close::Close;

/// Maximum number of reliable frames that wait for one client: several phases' worth. A client that is further
/// behind catches up faster by resuming.
pub(crate) const MAX_WAITING: usize = 64;

/// Maximum number of bytes that wait for one client: [`MAX_WAITING`] frames of a large room.
pub(crate) const MAX_WAITING_BYTES: usize = 512 * 1024;

/// Maximum number of bytes that one write joins. A write costs more than to copy a few kilobytes.
const MAX_JOINED_BYTES: usize = 16 * 1024;

/// Maximum number of keys whose replaceable frame waits for one client. Frames of further keys are dropped.
pub(crate) const MAX_LATEST: usize = 64;

/// Work that the hub leaves to the connection's task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConnectionTask {
    /// Wait until the connection accepts bytes, and write the waiting frames.
    Flush,
    /// The event stream has a gap for this client: send a snapshot.
    StartOver,
    /// Send a close frame and end the connection.
    Close(Close),
}

/// The result of sending a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SendOutcome {
    /// The frame was written, is held until the first frame, or is not needed by this client.
    Done,
    /// The connection's task has work.
    TaskNeeded,
    /// The frame was dropped because the client is too slow.
    Dropped,
}

/// Frames on their way to one client.
///
/// Events are held until the client has its first frame (a snapshot, or the events it missed). *Reliable* frames wait
/// in order; if too many wait, the client is closed as slow. Of *latest* frames only the newest of each key waits,
/// behind the reliable ones.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// `seq` of the last event the client has; `None` before the first frame.
    cursor: Option<u64>,
    /// Like `cursor`, but not reset while the client waits for a snapshot.
    last_sent: u64,
    /// Events that arrived before the first frame.
    held: VecDeque<(u64, Bytes)>,
    /// Reliable frames that the connection did not accept, and the number of bytes it accepted of the first one.
    waiting: VecDeque<Bytes>,
    written: usize,
    waiting_bytes: usize,
    /// The newest replaceable frame of each key.
    latest: BTreeMap<String, Bytes>,
    /// Work for the task other than flushing.
    task: Option<ConnectionTask>,
    /// The close frame is queued, and nothing may follow it.
    is_closed: bool,
}

impl Outbox {
    /// Sends the next events of the session.
    pub(crate) fn send_events(&mut self, events: &[(u64, Bytes)], write: &mut impl Write) -> SendOutcome {
        let (mut outcome, mut next) = (SendOutcome::Done, Vec::with_capacity(events.len()));
        for (seq, frame) in events {
            match self.cursor {
                _ if self.is_closing() => {}
                None if self.held.len() >= MAX_WAITING => outcome = outcome.max(self.too_slow()),
                None => self.held.push_back((*seq, frame.clone())),
                Some(cursor) if *seq <= cursor => {}
                Some(cursor) if *seq == cursor + 1 => {
                    (self.cursor, self.last_sent) = (Some(*seq), *seq);
                    next.push(frame);
                }
                Some(_) => outcome = outcome.max(self.start_over()),
            }
        }
        joined(&next).fold(outcome, |outcome, frames| outcome.max(self.send_reliable(&frames, write)))
    }

    /// Sends a frame without a `seq` that must arrive: an answer, a snapshot, a chat message.
    pub(crate) fn send_reliable(&mut self, frame: &Bytes, write: &mut impl Write) -> SendOutcome {
        if self.is_closing() {
            return SendOutcome::Done;
        }
        if !self.waiting.is_empty() {
            return self.wait(frame.clone(), 0);
        }
        match write.write(frame) {
            Ok(written) if written == frame.len() => SendOutcome::Done,
            Ok(written) => self.wait(frame.clone(), written),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.wait(frame.clone(), 0),
            // The reading half detects the error and ends the connection.
            Err(_) => SendOutcome::Done,
        }
    }

    /// Sends a frame that the next frame of the same `key` replaces.
    pub(crate) fn send_latest(&mut self, key: &str, frame: &Bytes, write: &mut impl Write) -> SendOutcome {
        if self.cursor.is_none() || self.is_closing() {
            return SendOutcome::Done;
        }
        if self.waiting.is_empty() && self.latest.is_empty() {
            match write.write(frame) {
                Ok(written) if written == frame.len() => return SendOutcome::Done,
                // A partly written frame must be completed.
                Ok(written) => return self.wait(frame.clone(), written),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return SendOutcome::Done,
            }
        }
        if let Some(older) = self.latest.get_mut(key) {
            *older = frame.clone();
            return SendOutcome::Dropped;
        }
        if self.latest.len() >= MAX_LATEST {
            return SendOutcome::Dropped;
        }
        self.latest.insert(key.to_owned(), frame.clone());
        SendOutcome::TaskNeeded
    }

    /// Records that the client has all events up to `seq`, and sends the held events after it. If another snapshot was
    /// requested meanwhile, the events continue after that one: they may belong to another epoch.
    pub(crate) fn first_frame_sent(&mut self, seq: u64, write: &mut impl Write) -> SendOutcome {
        self.last_sent = seq;
        if self.task == Some(ConnectionTask::StartOver) {
            return SendOutcome::TaskNeeded;
        }
        self.cursor = Some(seq);
        let held = Vec::from(std::mem::take(&mut self.held));
        self.send_events(&held, write)
    }

    /// Returns `seq` of the last event the client has, also while the client waits for a snapshot.
    pub(crate) fn last_sent(&self) -> u64 {
        self.last_sent
    }

    /// Discards the held events and requests a new snapshot for the client.
    pub(crate) fn start_over(&mut self) -> SendOutcome {
        if self.is_closing() {
            return SendOutcome::Done;
        }
        self.cursor = None;
        self.held.clear();
        self.task = Some(ConnectionTask::StartOver);
        SendOutcome::TaskNeeded
    }

    /// Requests the end of the connection. The first reason wins.
    pub(crate) fn close(&mut self, reason: Close) -> SendOutcome {
        if !self.is_closing() {
            self.task = Some(ConnectionTask::Close(reason));
        }
        SendOutcome::TaskNeeded
    }

    /// Returns the next work for the connection's task.
    pub(crate) fn next_task(&mut self) -> Option<ConnectionTask> {
        match self.task {
            Some(ConnectionTask::StartOver) => self.task.take(),
            Some(close) => Some(close),
            None => self.has_waiting().then_some(ConnectionTask::Flush),
        }
    }

    /// Reports whether frames wait for the connection.
    pub(crate) fn has_waiting(&self) -> bool {
        !(self.waiting.is_empty() && self.latest.is_empty())
    }

    /// Writes the waiting frames.
    ///
    /// # Errors
    /// `WouldBlock` if the connection accepts no more bytes, or the connection's error.
    pub(crate) fn flush(&mut self, write: &mut impl Write) -> io::Result<()> {
        loop {
            while let Some(frame) = self.waiting.front() {
                let rest = frame.get(self.written..).unwrap_or_default();
                self.written += write.write(rest)?;
                if self.written >= frame.len() {
                    self.waiting_bytes -= frame.len();
                    self.written = 0;
                    self.waiting.pop_front();
                }
            }
            let Some((_, frame)) = self.latest.pop_first() else { return Ok(()) };
            self.waiting_bytes += frame.len();
            self.waiting.push_back(frame);
        }
    }

    /// Queues the close frame. The outbox accepts no frame after it.
    pub(crate) fn queue_close_frame(&mut self, frame: Bytes) {
        self.is_closed = true;
        self.waiting_bytes += frame.len();
        self.waiting.push_back(frame);
    }

    fn wait(&mut self, frame: Bytes, written: usize) -> SendOutcome {
        if self.waiting.len() >= MAX_WAITING || self.waiting_bytes + frame.len() > MAX_WAITING_BYTES {
            return self.too_slow();
        }
        if self.waiting.is_empty() {
            self.written = written;
        }
        self.waiting_bytes += frame.len();
        self.waiting.push_back(frame);
        SendOutcome::TaskNeeded
    }

    /// Closes the client as slow. Discards the waiting frames, except a partly written one: the close frame must follow
    /// a complete frame.
    fn too_slow(&mut self) -> SendOutcome {
        self.waiting.truncate(usize::from(self.written > 0));
        self.waiting_bytes = self.waiting.iter().map(Bytes::len).sum();
        self.latest.clear();
        self.held.clear();
        self.close(Close::Slow);
        SendOutcome::Dropped
    }

    fn is_closing(&self) -> bool {
        self.is_closed || matches!(self.task, Some(ConnectionTask::Close(_)))
    }
}

/// Joins frames up to [`MAX_JOINED_BYTES`].
fn joined<'a>(frames: &'a [&'a Bytes]) -> impl Iterator<Item = Bytes> + 'a {
    let mut rest = frames;
    std::iter::from_fn(move || {
        let (first, others) = rest.split_first()?;
        let mut bytes = first.len();
        let more = others.iter().take_while(|frame| {
            bytes += frame.len();
            bytes <= MAX_JOINED_BYTES
        });
        let (together, after) = rest.split_at(1 + more.count());
        rest = after;
        Some(match together {
            [one] => Bytes::clone(one),
            several => several.iter().map(|frame| &***frame).collect::<Vec<&[u8]>>().concat().into(),
        })
    })
}

/// Writes to a connection without waiting for it.
pub(crate) trait Write {
    /// Writes at least one byte of `bytes`, and returns the number of bytes written.
    ///
    /// # Errors
    /// `WouldBlock` if the connection accepts no bytes now.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
}

impl<F: FnMut(&[u8]) -> io::Result<usize>> Write for F {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self(bytes)
    }
}

impl SendOutcome {
    /// Returns the more severe of two outcomes.
    pub(crate) fn max(self, other: Self) -> Self {
        match (self, other) {
            (Self::Dropped, _) | (_, Self::Dropped) => Self::Dropped,
            (Self::TaskNeeded, _) | (_, Self::TaskNeeded) => Self::TaskNeeded,
            _ => Self::Done,
        }
    }
}

#[cfg(test)]
mod tests;
