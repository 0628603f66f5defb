//! An event as a room relays it.

use std::{collections::HashMap, sync::Arc};

use serde_json::value::RawValue;
use wpp_game::ids::PlayerId;
use wpp_runtime::store::StoredEvent;

/// The text of an event: its envelope for every socket, and the private patches.
#[derive(Debug, Clone)]
pub(crate) struct EventText {
    pub(crate) envelope: Arc<str>,
    /// A JSON object by player id; empty if there are none.
    you_patches: Arc<str>,
}

impl EventText {
    /// Returns the event of a message on the session's channel.
    pub(crate) fn of_message(message: &str) -> Self {
        let (envelope, you_patches) = StoredEvent::split_message(message);
        Self { envelope: envelope.into(), you_patches: you_patches.into() }
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
        Self { envelope: event.envelope.into(), you_patches: event.you_patches.into() }
    }
}
