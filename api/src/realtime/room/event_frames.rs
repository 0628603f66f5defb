//! The frames of one event, encoded once for all sockets that receive the same.

use std::collections::HashMap;

use axum::body::Bytes;
use serde_json::value::RawValue;
use wpp_game::{ids::PlayerId, session::AUDIENCE_ID};

use super::{EventText, Member};
use crate::realtime::encoder::EncodedFrames;

/// The frames of one event. Most members share one, and the audience shares another. A player whose private view changed gets a
/// frame with its patch.
pub(super) struct EventFrames<'a> {
    seq: u64,
    event: &'a EventText,
    you_patches: HashMap<PlayerId, &'a RawValue>,
    shared: EncodedFrames,
    audience: EncodedFrames,
}

impl<'a> EventFrames<'a> {
    pub(super) fn new(seq: u64, event: &'a EventText) -> Self {
        let you_patches = event.you_patches();
        Self { seq, event, you_patches, shared: EncodedFrames::default(), audience: EncodedFrames::default() }
    }

    /// Returns the number of the event, and the frame for this member. `None` if the member's protocol has no such frame.
    pub(super) fn of(&mut self, member: &Member) -> Option<(u64, Bytes)> {
        let frame = self
            .private(member)
            .or_else(|| self.shared.get_or_encode(member.encoder, || member.encoder.event(self.event)).cloned())?;
        Some((self.seq, frame))
    }

    fn private(&mut self, member: &Member) -> Option<Bytes> {
        if self.you_patches.is_empty() {
            return None;
        }
        let encode = |patch: &RawValue| member.encoder.own_event(self.event, patch);
        if let Some(own) = member.player.as_ref().and_then(|player| self.you_patches.get(player)) {
            return encode(own);
        }
        let patch = self.you_patches.get(&PlayerId(AUDIENCE_ID.to_owned())).filter(|_| member.in_audience)?;
        self.audience.get_or_encode(member.encoder, || encode(patch)).cloned()
    }
}
