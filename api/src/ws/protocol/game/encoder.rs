//! Envelopes of the game socket.

use axum::body::Bytes;
use serde_json::value::RawValue;
use wpp_game::{
    contract::event::with_you_patch,
    ids::{Epoch, SessionCode},
};
use wpp_runtime::broadcast::Broadcast;

use crate::{
    realtime::{
        encoder::FrameEncoder,
        room::{EventForm, EventText},
    },
    wire::{frames::Frame, writer::text_frame},
};

/// Encodes events in one of their forms, and broadcasts as envelopes without a `seq`.
pub(in crate::ws) struct GameEncoder(EventForm);

impl GameEncoder {
    /// Returns the encoder for clients that asked for `form`.
    pub(in crate::ws) const fn of(form: EventForm) -> &'static Self {
        match form {
            EventForm::Whole => &Self(EventForm::Whole),
            EventForm::Compact => &Self(EventForm::Compact),
        }
    }
}

impl FrameEncoder for GameEncoder {
    fn name(&self) -> &'static str {
        match self.0 {
            EventForm::Whole => "game",
            EventForm::Compact => "game, compact",
        }
    }

    fn event(&self, event: &EventText) -> Option<Bytes> {
        Some(text_frame(event.in_form(self.0).into_owned()))
    }

    fn own_event(&self, event: &EventText, you_patch: &RawValue) -> Option<Bytes> {
        Some(text_frame(with_you_patch(&event.in_form(self.0), you_patch.get())))
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
