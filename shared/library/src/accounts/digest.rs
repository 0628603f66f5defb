//! SHA-256, written in hexadecimal.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use wpp_runtime::token_secret::TokenSecret;

/// The digest of `bytes`.
pub(super) fn hex_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What only the holder of `secret` can make of `text`, for this `purpose`.
pub(super) fn keyed_digest(secret: &TokenSecret, purpose: &str, text: &str) -> String {
    // A key of any length is good for HMAC.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.bytes()) else { return String::new() };
    for part in [purpose, "\0", text] {
        mac.update(part.as_bytes());
    }
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
