//! The key that signs tokens, as read from `TOKEN_SECRET`.

/// The key that signs tokens. `Debug` hides its bytes, so that no log can show them.
#[derive(Clone)]
pub struct TokenSecret {
    bytes: Vec<u8>,
}

impl TokenSecret {
    /// Minimum length in bytes: HS256 requires a key as long as its output.
    pub const MIN_BYTES: usize = 32;

    /// Wraps `bytes` without a check of their length.
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
