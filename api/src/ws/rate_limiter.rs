//! Rate limits of one connection.

use governor::DefaultDirectRateLimiter;

use crate::{
    limits::{Limits, MAX_RATE_LIMITED},
    wire::close::Close,
};

/// The rate limit of one connection's messages.
pub(super) struct RateLimiter {
    limiter: DefaultDirectRateLimiter,
    /// Rejected messages minus accepted ones; at least 0.
    rejected: u32,
}

impl RateLimiter {
    /// Creates the limiter for actions and chat.
    pub(super) fn for_messages(limits: &Limits) -> Self {
        Self { limiter: limits.message_limiter(), rejected: 0 }
    }

    /// Creates the limiter for ephemeral messages.
    pub(super) fn for_ephemeral(limits: &Limits) -> Self {
        Self { limiter: limits.ephemeral_limiter(), rejected: 0 }
    }

    /// Counts a message. Returns `false` if the message must be rejected with `too_many_requests`.
    ///
    /// # Errors
    /// [`Close::TooManyMessages`] if the client ignored too many rejections.
    pub(super) fn check(&mut self) -> Result<bool, Close> {
        if self.limiter.check().is_ok() {
            self.rejected = self.rejected.saturating_sub(1);
            return Ok(true);
        }
        self.rejected += 1;
        if self.rejected > MAX_RATE_LIMITED { Err(Close::TooManyMessages) } else { Ok(false) }
    }
}
