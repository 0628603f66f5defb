//! One session's sockets in this process, and the order of what they are told.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use metrics::counter;
use tokio::sync::OnceCell;
use wpp_game::ids::{PlayerId, SessionCode};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane, HOST},
    telemetry::names,
};

use super::{
    close::Close,
    dialect::{ForeignProtocol, Said},
    ear::Ear,
    newest::Newest,
    outlet::Outlet,
};

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
    latest: Option<Arc<str>>,
    /// Events that came while an earlier one is missing, by `seq`.
    early: BTreeMap<u64, Arc<str>>,
    /// Whether somebody is fetching what is missing.
    filling: bool,
    /// What was said last beside the events.
    newest: Newest,
}

/// A socket in a room.
pub(super) struct Member {
    /// Whose it is; `None` is a screen.
    pub(super) player: Option<PlayerId>,
    /// Whether it has shown the host's token.
    pub(super) host: bool,
    /// How it is spoken to.
    pub(super) dialect: &'static dyn ForeignProtocol,
    /// Where what it is told goes.
    pub(super) outlet: Arc<Outlet>,
    /// Where its own task hears of it, if that wants to.
    pub(super) ear: Option<Ear>,
}

/// How far a room has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stand {
    pub(super) epoch: String,
    pub(super) seq: u64,
    /// The envelope of `seq`, if it was handed on here.
    pub(super) latest: Option<Arc<str>>,
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

    /// Adds a socket, and returns its number here.
    pub(super) fn add(&self, member: Member) -> u64 {
        let mut inner = self.lock();
        let number = inner.next_member;
        inner.next_member += 1;
        inner.members.insert(number, member);
        number
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
    pub(super) fn arrived(&self, epoch: &str, seq: u64, envelope: Arc<str>) -> Arrival {
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
        let filled = counter!(names::EVENTS_RECOVERED);
        for (seq, envelope) in events {
            if inner.last.is_some_and(|last| seq == last + 1) {
                // Counted first: whoever has heard the event finds it in the metrics.
                filled.increment(1);
                inner.hand_on(seq, &envelope.into());
            }
        }
        if inner.last.is_some_and(|last| last < upto) {
            inner.skip_to(upto);
        }
        inner.drain_early();
    }

    /// The numbering changed: everybody starts over, from `seq` on.
    pub(super) fn start_over(&self, epoch: &str, seq: u64) {
        self.lock().start_over(epoch, seq);
    }

    /// Something was said beside the numbered events.
    pub(super) fn aside(&self, aside: &Arc<Broadcast>) {
        let mut inner = self.lock();
        if !inner.newest.note(aside) {
            return;
        }
        let mut said = Said::default();
        let (key, mut told, mut dropped) = (aside.key(), 0, 0);
        for member in inner.members.values() {
            let own = aside.from.as_ref().is_some_and(|from| member.is(from));
            if (own && !aside.echo) || (aside.private && !member.takes_part()) {
                continue;
            }
            if let Some(ear) = &member.ear {
                ear.aside(aside);
            }
            let Some(frame) = said.once(member.dialect, || member.dialect.aside(&self.code, &inner.epoch, aside))
            else {
                continue;
            };
            told += 1;
            let taken = match (aside.lane, aside.number) {
                (BroadcastLane::Reliable, Some(number)) if member.dialect.counts(&aside.kind) => {
                    member.outlet.event(number, frame)
                }
                (BroadcastLane::Reliable, _) => member.outlet.reliable(frame),
                (BroadcastLane::Latest, _) => member.outlet.latest(&key, frame),
            };
            dropped += u64::from(!taken);
        }
        counter!(names::EPHEMERAL_RELAYED, "lane" => aside.lane.name()).increment(told);
        counter!(names::EPHEMERAL_DROPPED, "lane" => aside.lane.name()).increment(dropped);
    }

    /// What was said last beside the events, by each sender.
    pub(super) fn newest(&self) -> Vec<Arc<Broadcast>> {
        self.lock().newest.all().cloned().collect()
    }

    /// The client of the socket `number` has its first frame, and with it knows all events up to `seq`:
    /// it is told what was said last beside them, and from then on everything.
    pub(super) fn greeted(&self, number: u64, seq: u64) {
        let inner = self.lock();
        let Some(member) = inner.members.get(&number) else { return };
        member.outlet.greeted(seq);
        for aside in inner.newest.all() {
            if let Some(frame) = member.dialect.aside(&self.code, &inner.epoch, aside) {
                member.outlet.latest(&aside.key(), &frame);
            }
        }
    }

    /// Forgets what somebody said who is gone for good.
    pub(super) fn forget(&self, player: &PlayerId) {
        self.lock().newest.forget(player);
    }

    /// Closes the sockets of `player`, or all of them.
    pub(super) fn close(&self, player: Option<&PlayerId>, reason: Close) {
        for member in self.lock().members.values() {
            if player.is_none() || member.player.as_ref() == player {
                member.outlet.close(reason);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// Whether it belongs to somebody who takes part, and not to whoever knows the code.
    fn takes_part(&self) -> bool {
        self.host || self.player.is_some()
    }

    fn is(&self, who: &PlayerId) -> bool {
        self.player.as_ref() == Some(who) || (self.host && who.as_str() == HOST)
    }
}

impl Inner {
    fn hand_on(&mut self, seq: u64, envelope: &Arc<str>) {
        self.last = Some(seq);
        self.latest = Some(envelope.clone());
        let mut said = Said::default();
        let (mut told, mut dropped) = (0, 0);
        for member in self.members.values() {
            if let Some(ear) = &member.ear {
                ear.event(seq, envelope, &member.outlet);
            }
            if let Some(frame) = said.once(member.dialect, || member.dialect.event(envelope)) {
                told += 1;
                dropped += u64::from(!member.outlet.event(seq, frame));
            }
        }
        counter!(names::EVENTS_RELAYED).increment(told);
        counter!(names::EVENTS_DROPPED).increment(dropped);
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
        for member in self.members.values() {
            member.outlet.start_over();
        }
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
}

#[cfg(test)]
mod tests {
    use wpp_game::time::Timestamp;

    use super::*;
    use crate::socket::{dialect::Game, hearing::Phone, outbox::Wish};

    /// A room with one phone in it.
    async fn room() -> (Room, Phone) {
        let room = Room::new(SessionCode::parse("KWXTR").unwrap());
        let phone = enter(&room, None).await;
        (room, phone)
    }

    async fn enter(room: &Room, player: Option<&PlayerId>) -> Phone {
        let (outlet, phone) = Phone::connect().await;
        room.add(Member { player: player.cloned(), host: false, dialect: &Game, outlet, ear: None });
        phone
    }

    fn text(seq: u64) -> Arc<str> {
        format!("e{seq}").into()
    }

    #[tokio::test]
    async fn events_before_the_start_wait_and_those_the_snapshot_holds_are_dropped() {
        let (room, mut phone) = room().await;
        for seq in [4, 5, 6] {
            assert_eq!(room.arrived("a", seq, text(seq)), Arrival::Settled);
        }
        room.begin_at("a", 5);
        phone.outlet.greeted(5);
        assert_eq!(phone.heard().await, ["e6"]);
    }

    #[tokio::test]
    async fn a_gap_is_filled_in_order_and_nothing_is_doubled() {
        let (room, mut phone) = room().await;
        room.begin_at("a", 0);
        phone.outlet.greeted(0);
        assert_eq!(room.arrived("a", 1, text(1)), Arrival::Settled);
        assert_eq!(room.arrived("a", 4, text(4)), Arrival::Missing { after: 1, upto: 3 });
        assert_eq!(room.arrived("a", 5, text(5)), Arrival::Settled, "one fetch at a time");
        assert_eq!(room.arrived("a", 1, text(1)), Arrival::Settled, "a double");
        room.fill(vec![(2, "e2".into()), (3, "e3".into())], 3);
        assert_eq!(phone.heard().await, ["e1", "e2", "e3", "e4", "e5"]);
    }

    #[tokio::test]
    async fn the_missing_event_may_arrive_by_itself() {
        let (room, mut phone) = room().await;
        room.begin_at("a", 0);
        phone.outlet.greeted(0);
        assert_eq!(room.arrived("a", 2, text(2)), Arrival::Missing { after: 0, upto: 1 });
        assert_eq!(room.arrived("a", 1, text(1)), Arrival::Settled);
        room.fill(vec![(1, "e1".into())], 1);
        assert_eq!(phone.heard().await, ["e1", "e2"]);
    }

    #[tokio::test]
    async fn a_gap_that_cannot_be_filled_makes_everybody_start_over() {
        let (room, mut phone) = room().await;
        room.begin_at("a", 0);
        phone.outlet.greeted(0);
        room.arrived("a", 9, text(9));
        room.fill(vec![(7, "e7".into()), (8, "e8".into())], 8);
        assert_eq!(phone.outlet.wish().await, Wish::StartOver);
        phone.outlet.greeted(8);
        assert_eq!(phone.heard().await, ["e9"]);
    }

    #[tokio::test]
    async fn an_event_of_another_numbering_makes_everybody_start_over_there() {
        let (room, mut phone) = room().await;
        room.begin_at("a", 7);
        phone.outlet.greeted(7);
        assert_eq!(room.arrived("a", 8, text(8)), Arrival::Settled);
        assert_eq!(room.arrived("b", 5, text(5)), Arrival::Settled);
        assert_eq!(room.arrived("b", 6, text(6)), Arrival::Settled);
        assert_eq!(phone.outlet.wish().await, Wish::StartOver);
        phone.outlet.greeted(5);
        assert_eq!(phone.heard().await, ["e8", "e6"]);
    }

    #[tokio::test]
    async fn a_removed_player_alone_is_closed() {
        let (room, screen) = room().await;
        let ana = PlayerId("ana".into());
        let phone = enter(&room, Some(&ana)).await;
        room.close(Some(&ana), Close::NotAParticipant);
        assert_eq!(phone.outlet.wish().await, Wish::Close(Close::NotAParticipant));
        room.close(None, Close::Restart);
        assert_eq!(screen.outlet.wish().await, Wish::Close(Close::Restart));
    }

    #[tokio::test]
    async fn an_aside_reaches_everybody_but_its_sender() {
        let (room, mut screen) = room().await;
        let ana = PlayerId("ana".into());
        let mut phone = enter(&room, Some(&ana)).await;
        screen.outlet.greeted(0);
        phone.outlet.greeted(0);
        let mut aside = Broadcast {
            kind: "typing".into(),
            lane: BroadcastLane::Latest,
            from: Some(ana),
            echo: false,
            order: None,
            private: false,
            number: None,
            at: Timestamp::from_millis(0),
            data: serde_json::value::RawValue::from_string("true".into()).unwrap(),
        };
        room.aside(&Arc::new(aside.clone()));
        aside.echo = true;
        aside.lane = BroadcastLane::Reliable;
        room.aside(&Arc::new(aside.clone()));
        assert_eq!(screen.heard().await.len(), 2);
        assert_eq!(phone.heard().await.len(), 1);
    }

    #[tokio::test]
    async fn what_is_private_reaches_nobody_who_only_knows_the_code() {
        let (room, mut screen) = room().await;
        let (outlet, mut host) = Phone::connect().await;
        room.add(Member { player: None, host: true, dialect: &Game, outlet, ear: None });
        let mut phone = enter(&room, Some(&PlayerId("ana".into()))).await;
        for phone in [&screen, &host, &phone] {
            phone.outlet.greeted(0);
        }
        let mut aside = Broadcast {
            kind: "typing".into(),
            lane: BroadcastLane::Reliable,
            from: Some(PlayerId(HOST.into())),
            echo: false,
            private: true,
            number: None,
            order: None,
            at: Timestamp::from_millis(0),
            data: serde_json::value::RawValue::from_string("true".into()).unwrap(),
        };
        room.aside(&Arc::new(aside.clone()));
        aside.echo = true;
        room.aside(&Arc::new(aside.clone()));
        assert_eq!(screen.heard().await.len(), 0);
        assert_eq!(host.heard().await.len(), 1, "what it has said itself, where it is to be told");
        assert_eq!(phone.heard().await.len(), 2);
    }
}
