//! How often somebody may try: by account and by address, counted for all API processes in Redis.
//!
//! Each counter is one moment, *when all tries so far would be allowed again* at a steady pace (the
//! generic cell rate algorithm): a burst may come at once, then one more each interval. A key lives
//! until that moment and no longer, so that memory is bounded by the tries of one window; a name is
//! kept as a hash, for people type passwords into the wrong field.
//!
//! A try is counted before the password is looked at, so that many at once do not slip through, and
//! given back when the password was right: what is limited are failures.

use std::net::IpAddr;

use redis::{RedisError, Script, aio::ConnectionManager};
use wpp_game::time::Timestamp;

use super::digest::hex_digest;
use super::settings::AccountSettings;

/// Limits on tries. Cheap to clone.
#[derive(Clone)]
pub struct Attempts {
    connection: ConnectionManager,
    account: Rate,
    address: Rate,
    registration: Rate,
}

/// A burst, and how long until each one of it is allowed again.
#[derive(Debug, Clone, Copy)]
struct Rate {
    burst: u32,
    interval_ms: u64,
}

/// Whether a try is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// It is, and is counted.
    Yes,
    /// It is not; nothing was counted.
    After {
        /// Milliseconds until it would be.
        ms: u64,
    },
}

const TAKE: &str = r"
local now, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + interval
local wait = free - now - burst * interval
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', free - now)
return 0";

const GIVE_BACK: &str = r"
local now, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
local free = tonumber(redis.call('GET', KEYS[1]) or 0) - interval
if free <= now then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', free - now)
return 0";

impl Attempts {
    /// The window that the settings' numbers are meant for.
    pub const WINDOW_MS: u64 = 15 * 60 * 1000;

    /// The window for registrations.
    pub const REGISTRATION_WINDOW_MS: u64 = 60 * 60 * 1000;

    /// Limits as the settings want them.
    #[must_use]
    pub fn new(connection: ConnectionManager, settings: &AccountSettings) -> Self {
        let rate = |burst: u32, window_ms: u64| Rate { burst, interval_ms: window_ms / u64::from(burst.max(1)) };
        Self {
            connection,
            account: rate(settings.attempts_per_account, Self::WINDOW_MS),
            address: rate(settings.attempts_per_address, Self::WINDOW_MS),
            registration: rate(settings.registrations_per_address, Self::REGISTRATION_WINDOW_MS),
        }
    }

    /// A try at the password of the account with this name, from this address.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn password(&self, name_key: &str, address: IpAddr, now: Timestamp) -> Result<Allowed, RedisError> {
        if let Some(key) = of_address(address) {
            let allowed = self.take(&key, self.address, now).await?;
            if allowed != Allowed::Yes {
                return Ok(allowed);
            }
        }
        self.take(&of_account(name_key), self.account, now).await
    }

    /// The password was right: its try does not count, and no earlier one of the account does.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn was_right(&self, name_key: &str, address: IpAddr, now: Timestamp) -> Result<(), RedisError> {
        self.forget(name_key).await?;
        let Some(key) = of_address(address) else { return Ok(()) };
        let script = Script::new(GIVE_BACK);
        let mut call = script.key(key);
        call.arg(now.millis()).arg(self.address.interval_ms).invoke_async(&mut self.connection.clone()).await
    }

    /// Forgets the tries at an account.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn forget(&self, name_key: &str) -> Result<(), RedisError> {
        redis::cmd("DEL").arg(of_account(name_key)).query_async(&mut self.connection.clone()).await
    }

    /// A registration from this address.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn registration(&self, address: IpAddr, now: Timestamp) -> Result<Allowed, RedisError> {
        match of_address(address) {
            Some(key) => self.take(&format!("{key}:new"), self.registration, now).await,
            None => Ok(Allowed::Yes),
        }
    }

    async fn take(&self, key: &str, rate: Rate, now: Timestamp) -> Result<Allowed, RedisError> {
        let script = Script::new(TAKE);
        let mut call = script.key(key);
        call.arg(now.millis()).arg(rate.interval_ms).arg(rate.burst);
        let ms: u64 = call.invoke_async(&mut self.connection.clone()).await?;
        Ok(if ms == 0 { Allowed::Yes } else { Allowed::After { ms } })
    }
}

/// The key of an account's tries.
#[must_use]
pub fn of_account(name_key: &str) -> String {
    // Half of the digest is far more than keeps the names of one server apart.
    format!("wpp:attempts:account:{}", &hex_digest(name_key.as_bytes())[..32])
}

/// The key of an address's tries; `None` for loopback, the operator's own, which has no limit.
fn of_address(address: IpAddr) -> Option<String> {
    let address = address.to_canonical();
    if address.is_loopback() {
        return None;
    }
    let whose = match address {
        IpAddr::V4(address) => address.to_string(),
        // A home has a whole /64 to choose from.
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::")
        }
    };
    Some(format!("wpp:attempts:address:{whose}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_home_is_one_address_and_loopback_is_none() {
        let key = |address: &str| of_address(address.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::5"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::5"), key("2001:db8:1:3::5"));
        assert_eq!(key("::ffff:192.0.2.7"), key("192.0.2.7"));
        assert_eq!((key("127.0.0.1"), key("::1")), (None, None));
    }

    #[test]
    fn the_key_of_an_account_does_not_tell_its_name() {
        assert!(!of_account("hunter2").contains("hunter2"));
        assert_ne!(of_account("ana"), of_account("bo"));
    }
}
