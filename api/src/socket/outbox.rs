//! What one phone is told, and in which order; what its connection does not take yet.
//!
//! No I/O here: whoever calls passes what writes. [`Outlet`](super::outlet::Outlet) is the outbox
//! with its connection.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
};

use axum::body::Bytes;

use super::close::Close;

/// Frames that may wait for one phone: several phases' worth. A phone that is further behind
/// resumes faster than it catches up.
pub(super) const WAITING: usize = 64;

/// Bytes that may wait for one phone: [`WAITING`] frames of a large room.
pub(super) const WAITING_BYTES: usize = 512 * 1024;

/// Senders and kinds whose latest frame may wait for one phone; further ones are dropped.
pub(super) const LATEST: usize = 64;

/// What a connection's task has to do, since the hub cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Wait until the phone takes more, and write what waits.
    Flush,
    /// What came is not contiguous any more: greet anew with a snapshot.
    StartOver,
    /// Say goodbye.
    Close(Close),
}

/// How a frame fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fared {
    /// Written, kept for later, or not for this phone (any more).
    Settled,
    /// The connection's task has something to do.
    Wakes,
    /// Dropped: the phone is too slow, and will hear so.
    Dropped,
}

/// Frames on their way to one phone.
///
/// Until the phone is greeted (with a snapshot, or the tail it missed) events are held back: the
/// greeting is its first frame. Lanes: *reliable* frames wait in order, and if too many do the
/// phone is closed as slow; of *latest* frames only the newest of a key waits, behind the others.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// The last event the phone knows; `None` until it is greeted.
    cursor: Option<u64>,
    /// The same, from before it had to be greeted anew, too.
    known: u64,
    /// Events that came before the greeting.
    held: VecDeque<(u64, Bytes)>,
    /// What the connection did not take, and how much of the first frame it did.
    waiting: VecDeque<Bytes>,
    written: usize,
    waiting_bytes: usize,
    /// The newest frame of each key that waits in the lane of the latest.
    latest: BTreeMap<String, Bytes>,
    /// What the task has to do beyond flushing.
    order: Option<Wish>,
}

impl Outbox {
    /// The next event of the session.
    pub(super) fn event(&mut self, seq: u64, frame: &Bytes, write: &mut impl Write) -> Fared {
        match self.cursor {
            _ if self.is_closing() => Fared::Settled,
            None if self.held.len() >= WAITING => self.too_slow(),
            None => {
                self.held.push_back((seq, frame.clone()));
                Fared::Settled
            }
            Some(cursor) if seq <= cursor => Fared::Settled,
            Some(cursor) if seq == cursor + 1 => {
                (self.cursor, self.known) = (Some(seq), seq);
                self.reliable(frame, write)
            }
            Some(_) => self.start_over(),
        }
    }

    /// A frame beside the numbered events that must arrive: an answer, a snapshot, a message.
    pub(super) fn reliable(&mut self, frame: &Bytes, write: &mut impl Write) -> Fared {
        if self.is_closing() {
            return Fared::Settled;
        }
        if !self.waiting.is_empty() {
            return self.wait(frame.clone(), 0);
        }
        match write.write(frame) {
            Ok(written) if written == frame.len() => Fared::Settled,
            Ok(written) => self.wait(frame.clone(), written),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => self.wait(frame.clone(), 0),
            // The reading side hears of it, and ends the connection.
            Err(_) => Fared::Settled,
        }
    }

    /// A frame that only matters until the next of its `key`.
    pub(super) fn latest(&mut self, key: &str, frame: &Bytes, write: &mut impl Write) -> Fared {
        if self.cursor.is_none() || self.is_closing() {
            return Fared::Settled;
        }
        if self.waiting.is_empty() && self.latest.is_empty() {
            match write.write(frame) {
                Ok(written) if written == frame.len() => return Fared::Settled,
                // A frame that has begun has to end.
                Ok(written) => return self.wait(frame.clone(), written),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => return Fared::Settled,
            }
        }
        if let Some(older) = self.latest.get_mut(key) {
            *older = frame.clone();
            return Fared::Dropped;
        }
        if self.latest.len() >= LATEST {
            return Fared::Dropped;
        }
        self.latest.insert(key.to_owned(), frame.clone());
        Fared::Wakes
    }

    /// The phone knows all events up to `seq` now; those it does not know follow.
    pub(super) fn greeted(&mut self, seq: u64, write: &mut impl Write) -> Fared {
        self.cursor = Some(seq);
        self.known = seq;
        let mut fared = Fared::Settled;
        for (seq, frame) in std::mem::take(&mut self.held) {
            fared = fared.max(self.event(seq, &frame, write));
        }
        fared
    }

    /// The last event the phone knows, even while it waits to be greeted anew.
    pub(super) fn known(&self) -> u64 {
        self.known
    }

    /// The phone cannot follow from where it is.
    pub(super) fn start_over(&mut self) -> Fared {
        if self.is_closing() {
            return Fared::Settled;
        }
        self.cursor = None;
        self.held.clear();
        self.order = Some(Wish::StartOver);
        Fared::Wakes
    }

    /// The phone is to be sent away. The first reason stands.
    pub(super) fn close(&mut self, reason: Close) -> Fared {
        if !self.is_closing() {
            self.order = Some(Wish::Close(reason));
        }
        Fared::Wakes
    }

    /// What the task has to do next.
    pub(super) fn wish(&mut self) -> Option<Wish> {
        match self.order {
            Some(Wish::StartOver) => self.order.take(),
            Some(close) => Some(close),
            None => self.has_waiting().then_some(Wish::Flush),
        }
    }

    /// Whether the connection did not take everything yet.
    pub(super) fn has_waiting(&self) -> bool {
        !(self.waiting.is_empty() && self.latest.is_empty())
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// `WouldBlock` when the connection takes no more, or what else it says.
    pub(super) fn flush(&mut self, write: &mut impl Write) -> io::Result<()> {
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

    /// The last frame: the goodbye, written even though the outbox is closing.
    pub(super) fn farewell(&mut self, frame: Bytes) {
        self.waiting_bytes += frame.len();
        self.waiting.push_back(frame);
    }

    fn wait(&mut self, frame: Bytes, written: usize) -> Fared {
        if self.waiting.len() >= WAITING || self.waiting_bytes + frame.len() > WAITING_BYTES {
            return self.too_slow();
        }
        if self.waiting.is_empty() {
            self.written = written;
        }
        self.waiting_bytes += frame.len();
        self.waiting.push_back(frame);
        Fared::Wakes
    }

    /// What waits is of no use any more, but a frame that has begun has to end before the goodbye.
    fn too_slow(&mut self) -> Fared {
        self.waiting.truncate(usize::from(self.written > 0));
        self.waiting_bytes = self.waiting.iter().map(Bytes::len).sum();
        self.latest.clear();
        self.held.clear();
        self.close(Close::Slow);
        Fared::Dropped
    }

    fn is_closing(&self) -> bool {
        matches!(self.order, Some(Wish::Close(_)))
    }
}

/// Writes to a connection without waiting for it.
pub(super) trait Write {
    /// Writes a part of `bytes`, at least one; how many were written.
    ///
    /// # Errors
    /// `WouldBlock` when the connection takes nothing now.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
}

impl<F: FnMut(&[u8]) -> io::Result<usize>> Write for F {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self(bytes)
    }
}

impl Fared {
    /// The more serious of two.
    pub(super) fn max(self, other: Self) -> Self {
        match (self, other) {
            (Self::Dropped, _) | (_, Self::Dropped) => Self::Dropped,
            (Self::Wakes, _) | (_, Self::Wakes) => Self::Wakes,
            _ => Self::Settled,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A connection that takes so many bytes more.
    struct Takes {
        room: usize,
        taken: Vec<u8>,
    }

    impl Write for Takes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let part = bytes.get(..self.room.min(bytes.len())).unwrap();
            if part.is_empty() {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            self.room -= part.len();
            self.taken.extend_from_slice(part);
            Ok(part.len())
        }
    }

    impl Takes {
        fn bytes(room: usize) -> Self {
            Self { room, taken: Vec::new() }
        }

        fn text(&self) -> &str {
            std::str::from_utf8(&self.taken).unwrap()
        }
    }

    fn greeted() -> Outbox {
        Outbox { cursor: Some(0), ..Outbox::default() }
    }

    fn frame(text: &str) -> Bytes {
        Bytes::copy_from_slice(text.as_bytes())
    }

    #[test]
    fn the_greeting_comes_first_and_holds_some_of_what_was_held_back() {
        let (mut outbox, mut phone) = (Outbox::default(), Takes::bytes(99));
        for seq in 3..=5 {
            assert_eq!(outbox.event(seq, &frame(&format!("e{seq} ")), &mut phone), Fared::Settled);
        }
        outbox.reliable(&frame("greeting "), &mut phone);
        assert_eq!(outbox.greeted(4, &mut phone), Fared::Settled);
        assert_eq!(phone.text(), "greeting e5 ");
        outbox.event(5, &frame("again"), &mut phone);
        assert_eq!(phone.text(), "greeting e5 ", "told once");
    }

    #[test]
    fn what_is_not_contiguous_is_not_told() {
        let (mut outbox, mut phone) = (greeted(), Takes::bytes(99));
        assert_eq!(outbox.event(2, &frame("e2"), &mut phone), Fared::Wakes);
        assert_eq!(outbox.wish(), Some(Wish::StartOver));
        assert_eq!(outbox.wish(), None, "once is enough");
        outbox.event(3, &frame("e3"), &mut phone);
        outbox.greeted(2, &mut phone);
        assert_eq!(phone.text(), "e3");
    }

    #[test]
    fn a_frame_taken_in_part_is_brought_out_whole_and_before_the_next() {
        let (mut outbox, mut phone) = (greeted(), Takes::bytes(3));
        assert_eq!(outbox.event(1, &frame("first "), &mut phone), Fared::Wakes);
        assert_eq!(outbox.event(2, &frame("second"), &mut phone), Fared::Wakes);
        assert_eq!(outbox.wish(), Some(Wish::Flush));
        phone.room = 5;
        assert_eq!(outbox.flush(&mut phone).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        phone.room = 99;
        outbox.flush(&mut phone).unwrap();
        assert_eq!(phone.text(), "first second");
        assert_eq!((outbox.wish(), outbox.waiting_bytes), (None, 0));
    }

    #[test]
    fn who_is_too_slow_is_closed_behind_the_frame_that_has_begun() {
        let (mut outbox, mut phone) = (greeted(), Takes::bytes(2));
        for seq in 1..=WAITING as u64 {
            assert_eq!(outbox.event(seq, &frame("abc"), &mut phone), Fared::Wakes);
        }
        assert_eq!(outbox.event(WAITING as u64 + 1, &frame("abc"), &mut phone), Fared::Dropped);
        assert_eq!(outbox.wish(), Some(Wish::Close(Close::Slow)));
        assert_eq!(outbox.event(WAITING as u64 + 2, &frame("abc"), &mut phone), Fared::Settled);
        phone.room = 99;
        outbox.farewell(frame(" bye"));
        outbox.flush(&mut phone).unwrap();
        assert_eq!(phone.text(), "abc bye");
    }

    #[test]
    fn so_is_who_waits_for_too_many_bytes_or_for_a_greeting() {
        let mut outbox = greeted();
        let large = Bytes::from(vec![b'x'; WAITING_BYTES]);
        assert_eq!(outbox.event(1, &large, &mut Takes::bytes(0)), Fared::Wakes);
        assert_eq!(outbox.event(2, &frame("x"), &mut Takes::bytes(0)), Fared::Dropped);
        let mut outbox = Outbox::default();
        for seq in 1..=WAITING as u64 {
            outbox.event(seq, &frame("x"), &mut Takes::bytes(99));
        }
        assert_eq!(outbox.event(99, &frame("x"), &mut Takes::bytes(99)), Fared::Dropped);
        assert_eq!(outbox.wish(), Some(Wish::Close(Close::Slow)));
    }

    #[test]
    fn of_what_is_of_the_moment_the_newest_waits_behind_the_events() {
        let (mut outbox, mut phone) = (greeted(), Takes::bytes(0));
        for chord in ["A ", "B ", "C "] {
            outbox.latest("ana", &frame(chord), &mut phone);
        }
        outbox.latest("bo", &frame("D "), &mut phone);
        outbox.event(1, &frame("e1 "), &mut phone);
        phone.room = 99;
        outbox.flush(&mut phone).unwrap();
        assert_eq!(phone.text(), "e1 C D ");
    }

    #[test]
    fn a_flood_of_what_is_of_the_moment_neither_grows_nor_closes_anything() {
        let (mut outbox, mut phone) = (greeted(), Takes::bytes(0));
        for n in 0..10_000 {
            outbox.latest(&format!("p{}", n % 1000), &frame("chord"), &mut phone);
        }
        assert_eq!((outbox.latest.len(), outbox.wish()), (LATEST, Some(Wish::Flush)));
    }

    proptest! {
        /// However little the connection takes at a time, it takes whole frames in order.
        #[test]
        fn frames_come_out_whole_and_in_order(takes in proptest::collection::vec(0_usize..9, 1..40)) {
            let (mut outbox, mut phone) = (greeted(), Takes::bytes(0));
            let mut expected = String::new();
            for (seq, take) in (1..).zip(takes) {
                let text = format!("<{seq}>");
                expected.push_str(&text);
                phone.room += take;
                outbox.event(seq, &frame(&text), &mut phone);
                let _ = outbox.flush(&mut phone);
            }
            phone.room = usize::MAX;
            outbox.flush(&mut phone).unwrap();
            prop_assert_eq!(phone.text(), expected);
            prop_assert_eq!((outbox.waiting_bytes, outbox.written), (0, 0));
        }
    }
}
