//! One-time links to the operator's page.

use redis::{AsyncCommands as _, RedisError};
use wpp_runtime::{redis_connection::RedisConnection, secure_rng::SecureRng};

use super::{OperatorError, SECRET_LETTERS, generation};
use crate::digest::hex_digest;

/// Time in which a link can be used, in milliseconds.
pub const LINK_LIFETIME_MS: u64 = 60 * 60 * 1000;

/// Creates and uses links. Any process with access to the store can create one. Cheap to clone.
#[derive(Clone)]
pub struct OperatorLinks {
    connection: RedisConnection,
    rng: SecureRng,
}

impl OperatorLinks {
    /// Creates access to the links.
    #[must_use]
    pub fn new(connection: RedisConnection, rng: SecureRng) -> Self {
        Self { connection, rng }
    }

    /// Stores a new link, and returns its address on the server at `base`, such as `http://192.168.1.7:8080`. The secret is in
    /// the fragment, which browsers never send: no log of a proxy has it, and a preview of the link does not use it up.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn create(&self, base: &str) -> Result<String, RedisError> {
        let secret = self.rng.word(SECRET_LETTERS);
        let generation = generation::current(&self.connection).await?.unwrap_or_default();
        let _: () = self.connection.clone().pset_ex(key(&secret), generation, LINK_LIFETIME_MS).await?;
        Ok(format!("{base}/admin#link={secret}"))
    }

    /// Uses a link up. Of several concurrent calls, in any processes, one succeeds.
    ///
    /// # Errors
    /// [`OperatorError::InvalidLink`], or when Redis does not answer.
    pub async fn redeem(&self, secret: &str) -> Result<(), OperatorError> {
        let mut commands = redis::pipe();
        commands.cmd("GETDEL").arg(key(secret)).get(generation::KEY);
        let (begun, current): (Option<String>, Option<String>) =
            commands.query_async(&mut self.connection.clone()).await?;
        let begun = begun.ok_or(OperatorError::InvalidLink)?;
        if generation::is_valid(Some(&begun), current.as_deref()) { Ok(()) } else { Err(OperatorError::InvalidLink) }
    }
}

fn key(secret: &str) -> String {
    format!("wpp:operator:link:{}", hex_digest(secret.as_bytes()))
}
