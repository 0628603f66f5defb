//! The clock of one step: which deadlines are due, and as of when they count.

use super::EngineError;
use crate::time::Timestamp;

/// Delay in milliseconds beyond which a deadline counts as of the call instead of as of itself.
///
/// A busy queue causes shorter delays, and players must not notice them. A longer delay is an outage,
/// during which nobody could play.
pub const OUTAGE_MS: u64 = 2_000;

/// Maximum number of deadlines that one step applies. Phases last at least 200 ms and a step catches
/// up with at most [`OUTAGE_MS`], so a correct driver needs two orders of magnitude fewer.
pub const MAX_FIRINGS: u32 = 1_000;

/// Decides which deadlines a step applies, and as of when.
#[derive(Debug, Clone)]
pub struct CatchUp {
    wall: Timestamp,
    /// The latest moment returned so far. Game time never runs backwards within a step.
    reached: Option<Timestamp>,
    fired: u32,
}

impl CatchUp {
    /// Creates the clock of a step that runs at `wall`.
    #[must_use]
    pub fn new(wall: Timestamp) -> Self {
        Self { wall, reached: None, fired: 0 }
    }

    /// Returns the moment of the call.
    #[must_use]
    pub fn wall(&self) -> Timestamp {
        self.wall
    }

    /// Returns the moment as of which the deadline `due` counts; `None` when it is not yet due.
    ///
    /// # Errors
    /// [`EngineError::Runaway`] after [`MAX_FIRINGS`] deadlines.
    pub fn admit(&mut self, due: Timestamp) -> Result<Option<Timestamp>, EngineError> {
        if due > self.wall {
            return Ok(None);
        }
        self.fired += 1;
        if self.fired > MAX_FIRINGS {
            return Err(EngineError::Runaway);
        }
        let fair = if self.wall.ms_since(due) > OUTAGE_MS { self.wall } else { due };
        let as_of = self.reached.map_or(fair, |reached| reached.max(fair));
        self.reached = Some(as_of);
        Ok(Some(as_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millis(ms)
    }

    #[test]
    fn future_deadline_is_not_due() {
        assert_eq!(CatchUp::new(at(999)).admit(at(1_000)), Ok(None));
    }

    #[test]
    fn only_an_outage_shifts_the_game() {
        assert_eq!(CatchUp::new(at(1_000)).admit(at(1_000)), Ok(Some(at(1_000))));
        assert_eq!(CatchUp::new(at(3_000)).admit(at(1_000)), Ok(Some(at(1_000))));
        assert_eq!(CatchUp::new(at(3_001)).admit(at(1_000)), Ok(Some(at(3_001))));
    }

    #[test]
    fn time_never_runs_backwards() {
        let mut clock = CatchUp::new(at(5_000));
        assert_eq!(clock.admit(at(100)), Ok(Some(at(5_000))));
        assert_eq!(clock.admit(at(4_000)), Ok(Some(at(5_000))));
    }

    #[test]
    fn runaway_is_an_error() {
        let mut clock = CatchUp::new(at(0));
        for _ in 0..MAX_FIRINGS {
            assert_eq!(clock.admit(at(0)), Ok(Some(at(0))));
        }
        assert_eq!(clock.admit(at(0)), Err(EngineError::Runaway));
    }
}
