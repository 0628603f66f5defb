//! Several queues, so that a cluster spreads their work.

use super::{
    queue::{DeadlineQueue, QUEUE_NAME},
    scheduler::JobScheduler,
};
use crate::{
    config::MAX_QUEUE_SHARDS,
    redis_connection::{RedisConnection, SLOTS, slot_of},
};

/// Start of the names of queues, when there are several.
const PREFIX: &str = "{wpp:deadlines:";

/// The queues of an installation. All processes use the same number.
///
/// Queue *i* of *n* has the sessions of the *i*th part of the hash slots, and its keys are in that part as well. A
/// session's queue is therefore mostly on the session's server, and a server that fails delays its own sessions only.
#[derive(Clone)]
pub struct QueueShards {
    queues: Vec<DeadlineQueue>,
    scheduler: JobScheduler,
}

impl QueueShards {
    /// Returns `count` queues on the Redis of `connection`, 1 to [`MAX_QUEUE_SHARDS`].
    #[must_use]
    pub fn new(connection: &RedisConnection, count: usize) -> Self {
        let count = count.clamp(1, MAX_QUEUE_SHARDS);
        let names = (0..count).map(|index| name(index, count));
        let queues: Vec<DeadlineQueue> = names.map(|name| DeadlineQueue::named(connection.clone(), &name)).collect();
        let scheduler = JobScheduler::sharded(queues.iter().map(DeadlineQueue::jobs));
        Self { queues, scheduler }
    }

    /// Returns the part that schedules and cancels jobs in all queues.
    #[must_use]
    pub fn scheduler(&self) -> JobScheduler {
        self.scheduler.clone()
    }

    /// Returns the queues, for the consumer.
    #[must_use]
    pub fn queues(&self) -> &[DeadlineQueue] {
        &self.queues
    }
}

impl std::fmt::Debug for QueueShards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QueueShards").field("queues", &self.queues).finish_non_exhaustive()
    }
}

/// Returns the index of the queue that has the sessions of a hash slot.
pub(super) fn shard_of(slot: u16, count: usize) -> usize {
    usize::from(slot) * count / usize::from(SLOTS)
}

/// Returns whether a key belongs to a queue.
#[must_use]
pub fn is_queue_key(key: &str) -> bool {
    key.starts_with(PREFIX) || key.starts_with(QUEUE_NAME)
}

/// Returns the name of a queue. A single queue has the name that it had before there were several.
fn name(index: usize, count: usize) -> String {
    if count <= 1 {
        return QUEUE_NAME.to_owned();
    }
    // The first tag in the right part of the slots, after `count` attempts on average.
    let names = (0..u32::MAX).map(|attempt| format!("{PREFIX}{index}.{attempt}}}"));
    names.into_iter().find(|name| shard_of(slot_of(name.as_bytes()), count) == index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_queue_has_the_slots_of_its_sessions() {
        for count in 2..=MAX_QUEUE_SHARDS {
            let names: BTreeSet<String> = (0..count).map(|index| name(index, count)).collect();
            assert_eq!(names.len(), count);
            for index in 0..count {
                let name = name(index, count);
                assert_eq!(shard_of(slot_of(format!("{name}:scheduled").as_bytes()), count), index);
                assert!(is_queue_key(&name));
            }
        }
    }

    #[test]
    fn slots_are_spread_evenly() {
        for count in [1, 2, 12, 64] {
            let mut slots = vec![0_usize; count];
            (0..SLOTS).for_each(|slot| slots[shard_of(slot, count)] += 1);
            let (least, most) = (slots.iter().min().unwrap(), slots.iter().max().unwrap());
            assert!(most - least <= 1, "{slots:?}");
        }
    }

    #[test]
    fn one_queue_keeps_its_name() {
        assert_eq!(name(0, 1), QUEUE_NAME);
        assert!(is_queue_key("{core:apalis:queues:list}:wpp-deadlines:data") && !is_queue_key("{KWXTRN}:state"));
    }
}
