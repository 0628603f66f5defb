//! Rate limits of one connection.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use wpp_game::ids::SessionCode;

use crate::{
    chat::Participant,
    limits::{Limits, MAX_RATE_LIMITED},
    wire::close::Close,
};

/// The rate limit of one connection's messages. All connections of a participant share it.
pub(super) struct RateLimiter {
    limits: Arc<Limits>,
    sender: String,
    kind: Kind,
    /// Rejected messages minus accepted ones; at least 0.
    rejected: u32,
}

#[derive(Clone, Copy)]
enum Kind {
    Message,
    Ephemeral,
}

impl RateLimiter {
    /// Creates the limiter for actions and chat. A public screen, which is no participant, has a separate limit.
    pub(super) fn for_messages(limits: &Arc<Limits>, code: &SessionCode, participant: Option<&Participant>) -> Self {
        static SCREENS: AtomicU64 = AtomicU64::new(0);
        let sender = match participant {
            Some(participant) => format!("{code} {}", participant.id()),
            None => format!("screen {}", SCREENS.fetch_add(1, Ordering::Relaxed)),
        };
        Self { limits: limits.clone(), sender, kind: Kind::Message, rejected: 0 }
    }

    /// Creates the limiter for ephemeral messages.
    pub(super) fn for_ephemeral(limits: &Arc<Limits>, code: &SessionCode, player: &str) -> Self {
        Self { limits: limits.clone(), sender: format!("{code} {player}"), kind: Kind::Ephemeral, rejected: 0 }
    }

    /// Counts a message. Returns `false` if the message must be rejected with `too_many_requests`.
    ///
    /// # Errors
    /// [`Close::TooManyMessages`] if the client ignored too many rejections.
    pub(super) fn check(&mut self) -> Result<bool, Close> {
        let accepted = match self.kind {
            Kind::Message => self.limits.allows_message(&self.sender),
            Kind::Ephemeral => self.limits.allows_ephemeral(&self.sender),
        };
        if accepted {
            self.rejected = self.rejected.saturating_sub(1);
            return Ok(true);
        }
        self.rejected += 1;
        if self.rejected > MAX_RATE_LIMITED { Err(Close::TooManyMessages) } else { Ok(false) }
    }
}
