//! The signing secret, as read from the environment.

/// The key that signs tokens: at least [`MIN_BYTES`](Self::MIN_BYTES) long in production.
///
/// `Debug` hides the bytes, so that no log can show them.
#[derive(Clone)]
pub struct TokenSecret(Vec<u8>);

impl TokenSecret {
    /// HS256 requires a key as long as its output.
    pub const MIN_BYTES: usize = 32;

    /// Wraps `bytes`, which are not checked.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Returns the bytes, for keying other digests.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for TokenSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenSecret(…)")
    }
}
