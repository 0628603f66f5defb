//! Which server has which hash slots.

use std::{collections::BTreeSet, sync::Arc};

use redis::{FromRedisValue as _, Value};

use super::slots::{SLOTS, slot_of};

/// The primaries of a cluster and their hash slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Topology {
    /// The primary of each slot, as `host:port`.
    owners: Vec<Option<Arc<str>>>,
}

impl Default for Topology {
    fn default() -> Self {
        Self { owners: vec![None; usize::from(SLOTS)] }
    }
}

impl Topology {
    /// Reads the answer of `CLUSTER SLOTS` from the server at `host`. `None` for a malformed answer.
    pub(super) fn read(slots: &Value, host: &str) -> Option<Self> {
        let Value::Array(ranges) = slots else { return None };
        let mut topology = Self::default();
        for range in ranges {
            let Value::Array(range) = range else { return None };
            let [first, last, primary, ..] = &**range else { return None };
            let (first, last) = (number(first)?, number(last)?);
            let Value::Array(primary) = primary else { return None };
            let [name, port, ..] = &**primary else { return None };
            // A server that does not know its own address leaves it out.
            let name = String::from_redis_value_ref(name).ok().filter(|name| !name.is_empty());
            let owner: Arc<str> = format!("{}:{}", name.as_deref().unwrap_or(host), number(port)?).into();
            topology.owners.get_mut(first..=last)?.fill(Some(owner));
        }
        Some(topology)
    }

    /// Returns the primary of `slot`.
    pub(super) fn owner(&self, slot: u16) -> Option<&Arc<str>> {
        self.owners.get(usize::from(slot))?.as_ref()
    }

    /// Records that `owner` has `slot`. Returns whether that is news.
    pub(super) fn set_owner(&mut self, slot: u16, owner: &Arc<str>) -> bool {
        let Some(current) = self.owners.get_mut(usize::from(slot)) else { return false };
        let is_new = current.as_ref() != Some(owner);
        *current = Some(owner.clone());
        is_new
    }

    /// Returns all primaries that have slots.
    pub(super) fn primaries(&self) -> BTreeSet<Arc<str>> {
        self.owners.iter().flatten().cloned().collect()
    }

    /// Returns the number of slots without a primary.
    pub(super) fn uncovered(&self) -> usize {
        self.owners.iter().filter(|owner| owner.is_none()).count()
    }

    /// Returns a hash tag whose keys `owner` has.
    pub(super) fn tag_of(&self, owner: &str) -> Option<String> {
        // A server with one slot only is found after 16,384 tags on average.
        let mut tags = (0..20 * u32::from(SLOTS)).map(|number| number.to_string());
        tags.find(|tag| self.owner(slot_of(tag.as_bytes())).is_some_and(|found| **found == *owner))
    }
}

fn number(value: &Value) -> Option<usize> {
    usize::from_redis_value_ref(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bulk(text: &str) -> Value {
        Value::BulkString(text.into())
    }

    fn range(first: i64, last: i64, host: Value, port: i64) -> Value {
        let node = |host, port| Value::Array(vec![host, Value::Int(port), bulk("an-id"), Value::Array(vec![])]);
        Value::Array(vec![Value::Int(first), Value::Int(last), node(host, port), node(bulk("replica"), 1)])
    }

    fn of_three() -> Topology {
        let slots = Value::Array(vec![
            range(0, 5_460, bulk("10.0.0.1"), 7001),
            range(5_461, 10_922, Value::Nil, 7002),
            range(10_923, 16_382, bulk(""), 7003),
        ]);
        Topology::read(&slots, "10.0.0.9").unwrap()
    }

    #[test]
    fn reads_the_primaries() {
        let topology = of_three();
        let owner = |slot| topology.owner(slot).map(|owner| owner.to_string());
        assert_eq!(owner(0).as_deref(), Some("10.0.0.1:7001"));
        assert_eq!(owner(5_460).as_deref(), Some("10.0.0.1:7001"));
        assert_eq!(owner(5_461).as_deref(), Some("10.0.0.9:7002"));
        assert_eq!(owner(16_382).as_deref(), Some("10.0.0.9:7003"));
        assert_eq!((owner(16_383), topology.uncovered()), (None, 1));
        assert_eq!(topology.primaries().len(), 3);
    }

    #[test]
    fn ignores_malformed_answers() {
        for answer in
            [Value::Nil, Value::Array(vec![Value::Int(1)]), Value::Array(vec![range(0, 16_384, bulk("a"), 1)])]
        {
            assert_eq!(Topology::read(&answer, "host"), None, "{answer:?}");
        }
    }

    #[test]
    fn finds_keys_of_each_server() {
        let mut topology = of_three();
        let alone: Arc<str> = "10.0.0.4:7004".into();
        assert!(topology.set_owner(4_321, &alone) && !topology.set_owner(4_321, &alone));
        for server in topology.primaries() {
            let tag = topology.tag_of(&server).unwrap();
            assert_eq!(topology.owner(slot_of(tag.as_bytes())), Some(&server));
        }
        assert_eq!(topology.tag_of("10.0.0.5:7005"), None);
    }
}
