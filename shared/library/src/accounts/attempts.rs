//! Rate limits for logins and registrations, by account and by address, shared by all API processes in Redis.
//!
//! Each counter is one time: *when all attempts so far would be allowed again* at a steady rate (the generic
//! cell rate algorithm). A burst is allowed at once, then one attempt in each interval. A key expires at that
//! time, so memory is bounded by the attempts of one window. Names are stored as hashes, because people
//! sometimes type passwords into the name field.
//!
//! An attempt is counted before the password is checked, so that concurrent attempts cannot exceed the limit. The
//! attempt is returned when the password was right: only failures count.

use redis::{RedisError, Script};
use wpp_game::time::Timestamp;
use wpp_runtime::client_address::ClientAddress;
use wpp_runtime::{redis_connection::RedisConnection, telemetry::names};

use super::settings::AccountSettings;
use crate::digest::hex_digest;

/// Rate limits for attempts. Cheap to clone.
#[derive(Clone)]
pub struct Attempts {
    connection: RedisConnection,
    account: Rate,
    address: Rate,
    registration: Rate,
}

/// A number of attempts allowed at once, and the interval for each further attempt.
#[derive(Debug, Clone, Copy)]
struct Rate {
    burst: u32,
    interval_ms: u64,
}

/// Whether an attempt is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// The attempt is allowed and counted.
    Yes,
    /// The attempt is refused and not counted.
    After {
        /// Milliseconds until the attempt is allowed.
        ms: u64,
    },
}

const COUNT: &str = r"
local now, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + interval
local wait = free - now - burst * interval
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', free - now)
return 0";

const RETURN: &str = r"
local now, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
local free = tonumber(redis.call('GET', KEYS[1]) or 0) - interval
if free <= now then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', free - now)
return 0";

impl Attempts {
    /// Window of the configured numbers of attempts.
    pub const WINDOW_MS: u64 = 15 * 60 * 1000;

    /// Window of the configured number of registrations.
    pub const REGISTRATION_WINDOW_MS: u64 = 60 * 60 * 1000;

    /// Creates the limits from the settings.
    #[must_use]
    pub fn new(connection: RedisConnection, settings: &AccountSettings) -> Self {
        let rate = |burst: u32, window_ms: u64| Rate { burst, interval_ms: window_ms / u64::from(burst.max(1)) };
        Self {
            connection,
            account: rate(settings.attempts_per_account, Self::WINDOW_MS),
            address: rate(settings.attempts_per_address, Self::WINDOW_MS),
            registration: rate(settings.registrations_per_address, Self::REGISTRATION_WINDOW_MS),
        }
    }

    /// Counts an attempt at the password of an account, from this address.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn password(
        &self,
        name_key: &str,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<Allowed, RedisError> {
        if let Some(key) = of_address(address) {
            let allowed = self.take(&key, self.address, now).await?;
            if allowed != Allowed::Yes {
                return Ok(allowed);
            }
        }
        self.take(&of_account(name_key), self.account, now).await
    }

    /// Logs and counts a wrong password, for programs that block addresses. The name is not logged, because people
    /// sometimes type passwords into its field.
    pub fn record_failure(address: ClientAddress) {
        metrics::counter!(names::LOGIN_FAILURES).increment(1);
        tracing::warn!(client = %address.network(), "login failed: wrong name or password");
    }

    /// Returns the attempt after a right password, and clears the counter of the account.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn record_success(
        &self,
        name_key: &str,
        address: ClientAddress,
        now: Timestamp,
    ) -> Result<(), RedisError> {
        self.forget(name_key).await?;
        self.give_back(of_address(address), self.address, now).await
    }

    /// Returns an attempt whose password was not checked.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn cancel(&self, name_key: &str, address: ClientAddress, now: Timestamp) -> Result<(), RedisError> {
        self.give_back(Some(of_account(name_key)), self.account, now).await?;
        self.give_back(of_address(address), self.address, now).await
    }

    /// Clears the counter of an account.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn forget(&self, name_key: &str) -> Result<(), RedisError> {
        redis::cmd("DEL").arg(of_account(name_key)).query_async(&mut self.connection.clone()).await
    }

    /// Counts a registration from this address.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn registration(&self, address: ClientAddress, now: Timestamp) -> Result<Allowed, RedisError> {
        match of_address(address) {
            Some(key) => self.take(&format!("{key}:new"), self.registration, now).await,
            None => Ok(Allowed::Yes),
        }
    }

    async fn give_back(&self, key: Option<String>, rate: Rate, now: Timestamp) -> Result<(), RedisError> {
        let Some(key) = key else { return Ok(()) };
        let script = Script::new(RETURN);
        let mut call = script.key(key);
        call.arg(now.millis()).arg(rate.interval_ms).invoke_async(&mut self.connection.clone()).await
    }

    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowed, RedisError> {
        let script = Script::new(COUNT);
        let mut call = script.key(key);
        call.arg(now.millis()).arg(rate.interval_ms).arg(rate.burst);
        let ms: u64 = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(if ms == 0 { Allowed::Yes } else { Allowed::After { ms } })
    }
}

/// Returns the Redis key of an account's counter.
#[must_use]
pub fn of_account(name_key: &str) -> String {
    // 128 bits are enough to avoid collisions.
    format!("wpp:attempts:account:{}", &hex_digest(name_key.as_bytes())[..32])
}

/// Returns the Redis key of an address's counter, or `None` for an address without a limit.
fn of_address(address: ClientAddress) -> Option<String> {
    (!address.is_exempt()).then(|| format!("wpp:attempts:address:{address}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_keys_hide_the_name() {
        assert!(!of_account("hunter2").contains("hunter2"));
        assert_ne!(of_account("ana"), of_account("bo"));
    }
}
