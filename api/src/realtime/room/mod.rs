//! A session's sockets in this process.

mod crowd;
mod event_frames;
mod event_text;
#[cfg(test)]
mod interleavings;
mod member;
mod state;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use metrics::counter;
use tokio::sync::OnceCell;
use wpp_game::ids::{PlayerId, SessionCode};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane},
    store::StoredEvent,
    telemetry::names,
};

use self::{
    crowd::{CrowdDelivery, CrowdFrame},
    state::RoomState,
};
pub(crate) use self::{
    event_text::{EventForm, EventText},
    member::Member,
};
use super::{encoder::EncodedFrames, event_subscription::EventSubscription, latest_cache::LatestCache};
use crate::wire::{close::Close, lock::Lock};

/// A session's sockets in this process. Delivers events in order and without a gap.
pub(crate) struct Room {
    pub(super) code: SessionCode,
    /// Set when the channel is subscribed and the session's last `seq` is known.
    pub(super) ready: OnceCell<()>,
    state: Lock<RoomState>,
}

/// The last event that a room delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) epoch: String,
    pub(super) seq: u64,
    /// The highest `seq` that a client of the room has received in an event, an acknowledgement or a first frame.
    pub(super) acknowledged: u64,
    /// The envelope of `seq`, if this room delivered it.
    pub(super) latest: Option<Arc<str>>,
}

/// The work that remains after an event arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// None: the event was delivered, held, or a duplicate.
    Handled,
    /// The events after `after`, up to and including `upto`, have to be fetched.
    Missing { after: u64, upto: u64 },
    /// The room has to be compared with the store: the event is of an epoch that the room has left.
    Outdated,
}

impl Room {
    pub(super) fn new(code: SessionCode) -> Self {
        Self { code, ready: OnceCell::new(), state: Lock::default() }
    }

    /// Adds a socket and returns its number within the room.
    pub(super) fn add(&self, member: Member) -> u64 {
        self.state.lock().add(member)
    }

    /// Removes a socket. Returns `true` if the room is now empty.
    pub(super) fn remove(&self, number: u64) -> bool {
        let mut state = self.state.lock();
        state.members.remove(&number);
        state.members.is_empty()
    }

    /// Returns the number of sockets of one participant.
    pub(super) fn sockets_of(&self, participant: &PlayerId) -> usize {
        self.state.lock().members.values().filter(|member| member.is_of(participant)).count()
    }

    /// Returns the participants that have at least one socket.
    pub(super) fn participants(&self) -> BTreeSet<PlayerId> {
        let state = self.state.lock();
        // The audience is counted and not listed.
        state.members.values().filter(|member| !member.in_audience).filter_map(Member::participant).collect()
    }

    /// Reports whether a player, a member of the audience or a device of the host has a socket.
    pub(super) fn has_people(&self) -> bool {
        self.state.lock().members.values().any(Member::is_participant)
    }

    /// Returns the number of people in the audience that have at least one socket.
    pub(super) fn audience(&self) -> usize {
        let state = self.state.lock();
        let watching = state.members.values().filter(|member| member.in_audience);
        watching.filter_map(|member| member.player.as_ref()).collect::<HashSet<_>>().len()
    }

    /// Holds new events until [`end_check`](Self::end_check), because they may belong to another history than the
    /// delivered ones. Returns the last delivered event. Does nothing before [`start_at`](Self::start_at), and returns
    /// `None` then.
    pub(super) fn begin_check(&self) -> Option<Progress> {
        self.state.lock().begin_check()
    }

    /// Delivers the held events, after the delivered ones were compared with the store.
    pub(super) fn end_check(&self) {
        self.state.lock().end_check();
    }

    /// Returns the number of checks that have begun, for [`acknowledge`](Self::acknowledge).
    pub(crate) fn checks_begun(&self) -> u64 {
        self.state.lock().checks_begun
    }

    /// Records that a client of the room is about to receive `seq` in an acknowledgement or a first frame, so that later
    /// checks include it. `checks_begun` is from before the request of `seq` to the store.
    ///
    /// Returns `false` if a check has begun since: the store may have lost `seq` before that check, and the check did not
    /// include it. The caller then requests it again.
    #[must_use]
    pub(crate) fn acknowledge(&self, seq: u64, checks_begun: u64) -> bool {
        self.state.lock().acknowledge(seq, checks_begun)
    }

    /// Reports whether the room delivers the events of this epoch.
    pub(crate) fn is_in(&self, epoch: &str) -> bool {
        self.state.lock().epoch == epoch
    }

    /// Reports whether the room was in this epoch and is in a later one.
    pub(super) fn has_left(&self, epoch: &str) -> bool {
        self.state.lock().has_left(epoch)
    }

    /// Handles the events of a message from the session's channel.
    pub(super) fn on_events(&self, epoch: &str, events: impl IntoIterator<Item = (u64, EventText)>) -> Arrival {
        self.state.lock().on_events(epoch, events)
    }

    /// Starts the delivery after `seq`, the session's last event at a time when the channel was already subscribed.
    pub(super) fn start_at(&self, epoch: &str, seq: u64) {
        self.state.lock().start_at(epoch, seq);
    }

    /// Delivers fetched events. If they do not reach `upto`, all sockets start over from a snapshot after `upto`.
    pub(super) fn fill_gap(&self, events: Vec<StoredEvent>, upto: u64) {
        self.state.lock().fill_gap(events, upto);
    }

    /// Makes all sockets start over from a snapshot, because the session continues at `seq` of another epoch.
    pub(super) fn start_over(&self, epoch: &str, seq: u64) {
        self.state.lock().start_over(epoch, seq);
    }

    /// Makes players' sockets start over after the room changed its game, because their tasks hold state of the earlier game.
    /// Forgets the broadcasts of that game.
    pub(super) fn change_game(&self) {
        let mut state = self.state.lock();
        state.broadcasts = LatestCache::default();
        state.send_to(|member| member.player.is_some(), || CrowdFrame::StartOver);
    }

    /// Replaces the subscription of socket `number`.
    pub(super) fn subscribe(&self, number: u64, subscription: Option<EventSubscription>) {
        if let Some(member) = self.state.lock().members.get_mut(&number) {
            member.subscription = subscription;
        }
    }

    /// Delivers a broadcast to all sockets that may receive it. Drops it if a newer one of its kind and sender was
    /// delivered before.
    pub(super) fn broadcast(&self, broadcast: &Arc<Broadcast>) {
        let mut state = self.state.lock();
        if !state.broadcasts.insert(broadcast) {
            return;
        }
        let mut frames = EncodedFrames::default();
        let (key, mut sent, mut dropped): (Arc<str>, _, _) = (broadcast.key().into(), 0, 0);
        let mut crowd = CrowdDelivery::new();
        for member in state.members.values() {
            let own = broadcast.from.as_ref().is_some_and(|from| member.is_of(from));
            if (own && !broadcast.echo) || !member.may_receive(broadcast) {
                continue;
            }
            if let Some(subscription) = &member.subscription {
                subscription.send_broadcast(broadcast);
            }
            let encoded =
                frames.get_or_encode(member.encoder, || member.encoder.broadcast(&self.code, &state.epoch, broadcast));
            let Some(frame) = encoded else { continue };
            sent += 1;
            let frame = match (broadcast.lane, broadcast.number) {
                (BroadcastLane::Reliable, Some(number)) if member.encoder.is_numbered(&broadcast.kind) => {
                    CrowdFrame::Events(Arc::new([(number, frame.clone())]))
                }
                (BroadcastLane::Reliable, _) => CrowdFrame::Reliable(frame.clone()),
                (BroadcastLane::Latest, _) => CrowdFrame::Latest(key.clone(), frame.clone()),
            };
            if member.in_audience {
                crowd.push((member.writer.clone(), frame));
            } else {
                dropped += u64::from(!frame.send(&member.writer));
            }
        }
        state.send_to_crowd(crowd);
        counter!(names::EPHEMERAL_RELAYED, "lane" => broadcast.lane.name()).increment(sent);
        counter!(names::EPHEMERAL_DROPPED, "lane" => broadcast.lane.name()).increment(dropped);
    }

    /// Returns the newest broadcast of each kind and sender.
    pub(crate) fn latest_broadcasts(&self) -> Vec<Arc<Broadcast>> {
        self.state.lock().broadcasts.iter().cloned().collect()
    }

    /// Starts the delivery to socket `number`, whose first frame contains all events up to `seq`. Sends it the newest
    /// broadcasts.
    pub(super) fn first_frame_sent(&self, number: u64, seq: u64) {
        let state = self.state.lock();
        let Some(member) = state.members.get(&number) else { return };
        member.writer.first_frame_sent(seq);
        for broadcast in state.broadcasts.iter().filter(|broadcast| member.may_receive(broadcast)) {
            if let Some(frame) = member.encoder.broadcast(&self.code, &state.epoch, broadcast) {
                member.writer.send_latest(&broadcast.key(), &frame);
            }
        }
    }

    /// Removes the cached broadcasts of a player who left the session.
    pub(super) fn remove_broadcasts_of(&self, player: &PlayerId) {
        self.state.lock().broadcasts.remove_sender(player);
    }

    /// Closes the sockets of `player`, or all sockets if `player` is `None`.
    pub(super) fn close(&self, player: Option<&PlayerId>, reason: Close) {
        let is_meant = |member: &Member| player.is_none() || member.player.as_ref() == player;
        self.state.lock().send_to(is_meant, || CrowdFrame::Close(reason));
    }

    /// Closes the sockets that belong to holders of `player`'s seat before number `holder`.
    pub(super) fn close_earlier_holders(&self, player: &PlayerId, holder: u32, reason: Close) {
        let is_earlier = |member: &Member| member.player.as_ref() == Some(player) && member.holder < holder;
        self.state.lock().send_to(is_earlier, || CrowdFrame::Close(reason));
    }
}
