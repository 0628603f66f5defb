//! SHA-256 and HMAC-SHA-256 in hexadecimal.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use wpp_runtime::token_secret::TokenSecret;

/// Returns the SHA-256 digest of `bytes`.
pub(crate) fn hex_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns the HMAC of `text` under `secret`. Different values of `purpose` give unrelated results.
pub(crate) fn keyed_digest(secret: &TokenSecret, purpose: &str, text: &str) -> String {
    // HMAC accepts keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.bytes()) else { return String::new() };
    for part in [purpose, "\0", text] {
        mac.update(part.as_bytes());
    }
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
