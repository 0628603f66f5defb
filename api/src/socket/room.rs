//! One session's sockets in this process, and the order of what they are told.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::extract::ws::Utf8Bytes;
use metrics::counter;
use tokio::sync::{OnceCell, mpsc};
use wpp_game::ids::{PlayerId, SessionCode};
use wpp_platform::telemetry::names;

use super::close::Close;

/// Frames that may wait for one phone: several phases' worth. A phone that is further behind
/// resumes faster than it catches up.
pub(super) const INBOX: usize = 64;

/// What a connection finds in its inbox. A closed inbox means that it was too slow.
#[derive(Debug, Clone)]
pub(super) enum Delivery {
    /// The next event.
    Event { seq: u64, envelope: Utf8Bytes },
    /// What came is not contiguous any more: start over from a snapshot.
    StartOver,
    /// Say goodbye.
    Close(Close),
}

/// A session's sockets in this process.
pub(super) struct Room {
    pub(super) code: SessionCode,
    /// Set once the channel is subscribed and `last` is known.
    pub(super) ready: OnceCell<()>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    members: BTreeMap<u64, Member>,
    next_member: u64,
    /// The last event handed on; `None` until the room is ready.
    last: Option<u64>,
    /// The numbering it belongs to.
    epoch: String,
    /// That event itself, if it was handed on here.
    latest: Option<Utf8Bytes>,
    /// Events that came while an earlier one is missing, by `seq`.
    early: BTreeMap<u64, Utf8Bytes>,
    /// Whether somebody is fetching what is missing.
    filling: bool,
}

struct Member {
    player: Option<PlayerId>,
    inbox: mpsc::Sender<Delivery>,
}

/// How far a room has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) epoch: String,
    pub(super) seq: u64,
    /// The envelope of `seq`, if it was handed on here.
    pub(super) latest: Option<Utf8Bytes>,
}

/// What to do after an event arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// Nothing: it was handed on, kept for later, or known already.
    Settled,
    /// Fetch what follows `after`.
    Missing { after: u64, upto: u64 },
}

impl Room {
    pub(super) fn new(code: SessionCode) -> Self {
        Self { code, ready: OnceCell::new(), inner: Mutex::default() }
    }

    /// Adds a socket: its number here, its inbox, and how many sockets of its player there are.
    pub(super) fn add(&self, player: Option<PlayerId>) -> (u64, mpsc::Receiver<Delivery>) {
        let (inbox, deliveries) = mpsc::channel(INBOX);
        let mut inner = self.lock();
        let number = inner.next_member;
        inner.next_member += 1;
        inner.members.insert(number, Member { player, inbox });
        (number, deliveries)
    }

    /// Removes a socket. Returns whether the room is empty now.
    pub(super) fn remove(&self, number: u64) -> bool {
        let mut inner = self.lock();
        inner.members.remove(&number);
        inner.members.is_empty()
    }

    /// Sockets of one player.
    pub(super) fn sockets_of(&self, player: &PlayerId) -> usize {
        self.lock().members.values().filter(|member| member.player.as_ref() == Some(player)).count()
    }

    /// Players with a socket here.
    pub(super) fn players(&self) -> BTreeSet<PlayerId> {
        self.lock().members.values().filter_map(|member| member.player.clone()).collect()
    }

    /// How far the room has come; `None` until it is ready.
    pub(super) fn stand(&self) -> Option<Stand> {
        let inner = self.lock();
        inner.last.map(|seq| Stand { epoch: inner.epoch.clone(), seq, latest: inner.latest.clone() })
    }

    /// An event came from the channel.
    pub(super) fn arrived(&self, epoch: &str, seq: u64, envelope: Utf8Bytes) -> Arrival {
        let mut inner = self.lock();
        if inner.last.is_some() && inner.epoch != epoch {
            // Somebody renumbered the session; nobody here can follow from where they are.
            inner.start_over(epoch, seq);
            return Arrival::Settled;
        }
        match inner.last {
            Some(last) if seq <= last => return Arrival::Settled,
            Some(last) if seq == last + 1 && inner.early.is_empty() => {
                inner.hand_on(seq, &envelope);
                return Arrival::Settled;
            }
            _ => {}
        }
        inner.early.insert(seq, envelope);
        inner.drain_early();
        let missing = inner.last.zip(inner.early.keys().next().copied()).filter(|_| !inner.filling);
        match missing {
            Some((after, first)) => {
                inner.filling = true;
                Arrival::Missing { after, upto: first - 1 }
            }
            None => Arrival::Settled,
        }
    }

    /// The session stood at `seq` when the subscription was in place: what comes after is ours
    /// to hand on.
    pub(super) fn begin_at(&self, epoch: &str, seq: u64) {
        let mut inner = self.lock();
        if inner.last.is_none() {
            inner.last = Some(seq);
            epoch.clone_into(&mut inner.epoch);
            inner.early = inner.early.split_off(&(seq + 1));
            inner.drain_early();
        }
    }

    /// Events from the stream fill a gap up to `upto`; if they do not, everybody starts over
    /// after `upto`.
    pub(super) fn fill(&self, events: Vec<(u64, String)>, upto: u64) {
        let mut inner = self.lock();
        inner.filling = false;
        let mut filled = 0_u64;
        for (seq, envelope) in events {
            if inner.last.is_some_and(|last| seq == last + 1) {
                inner.hand_on(seq, &envelope.into());
                filled += 1;
            }
        }
        counter!(names::FILLED).increment(filled);
        if inner.last.is_some_and(|last| last < upto) {
            inner.skip_to(upto);
        }
        inner.drain_early();
    }

    /// The numbering changed: everybody starts over, from `seq` on.
    pub(super) fn start_over(&self, epoch: &str, seq: u64) {
        self.lock().start_over(epoch, seq);
    }

    /// Closes the sockets of `player`, or all of them.
    pub(super) fn close(&self, player: Option<&PlayerId>, reason: Close) {
        let mut inner = self.lock();
        inner.offer(|member| player.is_none() || member.player.as_ref() == player, &Delivery::Close(reason));
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn hand_on(&mut self, seq: u64, envelope: &Utf8Bytes) {
        self.last = Some(seq);
        self.latest = Some(envelope.clone());
        self.offer(|_| true, &Delivery::Event { seq, envelope: envelope.clone() });
        counter!(names::RELAYED).increment(self.members.len() as u64);
    }

    fn start_over(&mut self, epoch: &str, seq: u64) {
        self.early.clear();
        self.filling = false;
        epoch.clone_into(&mut self.epoch);
        self.skip_to(seq);
    }

    fn skip_to(&mut self, seq: u64) {
        self.last = Some(seq);
        self.latest = None;
        self.offer(|_| true, &Delivery::StartOver);
    }

    fn drain_early(&mut self) {
        while let Some(entry) = self.early.first_entry() {
            let Some(last) = self.last else { return };
            if *entry.key() > last + 1 {
                return;
            }
            let (seq, envelope) = entry.remove_entry();
            if seq == last + 1 {
                self.hand_on(seq, &envelope);
            }
        }
    }

    /// Puts `delivery` into the inboxes; a full one belongs to a socket that is too slow, and
    /// dropping its sender tells it so once it has read what is there.
    fn offer(&mut self, to: impl Fn(&Member) -> bool, delivery: &Delivery) {
        self.members.retain(|_, member| {
            if !to(member) {
                return true;
            }
            match member.inbox.try_send(delivery.clone()) {
                Ok(()) => true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    counter!(names::DROPPED).increment(1);
                    false
                }
                Err(mpsc::error::TrySendError::Closed(_)) => false,
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> (Room, mpsc::Receiver<Delivery>) {
        let room = Room::new(SessionCode::parse("KWXTR").unwrap());
        let (_, inbox) = room.add(None);
        (room, inbox)
    }

    fn text(seq: u64) -> Utf8Bytes {
        format!("e{seq}").into()
    }

    fn heard(inbox: &mut mpsc::Receiver<Delivery>) -> Vec<String> {
        std::iter::from_fn(|| inbox.try_recv().ok())
            .map(|delivery| match delivery {
                Delivery::Event { envelope, .. } => envelope.to_string(),
                Delivery::StartOver => "start over".to_owned(),
                Delivery::Close(reason) => format!("close {}", reason.parts().0),
            })
            .collect()
    }

    #[test]
    fn events_before_the_start_wait_and_those_the_snapshot_holds_are_dropped() {
        let (room, mut inbox) = room();
        for seq in [4, 5, 6] {
            assert_eq!(room.arrived("a", seq, text(seq)), Arrival::Settled);
        }
        room.begin_at("a", 5);
        assert_eq!(heard(&mut inbox), ["e6"]);
    }

    #[test]
    fn a_gap_is_filled_in_order_and_nothing_is_doubled() {
        let (room, mut inbox) = room();
        room.begin_at("a", 0);
        assert_eq!(room.arrived("a", 1, text(1)), Arrival::Settled);
        assert_eq!(room.arrived("a", 4, text(4)), Arrival::Missing { after: 1, upto: 3 });
        assert_eq!(room.arrived("a", 5, text(5)), Arrival::Settled, "one fetch at a time");
        assert_eq!(room.arrived("a", 1, text(1)), Arrival::Settled, "a double");
        room.fill(vec![(2, "e2".into()), (3, "e3".into())], 3);
        assert_eq!(heard(&mut inbox), ["e1", "e2", "e3", "e4", "e5"]);
    }

    #[test]
    fn the_missing_event_may_arrive_by_itself() {
        let (room, mut inbox) = room();
        room.begin_at("a", 0);
        assert_eq!(room.arrived("a", 2, text(2)), Arrival::Missing { after: 0, upto: 1 });
        assert_eq!(room.arrived("a", 1, text(1)), Arrival::Settled);
        room.fill(vec![(1, "e1".into())], 1);
        assert_eq!(heard(&mut inbox), ["e1", "e2"]);
    }

    #[test]
    fn a_gap_that_cannot_be_filled_makes_everybody_start_over() {
        let (room, mut inbox) = room();
        room.begin_at("a", 0);
        room.arrived("a", 9, text(9));
        room.fill(vec![(7, "e7".into()), (8, "e8".into())], 8);
        assert_eq!(heard(&mut inbox), ["start over", "e9"]);
    }

    #[test]
    fn an_event_of_another_numbering_makes_everybody_start_over_there() {
        let (room, mut inbox) = room();
        room.begin_at("a", 7);
        assert_eq!(room.arrived("a", 8, text(8)), Arrival::Settled);
        assert_eq!(room.arrived("b", 5, text(5)), Arrival::Settled);
        assert_eq!(room.arrived("b", 6, text(6)), Arrival::Settled);
        assert_eq!(heard(&mut inbox), ["e8", "start over", "e6"]);
    }

    #[test]
    fn a_slow_socket_is_dropped_and_the_others_are_served() {
        let (room, mut slow) = room();
        room.begin_at("a", 0);
        for seq in 1..=INBOX as u64 {
            room.arrived("a", seq, text(seq));
        }
        let (_, mut other) = room.add(None);
        room.arrived("a", INBOX as u64 + 1, text(0));
        assert_eq!(heard(&mut other), ["e0"]);
        assert_eq!(heard(&mut slow).len(), INBOX);
        assert!(slow.is_closed(), "its inbox is closed behind what it holds");
    }

    #[test]
    fn a_removed_player_alone_is_closed() {
        let (room, mut screen) = room();
        let ana = PlayerId("ana".into());
        let (_, mut phone) = room.add(Some(ana.clone()));
        room.close(Some(&ana), Close::NotAParticipant);
        assert_eq!(heard(&mut phone), ["close 4004"]);
        assert!(heard(&mut screen).is_empty());
    }
}
