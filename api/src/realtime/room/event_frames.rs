//! The frames of one event, encoded once for all sockets that receive the same.

use std::collections::HashMap;

use axum::body::Bytes;
use serde_json::value::RawValue;
use wpp_game::{ids::PlayerId, session::AUDIENCE_ID};

use super::{EventText, Member};
use crate::realtime::encoder::{EncodedFrames, FrameEncoder};

/// The frames of one event. Most members share one, and the audience shares another. A player whose private view changed gets a
/// frame with its patch.
pub(super) struct EventFrames<'a> {
    seq: u64,
    event: &'a EventText,
    you_patches: HashMap<PlayerId, &'a RawValue>,
    shared: EncodedFrames,
}

impl<'a> EventFrames<'a> {
    pub(super) fn new(seq: u64, event: &'a EventText) -> Self {
        let you_patches = event.you_patches();
        Self { seq, event, you_patches, shared: EncodedFrames::default() }
    }

    /// Returns the number of the event, and the frame for a member who is not in the audience. `None` if the member's protocol
    /// has no such frame.
    pub(super) fn of(&mut self, member: &Member) -> Option<(u64, Bytes)> {
        self.frame(member.encoder, member.player.as_ref())
    }

    /// Returns the number of the event, and the frame for all members of the audience with this protocol.
    pub(super) fn of_audience(&mut self, encoder: &dyn FrameEncoder) -> Option<(u64, Bytes)> {
        self.frame(encoder, Some(&PlayerId(AUDIENCE_ID.to_owned())))
    }

    fn frame(&mut self, encoder: &dyn FrameEncoder, person: Option<&PlayerId>) -> Option<(u64, Bytes)> {
        let own = person.and_then(|person| self.you_patches.get(person));
        let own = own.and_then(|patch| encoder.own_event(self.event, patch));
        let frame = own.or_else(|| self.shared.get_or_encode(encoder, || encoder.event(self.event)).cloned())?;
        Some((self.seq, frame))
    }
}
