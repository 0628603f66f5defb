//! Participants who left a short time ago. Their departure is reported a second time.

use std::sync::{Mutex, PoisonError};

use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

/// Time in milliseconds after which a departure is reported again: the most that a failover loses with a replica that keeps
/// up (`docs/reliability.md`). A report that was lost with the store's latest steps, or failed with it, is made up for while
/// the deadlines are still held.
pub const REPORTED_AGAIN_AFTER_MS: u64 = 1_000;

/// Time in milliseconds between two looks at the departures.
pub const CONFIRM_EVERY_MS: u64 = 250;

/// Time in milliseconds for which a report that fails is repeated. A store that is away for longer starts games again with
/// the sweep of the workers.
const REPEATED_FOR_MS: u64 = 15_000;

/// A participant who left.
#[derive(Debug, Clone)]
pub struct Departure {
    pub code: SessionCode,
    pub participant: PlayerId,
    at: Timestamp,
}

/// The departures that are not yet reported again.
#[derive(Debug, Default)]
pub struct Departures(Mutex<Vec<Departure>>);

impl Departures {
    /// Adds a participant who left at `now`.
    pub fn add(&self, code: SessionCode, participant: PlayerId, now: Timestamp) {
        self.put_back(Departure { code, participant, at: now });
    }

    /// Keeps a departure whose report failed.
    pub fn put_back(&self, departure: Departure) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(departure);
    }

    /// Takes the departures that are due at `now`. Forgets those whose report has failed for too long.
    pub fn take_due(&self, now: Timestamp) -> Vec<Departure> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|departure| now < departure.at.plus_ms(REPEATED_FOR_MS));
        let is_due = |departure: &mut Departure| departure.at.plus_ms(REPORTED_AGAIN_AFTER_MS) <= now;
        waiting.extract_if(.., is_due).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    #[test]
    fn departures_are_due_once_and_forgotten_in_the_end() {
        let departures = Departures::default();
        let code = SessionCode::parse("KWXTRN").unwrap();
        departures.add(code.clone(), PlayerId("p_0".to_owned()), at(5_000));
        assert!(departures.take_due(at(5_999)).is_empty());
        let due = departures.take_due(at(6_000));
        assert_eq!(due.len(), 1);
        assert!(departures.take_due(at(6_000)).is_empty());
        departures.put_back(due[0].clone());
        assert_eq!(departures.take_due(at(19_999)).len(), 1);
        departures.put_back(due[0].clone());
        assert!(departures.take_due(at(20_000)).is_empty());
    }
}
