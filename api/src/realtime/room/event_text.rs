//! An event as a room relays it.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use serde_json::value::RawValue;
use wpp_game::{contract::compact_event::compact_envelope, ids::PlayerId};
use wpp_runtime::store::StoredEvent;

/// The form of events that a client asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum EventForm {
    /// With all of their data, and with merge patches.
    #[default]
    Whole,
    /// With compact patches, and without the data that the patches repeat.
    Compact,
}

/// The text of an event: its envelope for every socket, its compact form, and the private patches.
#[derive(Debug, Clone)]
pub(crate) struct EventText {
    pub(crate) envelope: Arc<str>,
    /// A JSON object by player id; empty if there are none.
    you_patches: Arc<str>,
    /// The end of the compact envelope; empty if there is no such form.
    compact: Arc<str>,
}

impl EventText {
    /// Returns the events of a message on the session's channel.
    pub(crate) fn of_message(message: &str) -> impl Iterator<Item = Self> {
        StoredEvent::split_message(message).map(|(envelope, you_patches, compact)| Self {
            envelope: envelope.into(),
            you_patches: you_patches.into(),
            compact: compact.into(),
        })
    }

    /// Returns the envelope in this form.
    pub(crate) fn in_form(&self, form: EventForm) -> Cow<'_, str> {
        match form {
            EventForm::Compact if !self.compact.is_empty() => compact_envelope(&self.envelope, &self.compact).into(),
            _ => Cow::Borrowed(&self.envelope),
        }
    }

    /// Returns the private patches by the player that may receive them.
    pub(crate) fn you_patches(&self) -> HashMap<PlayerId, &RawValue> {
        if self.you_patches.is_empty() {
            return HashMap::new();
        }
        serde_json::from_str(&self.you_patches).unwrap_or_else(|error| {
            tracing::error!(%error, "unreadable private patches are not sent");
            HashMap::new()
        })
    }
}

impl From<StoredEvent> for EventText {
    fn from(event: StoredEvent) -> Self {
        let StoredEvent { seq: _, envelope, you_patches, compact } = event;
        Self { envelope: envelope.into(), you_patches: you_patches.into(), compact: compact.into() }
    }
}
