//! The newest of what each sender said of each kind: for who comes late, and to tell news from the past.

use std::{collections::BTreeMap, sync::Arc};

use wpp_game::ids::PlayerId;
use wpp_runtime::broadcast::Broadcast;

/// Kinds and senders remembered of one session; of further ones nothing is.
const MOST: usize = 256;

/// The newest asides, by kind and sender.
#[derive(Debug, Default)]
pub(super) struct Newest(BTreeMap<String, Arc<Broadcast>>);

impl Newest {
    /// Remembers `aside` if it has a place in an order. Returns whether it is news.
    pub(super) fn note(&mut self, aside: &Arc<Broadcast>) -> bool {
        let Some(order) = aside.order else { return true };
        let key = aside.key();
        if let Some(heard) = self.0.get(&key).and_then(|known| known.order)
            && !order.is_newer_than(heard)
        {
            return false;
        }
        if self.0.len() < MOST || self.0.contains_key(&key) {
            self.0.insert(key, aside.clone());
        }
        true
    }

    /// Forgets what somebody said who is gone for good.
    pub(super) fn forget(&mut self, player: &PlayerId) {
        self.0.retain(|_, aside| aside.from.as_ref() != Some(player));
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Broadcast>> {
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
            number: None,
            order: Some(EphemeralPosition { opened: 1, number, count: None }),
            at: Timestamp::from_millis(0),
            data: RawValue::from_string(number.to_string()).unwrap(),
        })
    }

    #[test]
    fn one_a_sender_is_remembered_and_the_past_is_no_news() {
        let mut newest = Newest::default();
        assert!(newest.note(&chord("ana", 1)) && newest.note(&chord("bo", 1)) && newest.note(&chord("ana", 3)));
        assert!(!newest.note(&chord("ana", 2)) && !newest.note(&chord("ana", 3)));
        assert_eq!(newest.all().map(|aside| aside.data.get()).collect::<Vec<_>>(), ["3", "1"]);
        newest.forget(&PlayerId("ana".into()));
        assert_eq!(newest.all().count(), 1);
    }

    #[test]
    fn a_crowd_is_heard_and_only_so_many_are_remembered() {
        let mut newest = Newest::default();
        for n in 0..MOST + 10 {
            assert!(newest.note(&chord(&format!("p{n}"), 1)));
        }
        assert_eq!(newest.all().count(), MOST);
        assert!(newest.note(&chord("p0", 2)) && !newest.note(&chord("p0", 1)));
    }
}
