//! Bounds on what may come in, and how fast.

use std::{net::IpAddr, num::NonZeroU32, sync::Arc, time::Duration};

use crate::settings::WebSettings;
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use wpp_game::ids::SessionCode;

use crate::error::ApiError;

/// Bytes of a REST body. The largest legitimate one is a configuration with all its fields.
pub const MAX_BODY: usize = 64 * 1024;

/// Bytes of a body over the limit that are still read, so that its sender hears why it is refused.
pub const MAX_DRAINED: usize = 16 * 1024 * 1024;

/// Bytes of a socket message. The largest legitimate one is a chat message of 2000 characters, some of
/// them several code points, all of them written as escapes.
pub const MAX_MESSAGE: usize = 64 * 1024;

/// Messages refused for coming too fast after which a socket is closed with 4029; each one that is
/// accepted forgives one, so only who sends more than twice what is allowed gets there.
pub const PATIENCE: u32 = 200;

/// Exports written at a time: each holds a connection to the database while somebody downloads it.
const MAX_EXPORTS: usize = 2;
/// Files that may arrive at a time: they lie on the disk until they are read.
const UPLOADS_AT_ONCE: usize = 16;

/// Chat messages one person may send a second, with bursts of twice as many: more than anybody
/// types, and enough for a program that catches up.
const CHAT_PER_SECOND: u32 = 10;

/// Limits shared by the process's calls and sockets.
pub struct Limits {
    sockets: Semaphore,
    uploads: Semaphore,
    max_sockets: usize,
    sessions: DefaultKeyedRateLimiter<IpAddr>,
    actions: DefaultKeyedRateLimiter<String>,
    actions_quota: Quota,
    exports: Arc<Semaphore>,
    asides_quota: Quota,
    chat: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    /// Limits as the settings want them.
    #[must_use]
    pub fn new(settings: &WebSettings) -> Self {
        let per = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let burst = per(settings.actions_per_second.saturating_mul(2));
        let asides_burst = per(settings.ephemeral_per_second.saturating_mul(2));
        let asides_quota = Quota::per_second(per(settings.ephemeral_per_second)).allow_burst(asides_burst);
        let actions_quota = Quota::per_second(per(settings.actions_per_second)).allow_burst(burst);
        Self {
            sockets: Semaphore::new(settings.max_sockets),
            uploads: Semaphore::new(UPLOADS_AT_ONCE),
            max_sockets: settings.max_sockets,
            sessions: RateLimiter::keyed(Quota::per_minute(per(settings.sessions_per_minute))),
            actions: RateLimiter::keyed(actions_quota),
            actions_quota,
            exports: Arc::new(Semaphore::new(MAX_EXPORTS)),
            asides_quota,
            chat: RateLimiter::keyed(Quota::per_second(per(CHAT_PER_SECOND)).allow_burst(per(CHAT_PER_SECOND * 2))),
        }
    }

    /// Whether `address` may create another session now. Loopback always may: it is the operator.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn session(&self, address: IpAddr) -> Result<(), ApiError> {
        if address.is_loopback() {
            return Ok(());
        }
        self.sessions.check_key(&address).map_err(|_| ApiError::too_many_requests(60))
    }

    /// Whether this player may act over REST again now.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn action(&self, player: &str) -> Result<(), ApiError> {
        self.actions.check_key(&player.to_owned()).map_err(|_| ApiError::too_many_requests(1))
    }

    /// Room for one export more, until it is dropped.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn export(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        self.exports.clone().try_acquire_owned().map_err(|_| ApiError::too_many_requests(5))
    }

    /// Whether this person may say something in the chat of this session again now, whichever way it
    /// comes.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn chat(&self, code: &SessionCode, sender: &str) -> Result<(), ApiError> {
        self.chat.check_key(&format!("{code} {sender}")).map_err(|_| ApiError::too_many_requests(1))
    }

    /// Room for one socket more, until it is dropped; `None` when this process holds all it may.
    #[must_use]
    pub fn place(&self) -> Option<SemaphorePermit<'_>> {
        self.sockets.try_acquire().ok()
    }

    /// Room for one arriving file more, until it is dropped.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn upload(&self) -> Result<SemaphorePermit<'_>, ApiError> {
        self.uploads.try_acquire().map_err(|_| ApiError::too_many_requests(5))
    }

    /// Resolves once no socket is held any more.
    pub async fn sockets_ended(&self) {
        let all = u32::try_from(self.max_sockets).unwrap_or(u32::MAX);
        // It is never closed, which is the only way to fail.
        let _ = self.sockets.acquire_many(all).await;
    }

    /// A limiter for one socket.
    #[must_use]
    pub fn socket(&self) -> DefaultDirectRateLimiter {
        RateLimiter::direct(self.actions_quota)
    }

    /// A limiter for what is said beside a game over one socket.
    #[must_use]
    pub fn asides(&self) -> DefaultDirectRateLimiter {
        RateLimiter::direct(self.asides_quota)
    }

    /// Forgets addresses and players that were not seen for a while.
    pub async fn forget_the_idle(&self) {
        const EVERY: Duration = Duration::from_secs(60);
        loop {
            tokio::time::sleep(EVERY).await;
            self.sessions.retain_recent();
            self.actions.retain_recent();
            self.chat.retain_recent();
        }
    }
}
