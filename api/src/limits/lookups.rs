//! The limit on look-ups of unknown session codes, so that nobody finds a session by trying codes.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use wpp_runtime::client_address::ClientAddress;

use crate::error::ApiError;

/// Unknown codes that one address may look up at once, and per minute.
const PER_ADDRESS: Rate = Rate { burst: 30, interval: Duration::from_secs(2) };

/// Unknown codes that all addresses together may look up at once, and 10 a second. Ten live sessions among 60 million
/// codes are then found after a week on average.
const PER_PROCESS: Rate = Rate { burst: 600, interval: Duration::from_millis(100) };

/// A number of look-ups allowed at once, and the interval for each further one.
#[derive(Debug, Clone, Copy)]
struct Rate {
    burst: u32,
    interval: Duration,
}

/// Counts look-ups of unknown codes, by address and for the whole process.
///
/// A look-up is reserved before the store is read, so that concurrent guesses cannot exceed the limit, and is returned if
/// the code is known. Each counter is the time at which all look-ups so far would be allowed again at a steady rate.
#[derive(Debug)]
pub struct UnknownCodes {
    counters: Mutex<Counters>,
}

#[derive(Debug)]
struct Counters {
    process: Instant,
    addresses: HashMap<ClientAddress, Instant>,
}

/// A reserved look-up. Dropping it counts the look-up as one of an unknown code.
#[derive(Debug)]
#[must_use]
pub struct Lookup<'a> {
    limit: &'a UnknownCodes,
    address: ClientAddress,
}

impl Default for UnknownCodes {
    fn default() -> Self {
        Self { counters: Mutex::new(Counters { process: now(), addresses: HashMap::new() }) }
    }
}

impl UnknownCodes {
    /// Reserves a look-up by `address`. An exempt address is counted for the process only.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn reserve(&self, address: ClientAddress) -> Result<Lookup<'_>, ApiError> {
        self.reserve_at(address, now())
    }

    fn reserve_at(&self, address: ClientAddress, now: Instant) -> Result<Lookup<'_>, ApiError> {
        let mut counters = self.lock();
        let process = PER_PROCESS.take(counters.process, now)?;
        if !address.is_exempt() {
            let counter = counters.addresses.entry(address).or_insert(now);
            *counter = PER_ADDRESS.take(*counter, now)?;
        }
        counters.process = process;
        Ok(Lookup { limit: self, address })
    }

    /// Removes addresses whose look-ups are all allowed again.
    pub fn remove_idle(&self) {
        let now = now();
        self.lock().addresses.retain(|_, free| *free > now);
    }

    fn lock(&self) -> MutexGuard<'_, Counters> {
        self.counters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rate {
    /// Returns the counter after one more look-up.
    fn take(self, counter: Instant, now: Instant) -> Result<Instant, ApiError> {
        let free = counter.max(now) + self.interval;
        let wait = free.saturating_duration_since(now + self.interval * self.burst);
        if wait.is_zero() { Ok(free) } else { Err(ApiError::too_many_requests(wait.as_secs() + 1)) }
    }
}

impl Lookup<'_> {
    /// Returns the look-up, because its code is known or was not read.
    pub fn give_back(self) {
        let mut counters = self.limit.lock();
        counters.process = counters.process.checked_sub(PER_PROCESS.interval).unwrap_or(counters.process);
        if let Some(counter) = counters.addresses.get_mut(&self.address) {
            *counter = counter.checked_sub(PER_ADDRESS.interval).unwrap_or(*counter);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "rates follow the monotonic clock, like those of the other limits; no game depends on them"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(n: u32) -> ClientAddress {
        ClientAddress::V4(n.into())
    }

    #[test]
    fn limits_unknown_codes_by_address() {
        let (limit, now) = (UnknownCodes::default(), now());
        for _ in 0..PER_ADDRESS.burst {
            let _ = limit.reserve_at(address(1), now).expect("within the limit");
        }
        let error = limit.reserve_at(address(1), now).expect_err("over the limit");
        assert_eq!(error.code.as_str(), "too_many_requests");
        assert!(limit.reserve_at(address(2), now).is_ok(), "another address has its limit");
        assert!(limit.reserve_at(address(1), now + PER_ADDRESS.interval).is_ok(), "the limit grows");
    }

    #[test]
    fn known_codes_are_not_counted() {
        let (limit, now) = (UnknownCodes::default(), now());
        for _ in 0..10 * PER_PROCESS.burst {
            limit.reserve_at(address(1), now).expect("known codes have no limit").give_back();
        }
    }

    #[test]
    fn limits_all_addresses_together() {
        let (limit, now) = (UnknownCodes::default(), now());
        let allowed = (0..2 * PER_PROCESS.burst).filter(|n| limit.reserve_at(address(*n), now).is_ok()).count();
        assert_eq!(allowed, PER_PROCESS.burst as usize);
        assert!(limit.reserve_at(ClientAddress::Loopback, now).is_err(), "loopback is counted for the process");
    }
}
