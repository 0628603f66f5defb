//! Envelopes of the game socket.

use axum::body::Bytes;
use serde_json::value::RawValue;
use wpp_game::{
    contract::event::with_you_patch,
    ids::{Epoch, SessionCode},
};
use wpp_runtime::broadcast::Broadcast;

use crate::{
    realtime::encoder::FrameEncoder,
    wire::{frames::Frame, writer::text_frame},
};

/// Encodes events as they were published, and broadcasts as envelopes without a `seq`.
pub(in crate::ws) struct GameEncoder;

impl FrameEncoder for GameEncoder {
    fn name(&self) -> &'static str {
        "game"
    }

    fn event(&self, envelope: &str) -> Option<Bytes> {
        Some(text_frame(envelope.to_owned()))
    }

    fn own_event(&self, envelope: &str, you_patch: &RawValue) -> Option<Bytes> {
        Some(text_frame(with_you_patch(envelope, you_patch.get())))
    }

    fn broadcast(&self, code: &SessionCode, epoch: &str, broadcast: &Broadcast) -> Option<Bytes> {
        let epoch = Epoch(epoch.to_owned());
        let frame = Frame {
            kind: &broadcast.kind,
            session: code,
            epoch: &epoch,
            sent_at: broadcast.at,
            due_at: None,
            data: &broadcast.data,
        };
        Some(text_frame(serde_json::to_string(&frame).ok()?))
    }
}
