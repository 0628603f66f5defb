//! The key that signs tokens, as read from `TOKEN_SECRET`.

use std::collections::BTreeSet;

/// Fewest different bytes of a key. A random key of 32 letters or digits has at least nine.
const MIN_DIFFERENT_BYTES: usize = 6;

/// Longest part whose repetition makes a key too weak.
const MAX_REPEATED_PART: usize = 16;

/// Why a text is no key. The messages do not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakSecret {
    /// The text is too short.
    #[error("it is shorter than {} bytes", TokenSecret::MIN_BYTES)]
    Short,
    /// The text repeats a letter, a few letters or a word, and can be guessed.
    #[error("it repeats the same few letters")]
    Repetitive,
}

/// The key that signs tokens. `Debug` hides its bytes, so that no log can show them.
#[derive(Clone)]
pub struct TokenSecret {
    bytes: Vec<u8>,
}

impl TokenSecret {
    /// Minimum length in bytes: HS256 requires a key as long as its output.
    pub const MIN_BYTES: usize = 32;

    /// Reads a key that a person made.
    ///
    /// # Errors
    /// [`WeakSecret`] for a text that is short or repetitive.
    pub fn parse(text: &str) -> Result<Self, WeakSecret> {
        let bytes = text.as_bytes();
        if bytes.len() < Self::MIN_BYTES {
            return Err(WeakSecret::Short);
        }
        let different: BTreeSet<&u8> = bytes.iter().collect();
        let repeats = |part: usize| bytes.iter().zip(&bytes[part..]).all(|(earlier, later)| earlier == later);
        if different.len() < MIN_DIFFERENT_BYTES || (1..=MAX_REPEATED_PART).any(repeats) {
            return Err(WeakSecret::Repetitive);
        }
        Ok(Self::new(bytes.to_vec()))
    }

    /// Wraps `bytes` without a check.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    /// Returns the bytes, as the key of other digests.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for TokenSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_random_keys() {
        for valid in [
            "b3c1f0a97d2e4586b3c1f0a97d2e45870f1e2d3c4b5a69788796a5b4c3d2e1f0",
            "q7Vn1dJx0Zk5TtR2mYw8sLb4GhEuPc6F",
            "37291846501928374655019283746501",
            "a secret for tests, as long as it has to be",
        ] {
            assert!(TokenSecret::parse(valid).is_ok(), "{valid}");
        }
    }

    #[test]
    fn refuses_weak_keys() {
        let refused = |text: &str| TokenSecret::parse(text).expect_err(text);
        assert_eq!(refused("hunter2"), WeakSecret::Short);
        for weak in ["a", "ab", "password", "change-me ", "0123456789abcdef"] {
            assert_eq!(refused(&weak.repeat(64 / weak.len())), WeakSecret::Repetitive, "{weak}");
        }
        assert_eq!(refused(&format!("{}bcd", "a".repeat(40))), WeakSecret::Repetitive);
    }
}
