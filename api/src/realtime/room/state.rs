//! The members of a room, and the order of the events they receive.

use std::{collections::BTreeMap, sync::Arc};

use axum::body::Bytes;
use metrics::counter;
use wpp_runtime::{store::StoredEvent, telemetry::names};

use super::{
    Arrival, EventText, Member, Progress,
    crowd::{CrowdDelivery, CrowdFrame, CrowdRelay},
    event_frames::EventFrames,
};
use crate::realtime::latest_cache::LatestCache;

#[derive(Default)]
pub(super) struct RoomState {
    pub(super) members: BTreeMap<u64, Member>,
    next_member: u64,
    /// `seq` of the last delivered event; `None` until the room has started.
    last: Option<u64>,
    /// The epoch of `last`.
    pub(super) epoch: String,
    /// Earlier epochs. A store that is in one of them again has lost the renumbering that ended it.
    left_epochs: Vec<String>,
    /// The envelope of `last`, if this room delivered it.
    latest: Option<Arc<str>>,
    /// The highest `seq` in an acknowledgement or first frame to a client of this room. It can be ahead of `last`.
    acknowledged: u64,
    /// Events that arrived while an earlier event is missing, by `seq`.
    early: BTreeMap<u64, EventText>,
    /// Whether the hub is fetching missing events.
    filling: bool,
    /// Checks under way; events are held meanwhile.
    checks: u32,
    /// Number of checks that have begun.
    pub(super) checks_begun: u64,
    pub(super) broadcasts: LatestCache,
    /// Writes to the audience; `None` until the room has one.
    crowd: Option<CrowdRelay>,
}

impl RoomState {
    pub(super) fn begin_check(&mut self) -> Option<Progress> {
        let seq = self.last?;
        self.checks += 1;
        self.checks_begun += 1;
        let acknowledged = self.acknowledged.max(seq);
        Some(Progress { epoch: self.epoch.clone(), seq, acknowledged, latest: self.latest.clone() })
    }

    pub(super) fn end_check(&mut self) {
        self.checks = self.checks.saturating_sub(1);
        self.deliver_early();
    }

    pub(super) fn on_events(&mut self, epoch: &str, events: impl IntoIterator<Item = (u64, EventText)>) -> Arrival {
        if self.has_left(epoch) {
            return Arrival::Outdated;
        }
        for (seq, event) in events {
            if self.last.is_some() && self.epoch != epoch {
                // Another process renumbered the session. No client here can follow from its position.
                self.start_over(epoch, seq);
            } else if self.last.is_none_or(|last| last < seq) {
                self.early.insert(seq, event);
            }
        }
        self.deliver_early();
        let may_fill = !self.filling && self.checks == 0;
        let missing = self.last.zip(self.early.keys().next().copied()).filter(|_| may_fill);
        match missing {
            Some((after, first)) => {
                self.filling = true;
                Arrival::Missing { after, upto: first - 1 }
            }
            None => Arrival::Handled,
        }
    }

    pub(super) fn start_at(&mut self, epoch: &str, seq: u64) {
        if self.last.is_none() {
            self.last = Some(seq);
            epoch.clone_into(&mut self.epoch);
            self.early = self.early.split_off(&(seq + 1));
            self.deliver_early();
        }
    }

    pub(super) fn fill_gap(&mut self, events: Vec<StoredEvent>, upto: u64) {
        self.filling = false;
        let (mut last, mut found) = (self.last, Vec::new());
        for event in events {
            if last.is_some_and(|last| event.seq == last + 1) {
                last = Some(event.seq);
                found.push((event.seq, event.into()));
            }
        }
        // Counted before delivery, so a client that has the events also finds them in the metrics.
        counter!(names::EVENTS_RECOVERED).increment(found.len() as u64);
        self.deliver(&found);
        if self.last.is_some_and(|last| last < upto) {
            self.skip_to(upto);
        }
        self.deliver_early();
    }

    pub(super) fn start_over(&mut self, epoch: &str, seq: u64) {
        if self.epoch == epoch && self.last >= Some(seq) {
            // Another caller was first.
            return;
        }
        self.early.clear();
        self.filling = false;
        if self.epoch != epoch {
            self.left_epochs.push(std::mem::replace(&mut self.epoch, epoch.to_owned()));
        }
        self.acknowledged = 0;
        self.skip_to(seq);
    }

    /// Reports whether the room was in this epoch and is in a later one.
    pub(super) fn has_left(&self, epoch: &str) -> bool {
        self.epoch != epoch && self.left_epochs.iter().any(|left| left == epoch)
    }

    pub(super) fn acknowledge(&mut self, seq: u64, checks_begun: u64) -> bool {
        let is_current = self.checks_begun == checks_begun;
        if is_current {
            self.acknowledged = self.acknowledged.max(seq);
        }
        is_current
    }

    /// Delivers the events that follow `last` to all members. Each member receives them in one write.
    fn deliver(&mut self, events: &[(u64, EventText)]) {
        let Some((last, latest)) = events.last() else { return };
        self.last = Some(*last);
        self.latest = Some(latest.envelope.clone());
        let mut frames: Vec<_> = events.iter().map(|(seq, event)| EventFrames::new(*seq, event)).collect();
        // Before any client, so that a handler knows the events which a client's next message follows.
        for (member, subscription) in
            self.members.values().filter_map(|member| Some((member, member.subscription.as_ref()?)))
        {
            for (seq, event) in events {
                subscription.send_event(*seq, &event.envelope, &member.writer);
            }
        }
        let (mut sent, mut dropped) = (0, 0);
        for member in self.members.values().filter(|member| !member.in_audience) {
            let own: Vec<(u64, Bytes)> = frames.iter_mut().filter_map(|frames| frames.of(member)).collect();
            sent += own.len() as u64;
            if !member.writer.send_events(&own) {
                dropped += own.len() as u64;
            }
        }
        // One list of frames for each protocol: the lists of thousands of sockets would take milliseconds.
        let (mut by_protocol, mut crowd) = (BTreeMap::<_, Arc<[_]>>::new(), CrowdDelivery::new());
        for member in self.members.values().filter(|member| member.in_audience) {
            let encode = || frames.iter_mut().filter_map(|frames| frames.of_audience(member.encoder)).collect();
            let shared = by_protocol.entry(member.encoder.name()).or_insert_with(encode);
            sent += shared.len() as u64;
            crowd.push((member.writer.clone(), CrowdFrame::Events(shared.clone())));
        }
        self.send_to_crowd(crowd);
        counter!(names::EVENTS_RELAYED).increment(sent);
        counter!(names::EVENTS_DROPPED).increment(dropped);
    }

    /// Delivers the early events that no longer have a gap before them, unless a check is under way.
    fn deliver_early(&mut self) {
        let Some(mut last) = self.last.filter(|_| self.checks == 0) else { return };
        let mut ready = Vec::new();
        while let Some(entry) = self.early.first_entry().filter(|entry| *entry.key() <= last + 1) {
            let (seq, event) = entry.remove_entry();
            if seq == last + 1 {
                last = seq;
                ready.push((seq, event));
            }
        }
        self.deliver(&ready);
    }

    /// Continues after `seq`. All members start over from a snapshot.
    fn skip_to(&mut self, seq: u64) {
        self.last = Some(seq);
        self.latest = None;
        self.send_to(|_| true, || CrowdFrame::StartOver);
    }

    /// Sends the same to members, to the audience after what it was sent before.
    pub(super) fn send_to(&self, whom: impl Fn(&Member) -> bool, frame: impl Fn() -> CrowdFrame) {
        let mut crowd = CrowdDelivery::new();
        for member in self.members.values().filter(|member| whom(member)) {
            if member.in_audience {
                crowd.push((member.writer.clone(), frame()));
            } else {
                frame().send(&member.writer);
            }
        }
        self.send_to_crowd(crowd);
    }

    /// Adds a socket and returns its number.
    pub(super) fn add(&mut self, member: Member) -> u64 {
        if member.in_audience && self.crowd.is_none() {
            self.crowd = Some(CrowdRelay::spawn());
        }
        let number = self.next_member;
        self.next_member += 1;
        self.members.insert(number, member);
        number
    }

    /// Passes frames to the audience, after those of earlier calls.
    pub(super) fn send_to_crowd(&self, delivery: CrowdDelivery) {
        if let Some(crowd) = self.crowd.as_ref().filter(|_| !delivery.is_empty()) {
            crowd.send(delivery);
        }
    }
}
