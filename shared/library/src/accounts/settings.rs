//! Settings of registration and login.

use wpp_runtime::config::{ConfigError, Env};

/// Limits of registration and login.
#[derive(Debug, Clone)]
pub struct AccountSettings {
    /// `REGISTRATION`: `open`, or `closed` when only the operator creates accounts (`wpp account add`);
    /// default `open`.
    pub registration_open: bool,
    /// `REGISTRATIONS_PER_ADDRESS`: accounts one address may register per hour; default 10. Loopback has no
    /// limit.
    pub registrations_per_address: u32,
    /// `ATTEMPTS_PER_ACCOUNT`: wrong passwords for one account in 15 minutes; default 10.
    pub attempts_per_account: u32,
    /// `ATTEMPTS_PER_ADDRESS`: wrong passwords from one address in 15 minutes; default 50. Loopback has no
    /// limit.
    pub attempts_per_address: u32,
    /// `PASSWORD_HASHES`: passwords hashed concurrently, 19 MiB and one core each; default 2.
    pub password_hashes: usize,
}

impl AccountSettings {
    /// Reads the limits.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>) -> Result<Self, ConfigError> {
        Ok(Self {
            registration_open: env.one_of("REGISTRATION", "open", "closed")?,
            registrations_per_address: env.number("REGISTRATIONS_PER_ADDRESS", 10, 1, 1_000_000)?,
            attempts_per_account: env.number("ATTEMPTS_PER_ACCOUNT", 10, 1, 1_000_000)?,
            attempts_per_address: env.number("ATTEMPTS_PER_ADDRESS", 50, 1, 1_000_000)?,
            password_hashes: env.number("PASSWORD_HASHES", 2, 1, 256)?,
        })
    }
}
