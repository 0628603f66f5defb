//! Totals of a sequence of chords: number, duration, steadiness.

use serde::{Deserialize, Serialize};

/// Milliseconds for which a chord rings unless another one follows. Ringing counts as playing.
pub const RINGS_MS: u64 = 4_000;

/// Fewest pairs of intervals for which steadiness is meaningful.
const ENOUGH: u32 = 8;

/// Totals of a sequence of chords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Number of chords.
    pub chords: u32,
    /// Milliseconds during which a chord was ringing.
    pub played_ms: u64,
    /// Number of compared pairs of successive intervals.
    pub pairs: u32,
    /// Sum of their differences, in thousandths of an octave of time (see [`wobble`]).
    pub wobble: u64,
}

impl Tally {
    /// Returns whether no chord was played.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chords == 0
    }

    /// Returns the sum of both totals.
    #[must_use]
    pub fn plus(self, more: Self) -> Self {
        Self {
            chords: self.chords.saturating_add(more.chords),
            played_ms: self.played_ms.saturating_add(more.played_ms),
            pairs: self.pairs.saturating_add(more.pairs),
            wobble: self.wobble.saturating_add(more.wobble),
        }
    }

    /// Limits the played time to `ms` milliseconds.
    #[must_use]
    pub fn within(self, ms: u64) -> Self {
        Self { played_ms: self.played_ms.min(ms), ..self }
    }

    /// Returns the steadiness from 0 (random intervals) to 100 (a clock); `None` with too few chords.
    ///
    /// Random intervals score 0, because they differ by a quarter of an octave on average.
    #[must_use]
    pub fn steadiness(&self) -> Option<u32> {
        if self.pairs < ENOUGH {
            return None;
        }
        let lost = (self.wobble.saturating_mul(4) / u64::from(self.pairs) / 10).min(100);
        u32::try_from(100 - lost).ok()
    }
}

/// Returns the difference of two successive intervals in thousandths of an octave of time, from 0 to
/// 500. Doubling or halving an interval is no difference: eighths after quarters are steady.
#[must_use]
pub fn wobble(before_ms: f64, after_ms: f64) -> u64 {
    let octaves = (after_ms.max(1.0) / before_ms.max(1.0)).log2();
    let off = (octaves - octaves.round()).abs();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is between 0 and 500")]
    let thousandths = (off * 1000.0).round() as u64;
    thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the steadiness of chords at these moments.
    fn steadiness(moments: &[f64]) -> Option<u32> {
        let intervals: Vec<f64> = moments.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let sum = intervals.windows(2).map(|pair| wobble(pair[0], pair[1])).sum();
        let pairs = u32::try_from(intervals.len().saturating_sub(1)).unwrap();
        Tally { pairs, wobble: sum, ..Tally::default() }.steadiness()
    }

    #[test]
    fn clock_and_simple_rhythms_are_steady() {
        let clock: Vec<f64> = (0..20).map(|n| f64::from(n) * 500.0).collect();
        assert_eq!(steadiness(&clock), Some(100));
        let rhythm: Vec<f64> =
            (0..20).map(|n| f64::from(n / 3) * 1000.0 + [0.0, 500.0, 750.0][n as usize % 3]).collect();
        assert_eq!(steadiness(&rhythm), Some(100));
    }

    #[test]
    fn small_deviations_cost_little() {
        let off =
            |by: f64| (0..40).map(|n| f64::from(n) * 500.0 + if n % 2 == 0 { by } else { -by }).collect::<Vec<_>>();
        assert!(steadiness(&off(5.0)).unwrap() > 70);
        assert_eq!(steadiness(&off(50.0)), Some(0));
    }

    #[test]
    fn few_chords_have_no_steadiness() {
        assert_eq!(steadiness(&[0.0, 500.0, 1000.0, 1500.0]), None);
    }

    #[test]
    fn accepts_extreme_intervals() {
        for (before, after) in [(0.0, 0.0), (0.0, 1e12), (1e12, 0.0), (-5.0, 3.0)] {
            assert!(wobble(before, after) <= 500);
        }
    }
}
