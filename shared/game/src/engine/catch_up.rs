//! Which deadlines count, and as of when.

use super::EngineError;
use crate::time::Timestamp;

/// Lateness beyond which a deadline counts as of the call instead of as of itself.
///
/// Below it lies a busy queue, and players must not notice; above it lies an outage, during which
/// nobody could play.
pub const OUTAGE_MS: u64 = 2_000;

/// Deadlines one step may fire. Phases last 200 ms or more and at most [`OUTAGE_MS`] are caught
/// up, so that a sound driver stays two orders of magnitude below.
pub const MAX_FIRINGS: u32 = 1_000;

/// The clock of one step, while it catches up with the deadlines that have passed.
#[derive(Debug, Clone)]
pub struct CatchUp {
    wall: Timestamp,
    /// Game time never runs backwards within a step.
    reached: Option<Timestamp>,
    fired: u32,
}

impl CatchUp {
    /// Begins a step at `wall`.
    #[must_use]
    pub fn new(wall: Timestamp) -> Self {
        Self { wall, reached: None, fired: 0 }
    }

    /// The moment of the call.
    #[must_use]
    pub fn wall(&self) -> Timestamp {
        self.wall
    }

    /// The moment to fire the deadline `due` as of; `None` when it has not come.
    ///
    /// # Errors
    /// [`EngineError::Runaway`] after [`MAX_FIRINGS`].
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
    fn a_deadline_to_come_is_left_alone() {
        assert_eq!(CatchUp::new(at(999)).admit(at(1_000)), Ok(None));
    }

    #[test]
    fn lag_does_not_shift_the_game_and_an_outage_does() {
        assert_eq!(CatchUp::new(at(1_000)).admit(at(1_000)), Ok(Some(at(1_000))));
        assert_eq!(CatchUp::new(at(3_000)).admit(at(1_000)), Ok(Some(at(1_000))));
        assert_eq!(CatchUp::new(at(3_001)).admit(at(1_000)), Ok(Some(at(3_001))));
    }

    #[test]
    fn time_never_runs_backwards_within_a_step() {
        let mut clock = CatchUp::new(at(5_000));
        assert_eq!(clock.admit(at(100)), Ok(Some(at(5_000))));
        assert_eq!(clock.admit(at(4_000)), Ok(Some(at(5_000))));
    }

    #[test]
    fn a_runaway_ends_in_a_fault() {
        let mut clock = CatchUp::new(at(0));
        for _ in 0..MAX_FIRINGS {
            assert_eq!(clock.admit(at(0)), Ok(Some(at(0))));
        }
        assert_eq!(clock.admit(at(0)), Err(EngineError::Runaway));
    }
}
