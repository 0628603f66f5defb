//! The digest of a question, as stored in `question.digest`.
//!
//! Frozen migrations must not call code that can change, so this is a copy of `wpp_library::packs::digest`.
//! A test in `shared/library/tests/built_in_packs` compares the two.

use sha2::{Digest, Sha256};

/// Returns the first 128 bits of SHA-256 over the lower-case prompt and answer, as 32 hexadecimal digits.
#[must_use]
pub fn question_digest(prompt: &str, answer: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(prompt.to_lowercase());
    hash.update([0]);
    hash.update(answer.to_lowercase());
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
