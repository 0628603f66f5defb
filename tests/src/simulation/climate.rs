//! How often faults occur in one game.

use rand::{Rng, RngExt};

/// The faults of one game.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Climate {
    /// Usual delay of a message in microseconds.
    pub delay_us: i64,
    /// Probability of a delay of up to 400 ms.
    pub slow: f64,
    /// Probability that a message on a channel arrives twice.
    pub duplicates: f64,
    /// Probability that a job is given to two workers.
    pub doubled_jobs: f64,
    /// Probability that a command breaks its connection: half of these before it is executed, half after it.
    pub breaks: f64,
    /// Number of failovers that lose up to a second.
    pub failovers: u32,
    /// Number of processes that are killed.
    pub kills: u32,
    /// Probability that a phone reads slowly.
    pub slow_phones: f64,
}

impl Climate {
    /// Returns a climate without faults. Messages take up to `delay_us` microseconds.
    #[must_use]
    pub fn calm(delay_us: i64) -> Self {
        Self {
            delay_us,
            slow: 0.0,
            duplicates: 0.0,
            doubled_jobs: 0.0,
            breaks: 0.0,
            failovers: 0,
            kills: 0,
            slow_phones: 0.0,
        }
    }

    /// Draws the faults of a game. A quarter of all games has none.
    pub fn draw(rng: &mut impl Rng) -> Self {
        let calm = Self::calm(rng.random_range(100..2_000));
        match rng.random_range(0..8) {
            0 | 1 => calm,
            2 => Self { failovers: rng.random_range(1..3), ..calm },
            3 => Self { kills: rng.random_range(1..4), ..calm },
            4 => Self { breaks: 0.01, slow: 0.02, ..calm },
            5 => Self { duplicates: 0.1, doubled_jobs: 0.2, slow: 0.02, slow_phones: 0.3, ..calm },
            _ => Self {
                delay_us: calm.delay_us,
                slow: 0.01,
                duplicates: 0.05,
                doubled_jobs: 0.05,
                breaks: 0.003,
                failovers: rng.random_range(0..3),
                kills: rng.random_range(0..3),
                slow_phones: 0.2,
            },
        }
    }

    /// Returns whether nothing disturbs the game.
    #[must_use]
    pub fn is_calm(&self) -> bool {
        let Self { slow, duplicates, doubled_jobs, breaks, failovers, kills, slow_phones, delay_us: _ } = *self;
        [slow, duplicates, doubled_jobs, breaks, slow_phones] == [0.0; 5] && failovers + kills == 0
    }

    /// Returns whether processes are killed, and nothing else happens.
    #[must_use]
    pub fn only_kills(&self) -> bool {
        Self { kills: 0, ..*self }.is_calm()
    }

    /// Draws the delay of one message in microseconds.
    pub fn delay(&self, rng: &mut impl Rng) -> i64 {
        if self.slow > 0.0 && rng.random_bool(self.slow) {
            return rng.random_range(1..400_000);
        }
        rng.random_range(1..=self.delay_us)
    }
}
