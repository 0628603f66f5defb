//! The members of a room, and the order of the events they receive.

use std::{collections::BTreeMap, sync::Arc};

use metrics::counter;
use wpp_game::{ids::PlayerId, session::AUDIENCE_ID};
use wpp_runtime::{store::StoredEvent, telemetry::names};

use super::{Arrival, EventText, Member, Progress};
use crate::realtime::{encoder::EncodedFrames, latest_cache::LatestCache};

#[derive(Default)]
pub(super) struct RoomState {
    pub(super) members: BTreeMap<u64, Member>,
    pub(super) next_member: u64,
    /// `seq` of the last delivered event; `None` until the room has started.
    last: Option<u64>,
    /// The epoch of `last`.
    pub(super) epoch: String,
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

    pub(super) fn on_event(&mut self, epoch: &str, seq: u64, event: EventText) -> Arrival {
        if self.last.is_some() && self.epoch != epoch {
            // Another process renumbered the session. No client here can follow from its position.
            self.start_over(epoch, seq);
            return Arrival::Handled;
        }
        match self.last {
            Some(last) if seq <= last => return Arrival::Handled,
            Some(last) if seq == last + 1 && self.early.is_empty() && self.checks == 0 => {
                self.deliver(seq, &event);
                return Arrival::Handled;
            }
            _ => {}
        }
        self.early.insert(seq, event);
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
        let filled = counter!(names::EVENTS_RECOVERED);
        for event in events {
            let seq = event.seq;
            if self.last.is_some_and(|last| seq == last + 1) {
                // Counted before delivery, so a client that has the event also finds it in the metrics.
                filled.increment(1);
                self.deliver(seq, &event.into());
            }
        }
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
        epoch.clone_into(&mut self.epoch);
        self.acknowledged = 0;
        self.skip_to(seq);
    }

    pub(super) fn acknowledge(&mut self, seq: u64, checks_begun: u64) -> bool {
        let is_current = self.checks_begun == checks_begun;
        if is_current {
            self.acknowledged = self.acknowledged.max(seq);
        }
        is_current
    }

    /// Delivers the event that follows `last` to all members.
    /// Most members share one frame, and the audience shares another. A player whose private view changed gets a frame with
    /// its patch.
    fn deliver(&mut self, seq: u64, event: &EventText) {
        let (envelope, you_patches) = (&event.envelope, event.you_patches());
        self.last = Some(seq);
        self.latest = Some(envelope.clone());
        let (mut frames, mut audience_frames) = (EncodedFrames::default(), EncodedFrames::default());
        let audience_patch = you_patches.get(&PlayerId(AUDIENCE_ID.to_owned()));
        let (mut sent, mut dropped) = (0, 0);
        for member in self.members.values() {
            if let Some(subscription) = &member.subscription {
                subscription.send_event(seq, envelope, &member.writer);
            }
            let you_patch = member.player.as_ref().and_then(|player| you_patches.get(player));
            let own = you_patch.and_then(|patch| member.encoder.own_event(event, patch));
            let shared = audience_patch.filter(|_| member.in_audience).and_then(|patch| {
                audience_frames.get_or_encode(member.encoder, || member.encoder.own_event(event, patch))
            });
            let frame = match own.as_ref().or(shared) {
                Some(own) => Some(own),
                None => frames.get_or_encode(member.encoder, || member.encoder.event(event)),
            };
            if let Some(frame) = frame {
                sent += 1;
                dropped += u64::from(!member.writer.send_event(seq, frame));
            }
        }
        counter!(names::EVENTS_RELAYED).increment(sent);
        counter!(names::EVENTS_DROPPED).increment(dropped);
    }

    /// Delivers the early events that no longer have a gap before them, unless a check is under way.
    fn deliver_early(&mut self) {
        if self.checks > 0 {
            return;
        }
        while let Some(entry) = self.early.first_entry() {
            let Some(last) = self.last else { return };
            if *entry.key() > last + 1 {
                return;
            }
            let (seq, event) = entry.remove_entry();
            if seq == last + 1 {
                self.deliver(seq, &event);
            }
        }
    }

    /// Continues after `seq`. All members start over from a snapshot.
    fn skip_to(&mut self, seq: u64) {
        self.last = Some(seq);
        self.latest = None;
        for member in self.members.values() {
            member.writer.start_over();
        }
    }
}
