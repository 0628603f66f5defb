//! Queues with one consumer each, which exists only while its queue has items.

use std::{collections::HashMap, hash::Hash};

use crate::lock::Lock;

/// Queues by key. The producer that finds no queue starts its consumer; the consumer ends with its queue.
#[derive(Debug)]
pub(crate) struct CommandQueues<K, T> {
    capacity: usize,
    queues: Lock<HashMap<K, Vec<T>>>,
}

/// A queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

impl<K: Eq + Hash + Clone, T> CommandQueues<K, T> {
    /// Returns queues of up to `capacity` items.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, queues: Lock::default() }
    }

    /// Adds an item. Returns whether the queue is new: the caller then starts its consumer.
    ///
    /// # Errors
    /// [`Full`] when the queue has no room.
    pub(crate) fn add(&self, key: &K, item: T) -> Result<bool, Full> {
        let mut queues = self.queues.lock();
        match queues.get_mut(key) {
            Some(queue) if queue.len() >= self.capacity => Err(Full),
            Some(queue) => {
                queue.push(item);
                Ok(false)
            }
            None => {
                queues.insert(key.clone(), vec![item]);
                Ok(true)
            }
        }
    }

    /// Takes up to `most` items, the oldest first. Removes an empty queue and returns `None`: its consumer ends.
    pub(crate) fn take(&self, key: &K, most: usize) -> Option<Vec<T>> {
        let mut queues = self.queues.lock();
        let queue = queues.get_mut(key)?;
        if queue.is_empty() {
            queues.remove(key);
            return None;
        }
        let rest = queue.split_off(queue.len().min(most));
        Some(std::mem::replace(queue, rest))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;
    use crate::lock::interleaving::in_many_orders;

    /// Consumes a queue as the batcher does.
    fn drain(queues: &CommandQueues<u8, usize>, taken: &Lock<Vec<usize>>, consumers: &AtomicUsize) {
        assert_eq!(consumers.fetch_add(1, Ordering::SeqCst), 0, "a queue has one consumer");
        while let Some(batch) = queues.take(&0, 2) {
            taken.lock().extend(batch);
        }
        consumers.fetch_sub(1, Ordering::SeqCst);
    }

    #[test]
    fn one_consumer_takes_all_in_any_order() {
        in_many_orders(|| {
            let queues = Arc::new(CommandQueues::new(8));
            let (taken, consumers) = (Arc::new(Lock::default()), Arc::new(AtomicUsize::new(0)));
            let produce = |first: usize| {
                let (queues, taken, consumers) = (queues.clone(), taken.clone(), consumers.clone());
                shuttle::thread::spawn(move || {
                    for item in first..first + 3 {
                        if queues.add(&0, item).unwrap() {
                            // The consumer of the previous queue may be about to end.
                            drain(&queues, &taken, &consumers);
                        }
                    }
                })
            };
            [produce(0), produce(10)].into_iter().for_each(|producer| producer.join().unwrap());
            let mut taken = std::mem::take(&mut *taken.lock());
            for first in [0, 10] {
                let of_one: Vec<usize> =
                    taken.iter().copied().filter(|item| (first..first + 3).contains(item)).collect();
                assert_eq!(of_one, [first, first + 1, first + 2], "items of one producer keep their order");
            }
            taken.sort_unstable();
            assert_eq!(taken, [0, 1, 2, 10, 11, 12]);
            assert!(queues.take(&0, 2).is_none(), "no queue remains");
        });
    }

    #[test]
    fn full_queue_accepts_nothing() {
        let queues = CommandQueues::new(2);
        assert_eq!([0, 1, 2].map(|item| queues.add(&0, item)), [Ok(true), Ok(false), Err(Full)]);
    }
}
