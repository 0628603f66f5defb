//! Answers to the challenges of HTTP-01.
//!
//! The answers are in Redis, because the ACME server asks the public address, where any web process may answer.

use redis::{AsyncCommands as _, RedisError};
use wpp_runtime::redis_connection::RedisConnection;

/// How long an answer is kept, in seconds. Servers ask within seconds.
const KEPT_FOR_S: u64 = 15 * 60;

/// Length of the longest token that is looked up. Servers choose tokens of 22 to 86 characters.
const MAX_TOKEN: usize = 128;

/// The answers of all web processes. Cheap to clone.
#[derive(Clone)]
pub struct ChallengeAnswers(RedisConnection);

impl ChallengeAnswers {
    /// Returns the answers in this Redis.
    #[must_use]
    pub fn new(redis: RedisConnection) -> Self {
        Self(redis)
    }

    /// Returns the answer to the challenge `token`. `None` for an unknown token.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn find(&self, token: &str) -> Result<Option<String>, RedisError> {
        if is_token(token) { self.0.clone().get(key(token)).await } else { Ok(None) }
    }

    pub(super) async fn add(&self, token: &str, answer: &str) -> Result<(), RedisError> {
        self.0.clone().set_ex(key(token), answer, KEPT_FOR_S).await
    }

    pub(super) async fn remove(&self, token: &str) -> Result<(), RedisError> {
        self.0.clone().del(key(token)).await
    }
}

fn key(token: &str) -> String {
    format!("wpp:acme:{token}")
}

/// Reports whether `text` consists of the characters of a token (RFC 8555, section 8.3).
fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=MAX_TOKEN).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_up_tokens_only() {
        assert!(is_token("LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0"));
        for wrong in ["", "a/b", "../x", "a b", "é", &"a".repeat(129)] {
            assert!(!is_token(wrong), "{wrong:?}");
        }
    }
}
