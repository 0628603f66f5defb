//! How late the workers currently are.

use wpp_game::time::Timestamp;

/// Number of remembered deadlines.
const SAMPLES: usize = 64;

/// Age after which a deadline no longer describes the present, in milliseconds.
const MAX_AGE_MS: u64 = 2_000;

/// The lateness of the latest deadlines whose events arrived in this process.
#[derive(Debug)]
pub(super) struct RecentLateness {
    /// Arrival and lateness in milliseconds; the oldest sample is replaced.
    samples: [Option<(Timestamp, u64)>; SAMPLES],
    next: usize,
}

impl Default for RecentLateness {
    fn default() -> Self {
        Self { samples: [None; SAMPLES], next: 0 }
    }
}

impl RecentLateness {
    /// Records that the event of the deadline `due_at` arrived at `now`.
    pub(super) fn record(&mut self, due_at: Timestamp, now: Timestamp) {
        if let Some(sample) = self.samples.get_mut(self.next) {
            *sample = Some((now, now.ms_since(due_at)));
        }
        self.next = (self.next + 1) % SAMPLES;
    }

    /// Returns the lower quartile of the recent samples in milliseconds; 0 without any.
    ///
    /// Overload makes every deadline late, so the quartile rises. When some workers die, the deadlines of the others
    /// stay on time, so the quartile does not rise.
    pub(super) fn lower_quartile(&self, now: Timestamp) -> u64 {
        let recent = self.samples.iter().flatten().filter(|(arrived, _)| now.ms_since(*arrived) <= MAX_AGE_MS);
        let mut lateness: Vec<u64> = recent.map(|(_, late)| *late).collect();
        let quarter = lateness.len() / 4;
        if lateness.is_empty() { 0 } else { *lateness.select_nth_unstable(quarter).1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_millis(100_000)
    }

    fn recorded(lateness: impl Iterator<Item = u64>) -> RecentLateness {
        let mut recent = RecentLateness::default();
        lateness.for_each(|late| recent.record(now().minus_ms(late), now()));
        recent
    }

    #[test]
    fn follows_overload_but_not_a_dead_worker() {
        assert_eq!(RecentLateness::default().lower_quartile(now()), 0);
        assert_eq!(recorded([900; 20].into_iter()).lower_quartile(now()), 900);
        let half_nudged = (0..40).map(|n| if n % 2 == 0 { 1 } else { 360 });
        assert_eq!(recorded(half_nudged).lower_quartile(now()), 1);
    }

    #[test]
    fn forgets_the_past() {
        let recent = recorded([900; 20].into_iter());
        assert_eq!(recent.lower_quartile(now().plus_ms(MAX_AGE_MS)), 900);
        assert_eq!(recent.lower_quartile(now().plus_ms(MAX_AGE_MS + 1)), 0);
        assert_eq!(recorded((0..1_000).map(|n| 1_000 - n)).lower_quartile(now()), 17);
    }
}
