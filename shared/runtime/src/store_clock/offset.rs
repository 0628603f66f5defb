//! An estimate of the difference between two clocks, from measurements over a network.

use std::collections::VecDeque;

/// Number of measurements that an estimate uses.
const SAMPLES: usize = 8;

/// Deviation of a measurement, in microseconds and beyond its own error, that shows that one of the clocks was set.
const STEP_MICROS: i64 = 20_000;

/// One measurement of another clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sample {
    /// The other clock minus the own clock, in microseconds, if request and answer took equally long.
    pub(super) offset: i64,
    /// Duration of request and answer together, in microseconds. The error of `offset` is at most half of it.
    pub(super) round_trip: i64,
}

impl Sample {
    /// Returns the measurement of a clock that showed `other` between `sent` and `received` of the own clock, all in
    /// microseconds. Returns `None` if the own clock was set back meanwhile.
    pub(super) fn new(sent: i64, other: i64, received: i64) -> Option<Self> {
        let round_trip = received.checked_sub(sent).filter(|round_trip| *round_trip >= 0)?;
        Some(Self { offset: other - sent - round_trip / 2, round_trip })
    }
}

/// The last measurements of another clock.
#[derive(Debug, Default)]
pub(super) struct OffsetEstimate {
    samples: VecDeque<Sample>,
}

impl OffsetEstimate {
    /// Adds a measurement. Returns the estimate in microseconds: the measurement with the shortest round trip among
    /// the last ones, because its error is the smallest. Forgets older measurements when a clock was set.
    pub(super) fn add(&mut self, sample: Sample) -> i64 {
        let is_step = |best: Sample| {
            (sample.offset - best.offset).abs() > (sample.round_trip + best.round_trip) / 2 + STEP_MICROS
        };
        if self.best().is_some_and(is_step) {
            self.samples.clear();
        }
        if self.samples.len() == SAMPLES {
            self.samples.pop_front();
        }
        self.samples.push_back(sample);
        self.best().map_or(sample.offset, |best| best.offset)
    }

    fn best(&self) -> Option<Sample> {
        // The latest one wins among equals, so that the estimate follows a clock that drifts.
        self.samples.iter().rev().min_by_key(|sample| sample.round_trip).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(offset: i64, round_trip: i64) -> Sample {
        Sample { offset, round_trip }
    }

    #[test]
    fn accounts_for_the_round_trip() {
        assert_eq!(Sample::new(1_000, 21_500, 2_000), Some(sample(20_000, 1_000)));
        assert_eq!(Sample::new(2_000, 21_500, 1_999), None);
    }

    #[test]
    fn shortest_round_trip_wins() {
        let mut estimate = OffsetEstimate::default();
        assert_eq!(estimate.add(sample(9_000, 20_000)), 9_000);
        assert_eq!(estimate.add(sample(400, 600)), 400);
        assert_eq!(estimate.add(sample(-30_000, 70_000)), 400, "a slow answer is inaccurate");
        assert_eq!(estimate.add(sample(410, 600)), 410);
    }

    #[test]
    fn follows_a_clock_that_is_set() {
        let mut estimate = OffsetEstimate::default();
        estimate.add(sample(100, 200));
        assert_eq!(estimate.add(sample(20_000_000, 900)), 20_000_000);
        assert_eq!(estimate.add(sample(-20_000_000, 40_000)), -20_000_000);
    }

    #[test]
    fn forgets_old_measurements() {
        let mut estimate = OffsetEstimate::default();
        estimate.add(sample(0, 100));
        let last = (1..=8).map(|n| estimate.add(sample(n * 1_000, 500))).last();
        assert_eq!(last, Some(8_000), "the estimate follows a clock that drifts");
    }
}
