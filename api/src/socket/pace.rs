//! How fast one client may talk.

use governor::DefaultDirectRateLimiter;

use super::close::Close;
use crate::limits::{Limits, PATIENCE};

/// One connection's bound on messages.
pub(super) struct Pace {
    limiter: DefaultDirectRateLimiter,
    /// Messages refused for coming too fast, less those that were not.
    refused: u32,
}

impl Pace {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { limiter: limits.socket(), refused: 0 }
    }

    /// The bound on what is said beside a game.
    pub(super) fn of_asides(limits: &Limits) -> Self {
        Self { limiter: limits.asides(), refused: 0 }
    }

    /// Whether the next message may be heard; `false` is to be told `too_many_requests`.
    ///
    /// # Errors
    /// [`Close::TooManyMessages`] for who does not listen to that.
    pub(super) fn admit(&mut self) -> Result<bool, Close> {
        if self.limiter.check().is_ok() {
            self.refused = self.refused.saturating_sub(1);
            return Ok(true);
        }
        self.refused += 1;
        if self.refused > PATIENCE { Err(Close::TooManyMessages) } else { Ok(false) }
    }
}
