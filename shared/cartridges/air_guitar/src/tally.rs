//! What a row of chords comes to: how many, for how long, how steadily.

use serde::{Deserialize, Serialize};

/// How long a chord rings unless another one follows: the time that counts as played.
pub const RINGS_MS: u64 = 4_000;

/// Intervals between chords there must be before steadiness says anything.
const ENOUGH: u32 = 8;

/// Chords, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// How many.
    pub chords: u32,
    /// Milliseconds in which one rang.
    pub played_ms: u64,
    /// Pairs of successive intervals that were compared.
    pub pairs: u32,
    /// The sum of their differences, in thousandths of an octave of time (see [`wobble`]).
    pub wobble: u64,
}

impl Tally {
    /// Whether anything was played.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chords == 0
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, more: Self) -> Self {
        Self {
            chords: self.chords.saturating_add(more.chords),
            played_ms: self.played_ms.saturating_add(more.played_ms),
            pairs: self.pairs.saturating_add(more.pairs),
            wobble: self.wobble.saturating_add(more.wobble),
        }
    }

    /// The same, but no more than can have been played in so many milliseconds.
    #[must_use]
    pub fn within(self, ms: u64) -> Self {
        Self { played_ms: self.played_ms.min(ms), ..self }
    }

    /// How steadily, from 0 (as rain falls) to 100 (as a clock ticks); `None` when there was too little
    /// to tell.
    ///
    /// Rain scores 0 because two intervals without any relation differ by a quarter of an octave on
    /// average.
    #[must_use]
    pub fn steadiness(&self) -> Option<u32> {
        if self.pairs < ENOUGH {
            return None;
        }
        let lost = (self.wobble.saturating_mul(4) / u64::from(self.pairs) / 10).min(100);
        u32::try_from(100 - lost).ok()
    }
}

/// How far two successive intervals are from each other, in thousandths of an octave of time: 0 to 500.
/// One twice or half as long as the other is no difference: eighths after quarters are steady.
#[must_use]
pub fn wobble(before_ms: f64, after_ms: f64) -> u64 {
    let octaves = (after_ms.max(1.0) / before_ms.max(1.0)).log2();
    let off = (octaves - octaves.round()).abs();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 500")]
    let thousandths = (off * 1000.0).round() as u64;
    thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steadiness of chords at these moments.
    fn steadiness(moments: &[f64]) -> Option<u32> {
        let intervals: Vec<f64> = moments.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let sum = intervals.windows(2).map(|pair| wobble(pair[0], pair[1])).sum();
        let pairs = u32::try_from(intervals.len().saturating_sub(1)).unwrap();
        Tally { pairs, wobble: sum, ..Tally::default() }.steadiness()
    }

    #[test]
    fn a_clock_is_steady_and_so_are_eighths_after_quarters() {
        let clock: Vec<f64> = (0..20).map(|n| f64::from(n) * 500.0).collect();
        assert_eq!(steadiness(&clock), Some(100));
        let rhythm: Vec<f64> =
            (0..20).map(|n| f64::from(n / 3) * 1000.0 + [0.0, 500.0, 750.0][n as usize % 3]).collect();
        assert_eq!(steadiness(&rhythm), Some(100));
    }

    #[test]
    fn a_hand_that_is_off_by_little_keeps_most_and_one_that_limps_keeps_nothing() {
        let off =
            |by: f64| (0..40).map(|n| f64::from(n) * 500.0 + if n % 2 == 0 { by } else { -by }).collect::<Vec<_>>();
        assert!(steadiness(&off(5.0)).unwrap() > 70);
        assert_eq!(steadiness(&off(50.0)), Some(0));
    }

    #[test]
    fn a_few_chords_say_nothing() {
        assert_eq!(steadiness(&[0.0, 500.0, 1000.0, 1500.0]), None);
    }

    #[test]
    fn no_interval_is_too_odd() {
        for (before, after) in [(0.0, 0.0), (0.0, 1e12), (1e12, 0.0), (-5.0, 3.0)] {
            assert!(wobble(before, after) <= 500);
        }
    }
}
