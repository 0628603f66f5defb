//! Encoding of events and broadcasts for the clients of one protocol.

use axum::body::Bytes;
use serde_json::value::RawValue;
use wpp_game::ids::SessionCode;
use wpp_runtime::broadcast::Broadcast;

use super::room::EventText;

/// Encodes what the hub sends to the clients of one protocol. `None` means that these clients do not receive the message.
pub(crate) trait FrameEncoder: Send + Sync {
    /// Name of the protocol. Frames are cached by this name.
    fn name(&self) -> &'static str;

    /// Encodes an event of the numbered stream.
    fn event(&self, _event: &EventText) -> Option<Bytes> {
        None
    }

    /// Encodes an event for a player whose private view it changes.
    fn own_event(&self, _event: &EventText, _you_patch: &RawValue) -> Option<Bytes> {
        None
    }

    /// Encodes a broadcast.
    fn broadcast(&self, code: &SessionCode, epoch: &str, broadcast: &Broadcast) -> Option<Bytes>;

    /// Reports whether broadcasts of this kind form the client's numbered stream: the client receives each number once
    /// and in order, and starts over at a gap. At most one kind, and only for protocols that encode no events.
    fn is_numbered(&self, _kind: &str) -> bool {
        false
    }
}

/// The encoder for clients that the connection's task serves alone.
pub(crate) struct NoFrames;

impl FrameEncoder for NoFrames {
    fn name(&self) -> &'static str {
        "none"
    }

    fn broadcast(&self, _code: &SessionCode, _epoch: &str, _broadcast: &Broadcast) -> Option<Bytes> {
        None
    }
}

/// The frames of one message, encoded once for each protocol.
#[derive(Default)]
pub(super) struct EncodedFrames(Vec<(&'static str, Option<Bytes>)>);

impl EncodedFrames {
    /// Returns the frame for clients of `encoder`. Calls `encode` once for each protocol.
    pub(super) fn get_or_encode(
        &mut self,
        encoder: &dyn FrameEncoder,
        encode: impl FnOnce() -> Option<Bytes>,
    ) -> Option<&Bytes> {
        let known = self.0.iter().position(|(name, _)| *name == encoder.name());
        let index = known.unwrap_or_else(|| {
            self.0.push((encoder.name(), encode()));
            self.0.len() - 1
        });
        self.0.get(index)?.1.as_ref()
    }
}
