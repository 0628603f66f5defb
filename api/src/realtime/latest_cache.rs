//! The newest broadcast of each kind and sender. Late clients receive it, and older broadcasts are recognised by it.

use std::{collections::BTreeMap, sync::Arc};

use wpp_game::ids::PlayerId;
use wpp_runtime::broadcast::Broadcast;

/// Maximum number of entries of one session. Broadcasts with further keys are relayed but not cached.
const MAX_ENTRIES: usize = 256;

/// The newest positioned broadcasts of a session, by kind and sender.
#[derive(Debug, Default)]
pub(crate) struct LatestCache(BTreeMap<String, Arc<Broadcast>>);

impl LatestCache {
    /// Records `broadcast`. Returns `false` if the cache holds a newer broadcast of the same kind and sender. A
    /// broadcast without a position is never cached and always new.
    pub(crate) fn insert(&mut self, broadcast: &Arc<Broadcast>) -> bool {
        let Some(order) = broadcast.order else { return true };
        let key = broadcast.key();
        if let Some(cached) = self.0.get(&key).and_then(|cached| cached.order)
            && !order.is_newer_than(cached)
        {
            return false;
        }
        if self.0.len() < MAX_ENTRIES || self.0.contains_key(&key) {
            self.0.insert(key, broadcast.clone());
        }
        true
    }

    /// Removes all entries of a player who left the session.
    pub(crate) fn remove_sender(&mut self, player: &PlayerId) {
        self.0.retain(|_, broadcast| broadcast.from.as_ref() != Some(player));
    }

    /// Returns all entries.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Broadcast>> {
        self.0.values()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;
    use wpp_game::{ephemeral::EphemeralPosition, time::Timestamp};
    use wpp_runtime::broadcast::BroadcastLane;

    use super::*;

    fn chord(from: &str, number: u64) -> Arc<Broadcast> {
        Arc::new(Broadcast {
            kind: "chord_change".into(),
            lane: BroadcastLane::Latest,
            from: Some(PlayerId(from.into())),
            echo: true,
            private: false,
            screens_only: false,
            number: None,
            order: Some(EphemeralPosition { opened: 1, number, count: None }),
            at: Timestamp::from_millis(0),
            data: RawValue::from_string(number.to_string()).unwrap(),
        })
    }

    #[test]
    fn keeps_newest_of_each_sender() {
        let mut cache = LatestCache::default();
        assert!(cache.insert(&chord("ana", 1)) && cache.insert(&chord("bo", 1)) && cache.insert(&chord("ana", 3)));
        assert!(!cache.insert(&chord("ana", 2)) && !cache.insert(&chord("ana", 3)));
        assert_eq!(cache.iter().map(|broadcast| broadcast.data.get()).collect::<Vec<_>>(), ["3", "1"]);
        cache.remove_sender(&PlayerId("ana".into()));
        assert_eq!(cache.iter().count(), 1);
    }

    #[test]
    fn bounds_number_of_entries() {
        let mut cache = LatestCache::default();
        for n in 0..MAX_ENTRIES + 10 {
            assert!(cache.insert(&chord(&format!("p{n}"), 1)));
        }
        assert_eq!(cache.iter().count(), MAX_ENTRIES);
        assert!(cache.insert(&chord("p0", 2)) && !cache.insert(&chord("p0", 1)));
    }
}
