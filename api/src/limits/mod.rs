//! Size and rate limits of requests and socket messages.

mod lookups;
mod sockets;

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use crate::settings::WebSettings;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wpp_game::{
    contract::ErrorCode,
    ids::{AccountId, SessionCode},
};
use wpp_runtime::client_address::ClientAddress;

pub use self::sockets::{MAX_SOCKETS_PER_PARTICIPANT, OpenSocket, OpenSockets};
use self::{lookups::UnknownCodes, sockets::Owner};
use crate::error::ApiError;

/// Maximum size of a REST body in bytes. The largest legitimate body is a configuration with all its fields.
pub const MAX_BODY: usize = 64 * 1024;

/// Maximum number of bytes that are read of a body over the limit, so that its sender receives the error response.
pub const MAX_DRAINED: usize = 16 * 1024 * 1024;

/// Maximum size of a socket message in bytes. The largest legitimate message is a chat message of 2000 characters, some
/// with several code points, all escaped.
pub const MAX_MESSAGE: usize = 64 * 1024;

/// Number of rate-limited messages after which a socket is closed with 4029. Each accepted message subtracts one, so only
/// clients that send more than twice the permitted rate are closed.
pub const MAX_RATE_LIMITED: u32 = 200;

/// Maximum number of concurrent account exports. Each holds a database connection for as long as the download takes.
const MAX_EXPORTS: usize = 2;

/// Maximum number of concurrent uploads and imports. Each is a temporary file on disk.
const MAX_UPLOADS: usize = 16;

/// Maximum number of concurrent uploads, imports and copies of one account.
const MAX_PACK_CHANGES: usize = 2;

/// Chat messages that one sender may send per second, with bursts of twice as many. The limit is above the speed of
/// typing and lets a client resend its queue after a reconnect.
const CHAT_PER_SECOND: u32 = 10;

/// Hops of one player per second, and of all players of a room. A screen shows no more than a few of them at once.
const HOPS_PER_SECOND: (u32, u32) = (3, 30);

/// The limits that all calls and sockets of the process share.
pub struct Limits {
    sockets: Arc<Semaphore>,
    uploads: Arc<Semaphore>,
    pack_changes: DefaultKeyedRateLimiter<AccountId>,
    open_pack_changes: OpenSockets,
    max_sockets: usize,
    sockets_per_address: usize,
    open_sockets: OpenSockets,
    sessions: DefaultKeyedRateLimiter<ClientAddress>,
    joins: DefaultKeyedRateLimiter<(ClientAddress, SessionCode)>,
    actions: DefaultKeyedRateLimiter<String>,
    exports: Arc<Semaphore>,
    ephemeral: DefaultKeyedRateLimiter<String>,
    chat: DefaultKeyedRateLimiter<String>,
    hops: DefaultKeyedRateLimiter<String>,
    room_hops: DefaultKeyedRateLimiter<SessionCode>,
    /// Look-ups of unknown session codes.
    pub unknown_codes: UnknownCodes,
}

impl Limits {
    /// Creates the limits from the settings.
    #[must_use]
    pub fn new(settings: &WebSettings) -> Self {
        let per = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let burst = per(settings.actions_per_second.saturating_mul(2));
        let ephemeral_burst = per(settings.ephemeral_per_second.saturating_mul(2));
        let ephemeral_quota = Quota::per_second(per(settings.ephemeral_per_second)).allow_burst(ephemeral_burst);
        let actions_quota = Quota::per_second(per(settings.actions_per_second)).allow_burst(burst);
        Self {
            sockets: Arc::new(Semaphore::new(settings.max_sockets)),
            uploads: Arc::new(Semaphore::new(MAX_UPLOADS)),
            pack_changes: RateLimiter::keyed(Quota::per_minute(per(settings.imports_per_minute))),
            open_pack_changes: OpenSockets::default(),
            max_sockets: settings.max_sockets,
            sockets_per_address: settings.sockets_per_address,
            open_sockets: OpenSockets::default(),
            sessions: RateLimiter::keyed(Quota::per_minute(per(settings.sessions_per_minute))),
            joins: RateLimiter::keyed(Quota::per_minute(per(settings.joins_per_minute))),
            actions: RateLimiter::keyed(actions_quota),
            exports: Arc::new(Semaphore::new(MAX_EXPORTS)),
            ephemeral: RateLimiter::keyed(ephemeral_quota),
            chat: RateLimiter::keyed(Quota::per_second(per(CHAT_PER_SECOND)).allow_burst(per(CHAT_PER_SECOND * 2))),
            hops: RateLimiter::keyed(Quota::per_second(per(HOPS_PER_SECOND.0))),
            room_hops: RateLimiter::keyed(Quota::per_second(per(HOPS_PER_SECOND.1))),
            unknown_codes: UnknownCodes::default(),
        }
    }

    /// Counts the creation of a session by `address`. Direct connections from this machine, which the operator uses, are not limited.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_session(&self, address: ClientAddress) -> Result<(), ApiError> {
        if address.is_exempt() {
            return Ok(());
        }
        self.sessions.check_key(&address).map_err(|_| ApiError::too_many_requests(60))
    }

    /// Counts an attempt to join a room from `address`.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_join(&self, address: ClientAddress, code: &SessionCode) -> Result<(), ApiError> {
        if address.is_exempt() {
            return Ok(());
        }
        self.joins.check_key(&(address, code.clone())).map_err(|_| ApiError::too_many_requests(2))
    }

    /// Counts a REST action of a player or an account.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_action(&self, player: &str) -> Result<(), ApiError> {
        self.actions.check_key(&player.to_owned()).map_err(|_| ApiError::too_many_requests(1))
    }

    /// Reserves one export. Dropping the permit releases it.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn export_permit(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        self.exports.clone().try_acquire_owned().map_err(|_| ApiError::too_many_requests(5))
    }

    /// Counts a chat message of `sender`, over a socket or over REST.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_chat(&self, code: &SessionCode, sender: &str) -> Result<(), ApiError> {
        self.chat.check_key(&format!("{code} {sender}")).map_err(|_| ApiError::too_many_requests(1))
    }

    /// Reserves one socket. Dropping the permit releases it. Returns `None` if the process holds its maximum.
    #[must_use]
    pub fn socket_permit(&self) -> Option<OwnedSemaphorePermit> {
        self.sockets.clone().try_acquire_owned().ok()
    }

    /// Reserves one upload. Dropping the permit releases it.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn upload_permit(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        self.uploads.clone().try_acquire_owned().map_err(|_| ApiError::too_many_requests(5))
    }

    /// Counts an upload or a copy of `account`, and reserves one of its slots. Dropping the slot releases it.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn pack_change(&self, account: &AccountId, address: ClientAddress) -> Result<OpenSocket, ApiError> {
        let slot = self.open_pack_changes.open(Owner::Account(account.clone()), MAX_PACK_CHANGES);
        let slot = slot.ok_or_else(|| {
            let detail = "Your last imports are still running. Wait until one of them has ended.";
            ApiError::new(ErrorCode::TooManyRequests, detail).retry_after(5)
        })?;
        if !address.is_exempt() {
            self.pack_changes.check_key(account).map_err(|_| ApiError::too_many_requests(10))?;
        }
        Ok(slot)
    }

    /// Resolves when all socket permits are released.
    pub async fn all_sockets_closed(&self) {
        let all = u32::try_from(self.max_sockets).unwrap_or(u32::MAX);
        // Acquiring fails only if the semaphore is closed, which never happens.
        let _ = self.sockets.acquire_many(all).await;
    }

    /// Counts a socket from `address`. Returns `None` if the address has its maximum.
    #[must_use]
    pub fn open_from(&self, address: ClientAddress) -> Option<OpenSocket> {
        self.open_sockets.open_from(address, self.sockets_per_address)
    }

    /// Counts a socket of the participant with this id. Returns `None` if the participant has [`MAX_SOCKETS_PER_PARTICIPANT`].
    #[must_use]
    pub fn open_as(&self, code: &SessionCode, participant: &str) -> Option<OpenSocket> {
        self.open_sockets.open(Owner::Participant(code.clone(), participant.to_owned()), MAX_SOCKETS_PER_PARTICIPANT)
    }

    /// Counts a socket message of `sender`, over all sockets of the sender. Returns `false` over the limit.
    #[must_use]
    pub fn allows_message(&self, sender: &String) -> bool {
        self.actions.check_key(sender).is_ok()
    }

    /// Counts an ephemeral message of `sender`, over all sockets of the sender. Returns `false` over the limit.
    #[must_use]
    pub fn allows_ephemeral(&self, sender: &String) -> bool {
        self.ephemeral.check_key(sender).is_ok()
    }

    /// Counts a hop of `player` in the lobby. Returns `false` over the limit of the player or of the room.
    #[must_use]
    pub fn allows_hop(&self, code: &SessionCode, player: &str) -> bool {
        self.hops.check_key(&format!("{code} {player}")).is_ok() && self.room_hops.check_key(code).is_ok()
    }

    /// Removes idle addresses and players from the limiters, once a minute.
    pub async fn run_cleanup(&self) {
        const EVERY: Duration = Duration::from_secs(60);
        loop {
            tokio::time::sleep(EVERY).await;
            self.sessions.retain_recent();
            self.joins.retain_recent();
            self.actions.retain_recent();
            self.chat.retain_recent();
            self.hops.retain_recent();
            self.room_hops.retain_recent();
            self.pack_changes.retain_recent();
            self.ephemeral.retain_recent();
            self.unknown_codes.remove_idle();
        }
    }
}
