//! The queue of password hashes. It bounds the number of waiting hashes, their waiting time, and the share of each
//! address, so that an attack from some addresses does not keep others from logging in.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wpp_runtime::client_address::ClientAddress;

use super::HashError;

/// Number of waiting hashes for each concurrent one: about a second of work.
const WAITING: usize = 32;

/// Maximum time that a hash waits. Together with its computation a login takes less than two seconds.
const MAX_WAIT: Duration = Duration::from_millis(1500);

/// The part of all places that one address may have.
const ADDRESS_SHARE: usize = 4;

/// The queue. Cheap to clone.
#[derive(Clone)]
pub(super) struct HashQueue {
    /// Permits for concurrent hashes.
    running: Arc<Semaphore>,
    /// Permits for concurrent and waiting hashes.
    places: Arc<Semaphore>,
    by_address: Arc<Mutex<HashMap<ClientAddress, usize>>>,
    most_by_address: usize,
    max_wait: Duration,
}

/// Permission to compute one hash. Dropping it admits the next one.
pub(super) struct Turn {
    _running: OwnedSemaphorePermit,
    _place: OwnedSemaphorePermit,
    _counted: Option<Counted>,
}

/// A place that counts for its address.
struct Counted {
    queue: HashQueue,
    address: ClientAddress,
}

impl HashQueue {
    /// Creates a queue that admits `concurrent` hashes at the same time.
    pub fn new(concurrent: usize) -> Self {
        let places = concurrent.saturating_mul(WAITING + 1);
        Self {
            running: Arc::new(Semaphore::new(concurrent)),
            places: Arc::new(Semaphore::new(places)),
            by_address: Arc::default(),
            most_by_address: places.div_ceil(ADDRESS_SHARE),
            max_wait: MAX_WAIT,
        }
    }

    /// Waits for the turn of a hash that `address` asks for. `None`: the operator or the program itself.
    ///
    /// # Errors
    /// [`HashError::Busy`] when too many hashes wait, or too many for the address, or for too long.
    pub async fn wait(&self, address: Option<ClientAddress>) -> Result<Turn, HashError> {
        let counted = match address.filter(|address| !address.is_exempt()) {
            Some(address) => Some(self.count(address).ok_or(HashError::Busy)?),
            None => None,
        };
        let place = self.places.clone().try_acquire_owned().map_err(|_| HashError::Busy)?;
        // The semaphore is never closed, so only the timeout can fail.
        let running = tokio::time::timeout(self.max_wait, self.running.clone().acquire_owned()).await;
        let running = running.ok().and_then(Result::ok).ok_or(HashError::Busy)?;
        Ok(Turn { _running: running, _place: place, _counted: counted })
    }

    fn count(&self, address: ClientAddress) -> Option<Counted> {
        let mut counts = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= self.most_by_address {
            return None;
        }
        *count += 1;
        Some(Counted { queue: self.clone(), address })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self.queue.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut count) = counts.entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(n: u32) -> Option<ClientAddress> {
        Some(ClientAddress::V4((0xc633_6400 + n).into()))
    }

    #[tokio::test]
    async fn nobody_waits_longer_than_the_limit() {
        let queue = HashQueue { max_wait: Duration::from_millis(10), ..HashQueue::new(1) };
        let _slow = queue.wait(address(1)).await;
        assert!(matches!(queue.wait(address(2)).await, Err(HashError::Busy)));
    }

    #[tokio::test]
    async fn one_address_cannot_fill_the_queue() {
        let queue = HashQueue { max_wait: Duration::from_secs(60), ..HashQueue::new(2) };
        let running = (queue.wait(address(1)).await, queue.wait(address(1)).await);
        let attempt = |n| {
            let queue = queue.clone();
            tokio::spawn(async move { queue.wait(address(n)).await.map(drop) })
        };
        let attack: Vec<_> = (0..200).map(|_| attempt(1)).collect();
        // The attempts beyond the share are refused at once.
        let refused = attack.len() - (queue.most_by_address - 2);
        while attack.iter().filter(|attempt| attempt.is_finished()).count() < refused {
            tokio::task::yield_now().await;
        }
        assert_eq!(queue.by_address.lock().unwrap().get(&address(1).unwrap()), Some(&queue.most_by_address));
        let login = attempt(2);
        drop(running);
        assert!(login.await.unwrap().is_ok(), "the login was refused");
        let mut admitted = 2;
        for attempt in attack {
            admitted += usize::from(attempt.await.unwrap().is_ok());
        }
        assert_eq!(admitted, queue.most_by_address);
        assert!(queue.by_address.lock().unwrap().is_empty(), "no counter remains");
    }

    #[tokio::test]
    async fn the_number_of_places_is_bounded() {
        let queue = HashQueue::new(1);
        let _all = queue.places.clone().acquire_many_owned(WAITING as u32 + 1).await;
        assert!(matches!(queue.wait(None).await, Err(HashError::Busy)));
    }
}
